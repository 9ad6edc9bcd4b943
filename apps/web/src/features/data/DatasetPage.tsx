'use client';
import { Button, Modal, Tabs } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DatasetDocument } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CardPanel } from './CardPanel.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { SplitsTab } from './SplitsTab.tsx';
import { WorksTab } from './WorksTab.tsx';

export function DatasetPage() {
  const project = useProjectRef();
  const id = useSearchParams().get('id') ?? '';
  const [tab, setTab] = useQueryState('tab', 'works');
  const [adding, setAdding] = useState(false);
  const [{ data, error }, retry] = useQuery({ query: DatasetDocument, variables: { id } });
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={refresh} />;
  if (!data) return <Waiting />;
  const { dataset } = data;
  if (!dataset)
    return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such dataset, or it is not yours to see.', fields: {} }} />;
  const version = dataset.latest;
  return (
    <Page
      title={dataset.name}
      subtitle={
        version
          ? `version ${version.number} · ${count(version.samples)} works · ${plural(version.classes.length, 'class', 'classes')}`
          : 'no version yet'
      }
      actions={
        <>
          <Button variant="default" onClick={() => setAdding(true)}>
            New version
          </Button>
          {version && (
            <Button component={Link} href={links.launch(project.ref)} prefetch={false} variant={tab === 'splits' ? 'filled' : 'default'}>
              Launch a model
            </Button>
          )}
        </>
      }
    >
      {version ? (
        <Tabs value={tab} onChange={(value) => setTab(value ?? 'works')} keepMounted={false}>
          <Tabs.List mb={16}>
            <Tabs.Tab value="works">Works</Tabs.Tab>
            <Tabs.Tab value="splits">Splits</Tabs.Tab>
            <Tabs.Tab value="card">Card and versions</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="works">
            <WorksTab version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="splits">
            <SplitsTab version={version} project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="card">
            <CardPanel dataset={dataset} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Empty title="No works yet" action={<Button onClick={() => setAdding(true)}>Bring files</Button>}>
          The dataset was named, but no file has been read into it.
        </Empty>
      )}
      <Modal opened={adding} onClose={() => setAdding(false)} title="New version" size="xl">
        <ImportPanel
          project={{ id: dataset.project.id, team: project.team }}
          dataset={dataset.id}
          onDone={() => {
            setAdding(false);
            refresh();
          }}
        />
      </Modal>
    </Page>
  );
}
