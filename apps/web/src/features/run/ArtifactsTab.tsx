'use client';
import { useQuery } from 'urql';
import { RunArtifactsDocument } from '../../generated/run.ts';
import { ago, bytes } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

export function ArtifactsTab({ run }: { run: Run }) {
  const [{ data, error }] = useQuery({ query: RunArtifactsDocument, variables: { id: run.id } });
  if (error) return <FormProblem problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const artifacts = data.run?.artifacts ?? [];
  if (artifacts.length === 0) return <Empty title="No artifacts">Weights, fitted recipes and files a run attaches are kept here.</Empty>;
  return (
    <Panel title="Artifacts">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Kind</th>
            <th scope="col">Size</th>
            <th scope="col">Content</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {artifacts.map((artifact) => (
            <tr key={artifact.id}>
              <th scope="row">
                <a href={artifact.file.url} download>
                  {artifact.path}
                </a>
              </th>
              <td>{artifact.kind}</td>
              <td>{bytes(artifact.file.sizeBytes)}</td>
              <td className="mono" title={artifact.file.sha256}>
                {artifact.file.sha256.slice(0, 12)}
              </td>
              <td>{ago(artifact.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
