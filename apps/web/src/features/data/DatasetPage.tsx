'use client';
import { Button, Tabs } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { DatasetDocument } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

// Each with its own code, of which that of the tab that the address names comes while the dataset is asked for.
const WorksTab = apart(() => import('./WorksTab.tsx').then((module) => module.WorksTab), <Waiting lines={10} />);
const ValuesTab = apart(() => import('./ValuesTab.tsx').then((module) => module.ValuesTab));
const SplitsTab = apart(() => import('./SplitsTab.tsx').then((module) => module.SplitsTab));
const RecipesTab = apart(() => import('./RecipesTab.tsx').then((module) => module.RecipesTab));
const VersionsTab = apart(() => import('./VersionsTab.tsx').then((module) => module.VersionsTab));
const CardPanel = apart(() => import('./CardPanel.tsx').then((module) => module.CardPanel));
const tabs: Readonly<Record<string, { readonly preload: () => void }>> = {
  works: WorksTab,
  values: ValuesTab,
  recipes: RecipesTab,
  splits: SplitsTab,
  versions: VersionsTab,
  card: CardPanel,
};
const NewVersion = apart(() => import('./NewVersion.tsx').then((module) => module.NewVersion));

/** A dataset in one of its versions, the newest unless the address names another. */
export function DatasetPage() {
  const project = useProjectRef();
  const params = useSearchParams();
  const id = params.get('id') ?? '';
  const wanted = params.get('version') ?? '';
  const [tab, setTab] = useQueryState('tab', 'works');
  useEffect(() => tabs[tab]?.preload(), [tab]);
  const setQuery = useSetQuery();
  const [adding, setAdding] = useState(false);
  const [{ data, error }, retry] = useQuery({ query: DatasetDocument, variables: { id, version: wanted, chosen: wanted !== '' } });
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={refresh} />;
  if (!data) return <Waiting />;
  const { dataset } = data;
  if (!dataset)
    return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such dataset, or it is not yours to see.', fields: {} }} />;
  const version = data.chosen ?? dataset.latest;
  const old = version && dataset.latest && version.id !== dataset.latest.id;
  return (
    <Page
      title={dataset.name}
      subtitle={
        version ? (
          <>
            version {version.number} · {count(version.samples)} works · {plural(version.classes.length, 'class', 'classes')}
            {old && (
              <>
                {' '}
                · not the newest,{' '}
                <Link href={links.dataset(project.ref, id, tab === 'works' ? undefined : tab)} prefetch={false}>
                  go to version {dataset.latest?.number}
                </Link>
              </>
            )}
          </>
        ) : (
          'no version yet'
        )
      }
      actions={
        <>
          <Button variant="default" onClick={() => setAdding(true)}>
            New version
          </Button>
          {version && (
            <Button component={Link} href={links.launch(project.ref)} prefetch={false} variant="default">
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
            <Tabs.Tab value="values">Values</Tabs.Tab>
            <Tabs.Tab value="recipes">Recipes</Tabs.Tab>
            <Tabs.Tab value="splits">Splits</Tabs.Tab>
            <Tabs.Tab value="versions">Versions</Tabs.Tab>
            <Tabs.Tab value="card">Card</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="works">
            <WorksTab version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="values">
            <ValuesTab version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="recipes">
            <RecipesTab version={version} project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="splits">
            <SplitsTab version={version} project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionsTab
              dataset={dataset}
              version={version}
              onChoose={(next) => setQuery({ version: next === dataset.latest?.id ? '' : next })}
            />
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
      {adding && (
        <NewVersion
          project={{ id: dataset.project.id, team: project.team }}
          dataset={dataset.id}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            setQuery({ version: '' });
            refresh();
          }}
        />
      )}
    </Page>
  );
}
