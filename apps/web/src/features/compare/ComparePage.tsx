'use client';
import { Button } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { CompareDocument } from '../../generated/compare.ts';
import { count, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { ComparedRun } from './compared-run.ts';
import { MetricsTable } from './MetricsTable.tsx';
import { NotTested } from './NotTested.tsx';
import { ParamsTable } from './ParamsTable.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

const ChooseRuns = apart(() => import('./ChooseRuns.tsx').then((module) => module.ChooseRuns), <Waiting />);
const ComparedCurves = apart(() => import('./ComparedCurves.tsx').then((module) => module.ComparedCurves));
const EvaluationOverlays = apart(() => import('./EvaluationOverlays.tsx').then((module) => module.EvaluationOverlays));
const DisagreementsPanel = apart(() => import('./DisagreementsPanel.tsx').then((module) => module.DisagreementsPanel));

/** Runs side by side: what differs, and whether the difference is real. */
export function ComparePage() {
  const router = useRouter();
  const project = useProjectRef();
  const text = useSearchParams().get('runs') ?? '';
  const ids = useMemo(() => [...new Set(text.split(',').filter(Boolean))], [text]);
  const [baseline, setBaseline] = useQueryState('baseline');
  const setQuery = useSetQuery();
  const known = ids.includes(baseline) ? baseline : null;
  const variables = useMemo(() => ({ ids }), [ids]);
  const [{ data, error }, retry] = useQuery({ query: CompareDocument, variables, pause: ids.length < 2 });
  if (ids.length < 2) return <ChooseRuns project={project} chosen={ids} />;
  const others = (
    <Button variant="default" onClick={() => router.push(links.runs(project.ref))}>
      Choose others
    </Button>
  );
  // One run that is gone is enough to get here: the way to the others stays.
  if (error && !data)
    return (
      <Page title="Compare" actions={others}>
        <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />
      </Page>
    );
  if (!data) return <Waiting lines={10} />;
  const { runs, sameSamples } = data.compareRuns;
  const fusable = sameSamples && runs.length <= 16 && runs.every((run) => run.status === 'FINISHED' && run.evaluation);
  const keep = (kept: readonly string[]) => setQuery({ runs: kept.join(','), ...(!kept.includes(baseline) && { baseline: '' }) });
  const query = { document: CompareDocument, variables };
  return (
    <Page
      title={`Comparison of ${plural(runs.length, 'run')}`}
      subtitle={judgedOn(runs, sameSamples)}
      actions={
        <>
          {others}
          {fusable && (
            <Button component={Link} href={links.fusion(project.ref, ids)} prefetch={false}>
              Fuse them
            </Button>
          )}
        </>
      }
    >
      {sameSamples ? <VerdictPanel runs={runs} baseline={known} /> : <NotTested runs={runs} onKeep={keep} />}
      <MetricsTable
        runs={runs}
        project={project.ref}
        baseline={known}
        onBaseline={(id) => setBaseline(id === known ? '' : id)}
        onDrop={runs.length > 2 ? (id) => keep(ids.filter((other) => other !== id)) : undefined}
        query={query}
      />
      <ParamsTable runs={runs} baseline={known} query={query} />
      <ComparedCurves runs={runs} />
      <EvaluationOverlays runs={runs} />
      {sameSamples && <DisagreementsPanel runs={runs} areNumbers={sayNumbers(runs[0])} />}
    </Page>
  );
}

function judgedOn([first, ...rest]: readonly ComparedRun[], sameSamples: boolean): string {
  if (sameSamples) return `judged on the same ${first?.evaluation ? `${count(first.evaluation.samples)} works` : 'works'}`;
  return [first, ...rest].some((run) => run?.evaluation) ? 'not judged on the same works' : 'not judged on works';
}

function sayNumbers(run: ComparedRun | undefined): boolean {
  return run?.evaluation?.metrics.some(({ name }) => name === 'mse') ?? false;
}
