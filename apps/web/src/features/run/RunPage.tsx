'use client';
import { Tabs } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useQuery, useSubscription } from 'urql';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunChangedDocument, RunDocument } from '../../generated/run.ts';
import { problemOf } from '../../lib/problem.ts';
import { useSetQuery } from '../../lib/query-state.ts';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RunActions, RunSubtitle } from './RunHeader.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RunTitle } from './RunTitle.tsx';

// Each with its own code, of which that of the tab that the address names comes while the run is asked for.
const OverviewTab = apart(() => import('./OverviewTab.tsx').then((module) => module.OverviewTab), <Waiting lines={10} />);
const CurvesTab = apart(() => import('./CurvesTab.tsx').then((module) => module.CurvesTab));
const EvaluationTab = apart(() => import('./EvaluationTab.tsx').then((module) => module.EvaluationTab));
const PredictionsTab = apart(() => import('./PredictionsTab.tsx').then((module) => module.PredictionsTab));
const LogTab = apart(() => import('./LogTab.tsx').then((module) => module.LogTab));
const SystemTab = apart(() => import('./SystemTab.tsx').then((module) => module.SystemTab));
const ArtifactsTab = apart(() => import('./ArtifactsTab.tsx').then((module) => module.ArtifactsTab));
const LineageTab = apart(() => import('./LineageTab.tsx').then((module) => module.LineageTab));
const ReproducibilityTab = apart(() => import('./ReproducibilityTab.tsx').then((module) => module.ReproducibilityTab));
const tabs: Readonly<Record<string, { readonly preload: () => void }>> = {
  overview: OverviewTab,
  curves: CurvesTab,
  evaluation: EvaluationTab,
  predictions: PredictionsTab,
  log: LogTab,
  system: SystemTab,
  artifacts: ArtifactsTab,
  lineage: LineageTab,
  reproducibility: ReproducibilityTab,
};

export function RunPage() {
  const params = useSearchParams();
  const setQuery = useSetQuery();
  const id = params.get('id') ?? '';
  const tab = params.get('tab') ?? 'overview';
  useEffect(() => tabs[tab]?.preload(), [tab]);
  const list = useRef<HTMLDivElement>(null);
  const [{ data, error }, refresh] = useQuery({ query: RunDocument, variables: { id } });
  const stored = data?.run;
  const [{ data: change }] = useSubscription({ query: RunChangedDocument, variables: { id }, pause: !stored || isOver(stored.status) });
  const changed = change?.runChanged;
  const over = changed !== undefined && isOver(changed.status);
  useEffect(() => {
    // Its end brings what the events do not carry: summaries, parameters of the backend, the evaluation.
    if (over) refresh({ requestPolicy: 'network-only' });
  }, [over, refresh]);
  const home = stored ? `${stored.project.team.slug}/${stored.project.slug}` : '';
  useEffect(() => {
    if (home && params.get('project') !== home) setQuery({ project: home });
  }, [home, params, setQuery]);

  useEffect(() => {
    // Where there is no room for all tabs, the open one is in sight.
    if (home) list.current?.querySelector(`[id$="-tab-${CSS.escape(tab)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [home, tab]);

  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => refresh({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!stored)
    return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such run, or it is not yours to see.', fields: {} }} />;
  const run = changed && changed.id === stored.id && !isOver(stored.status) ? { ...stored, ...changed } : stored;
  return (
    <Page
      title={run.name}
      heading={<RunTitle run={run} />}
      subtitle={<RunSubtitle run={run} project={home} />}
      actions={<RunActions run={run} project={home} onChange={() => refresh({ requestPolicy: 'network-only' })} />}
    >
      <RunProgress run={run} />
      <Tabs value={tab} onChange={(value) => setQuery({ tab: value === 'overview' ? '' : (value ?? '') })} keepMounted={false}>
        <Tabs.List mb={16} ref={list}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="curves">Curves</Tabs.Tab>
          <Tabs.Tab value="evaluation">Evaluation</Tabs.Tab>
          <Tabs.Tab value="predictions">Predictions</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="system">System</Tabs.Tab>
          <Tabs.Tab value="artifacts">Artifacts</Tabs.Tab>
          <Tabs.Tab value="lineage">Lineage</Tabs.Tab>
          <Tabs.Tab value="reproducibility">Reproducibility</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab run={run} project={home} />
        </Tabs.Panel>
        <Tabs.Panel value="curves">
          <CurvesTab run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="evaluation">
          <EvaluationTab run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="predictions">
          <PredictionsTab run={run} project={home} />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <LogTab run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="system">
          <SystemTab run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="artifacts">
          <ArtifactsTab run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="lineage">
          <LineageTab run={run} project={home} />
        </Tabs.Panel>
        <Tabs.Panel value="reproducibility">
          <ReproducibilityTab run={run} project={home} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
