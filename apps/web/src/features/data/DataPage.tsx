'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { AddSampleSetDocument, DatasetsDocument } from '../../generated/data.ts';
import { links } from '../../lib/links.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { apart } from '../../ui/apart.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DatasetCard } from './DatasetCard.tsx';
import styles from './Datasets.module.css';

const ImportPanel = apart(() => import('./ImportPanel.tsx').then((module) => module.ImportPanel), <Waiting />);

/** The datasets of a project, and the way to bring more. */
export function DataPage() {
  const router = useRouter();
  const project = useProjectRef();
  const [importing, setImporting] = useState(false);
  const [{ data, error }, retry] = useQuery({ query: DatasetsDocument, variables: { team: project.team, slug: project.slug } });
  const [{ fetching: drawing, error: sampleError }, addSample] = useMutation(AddSampleSetDocument);
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!data.project) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: `There is no project ${project.ref}.`, fields: {} }} />;
  const { id, datasets } = data.project;
  const empty = datasets.nodes.length === 0;
  const open = (dataset: string) => router.push(links.dataset(project.ref, dataset));
  const draw = async () => {
    const { data: drawn } = await addSample({ project: id });
    if (drawn) open(drawn.addSampleDataset.dataset.id);
  };
  return (
    <Page
      title="Data"
      subtitle={empty ? 'What shall the models learn from?' : plural(datasets.totalCount, 'dataset')}
      actions={
        !empty && (
          <Button variant={importing ? 'default' : 'filled'} onClick={() => setImporting(!importing)}>
            {importing ? 'Close' : 'Bring data'}
          </Button>
        )
      }
    >
      {(empty || importing) && (
        <Panel
          title="Bring works"
          note={
            data.viewer.installation.sampleDataAvailable && (
              <Button variant="subtle" size="compact-sm" loading={drawing} onClick={draw}>
                or draw a sample set
              </Button>
            )
          }
        >
          {sampleError && <FormProblem problem={problemOf(sampleError)} />}
          <ImportPanel project={{ id, team: project.team }} onDone={open} />
        </Panel>
      )}
      <div className={styles.datasets}>
        {datasets.nodes.map((dataset) => (
          <DatasetCard key={dataset.id} project={project.ref} dataset={dataset} />
        ))}
      </div>
    </Page>
  );
}
