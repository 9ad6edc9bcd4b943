'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { RunArtifactsDocument, type RunArtifactsQuery } from '../../generated/run.ts';
import { bytes, plural } from '../../lib/format.ts';
import { type FileBranch, fileTree } from '../../lib/file-tree.ts';
import { problemOf } from '../../lib/problem.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ArtifactPreview } from './ArtifactPreview.tsx';
import styles from './Artifacts.module.css';
import type { Run } from './RunHeader.tsx';

export type Artifact = NonNullable<RunArtifactsQuery['run']>['artifacts'][number];

/** The files of a run as a tree, and the chosen one to look at. */
export function ArtifactsTab({ run }: { run: Run }) {
  const [{ data, error }] = useQuery({ query: RunArtifactsDocument, variables: { id: run.id } });
  const [path, setPath] = useQueryState('file');
  const artifacts = data?.run?.artifacts;
  const tree = useMemo(
    () => artifacts && fileTree(artifacts, { pathOf: (artifact) => artifact.path, sizeOf: (artifact) => artifact.file.sizeBytes }),
    [artifacts],
  );
  if (error) return <FormProblem problem={problemOf(error)} />;
  if (!artifacts || !tree) return <Waiting />;
  if (artifacts.length === 0) return <Empty title="No artifacts">Weights, checkpoints and files that a run attaches are kept here.</Empty>;
  const chosen = artifacts.find((artifact) => artifact.path === path);
  return (
    <div className={styles.columns}>
      <Panel title="Files" note={`${plural(tree.count, 'file')} · ${bytes(tree.sizeBytes)}`}>
        <Branch branch={tree} chosen={path} onChoose={setPath} />
      </Panel>
      {chosen ? (
        <ArtifactPreview key={chosen.id} artifact={chosen} />
      ) : (
        <Panel title="Preview">
          <p className="muted" style={{ margin: 0 }}>
            {path
              ? `There is no ${path} in this run.`
              : 'Choose a file to look at it. Pictures, tables, JSON and text are shown here; nothing is ever run.'}
          </p>
        </Panel>
      )}
    </div>
  );
}

interface BranchProps {
  branch: FileBranch<Artifact>;
  chosen: string;
  onChoose: (path: string) => void;
}

/** Beyond this many files a folder begins closed. */
const many = 30;

function Branch({ branch, chosen, onChoose }: BranchProps) {
  return (
    <ul className={styles.branch}>
      {branch.folders.map((folder) => (
        <li key={folder.path}>
          <details open={folder.count <= many || chosen.startsWith(`${folder.path}/`)}>
            <summary>
              <span>{folder.name}</span>
              <span className="muted">
                {plural(folder.count, 'file')} · {bytes(folder.sizeBytes)}
              </span>
            </summary>
            <Branch branch={folder} chosen={chosen} onChoose={onChoose} />
          </details>
        </li>
      ))}
      {branch.files.map(({ name, file }) => (
        <li key={file.id}>
          <button type="button" aria-pressed={file.path === chosen} onClick={() => onChoose(file.path)}>
            <span>{name}</span>
            <span className="muted">
              {file.kind !== 'file' && `${file.kind} · `}
              {bytes(file.file.sizeBytes)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
