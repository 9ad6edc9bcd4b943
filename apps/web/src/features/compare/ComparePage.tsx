'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { CompareDocument } from '../../generated/compare.ts';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ChooseRuns } from './ChooseRuns.tsx';
import styles from './Compare.module.css';
import { MetricsTable } from './MetricsTable.tsx';
import { ParamsTable } from './ParamsTable.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

const ComparedCurves = dynamic(() => import('./ComparedCurves.tsx').then((module) => module.ComparedCurves), { ssr: false });
const EvaluationOverlays = dynamic(() => import('./EvaluationOverlays.tsx').then((module) => module.EvaluationOverlays), { ssr: false });
const Disagreements = dynamic(() => import('../../charts/draw/Disagreements.tsx').then((module) => module.Disagreements), { ssr: false });

/** Runs side by side: what differs, and whether the difference is real. */
export function ComparePage() {
  const router = useRouter();
  const project = useProjectRef();
  const text = useSearchParams().get('runs') ?? '';
  const ids = useMemo(() => text.split(',').filter(Boolean), [text]);
  const [baseline, setBaseline] = useQueryState('baseline');
  const setQuery = useSetQuery();
  const known = ids.includes(baseline) ? baseline : null;
  const [{ data, error, stale }, retry] = useQuery({
    query: CompareDocument,
    variables: { ids, baseline: known },
    pause: ids.length < 2,
  });
  if (ids.length < 2) return <ChooseRuns project={project} chosen={ids} />;
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting lines={10} />;
  const { runs, words, tests, sameSamples, disagreements } = data.compareRuns;
  const fusable = sameSamples && runs.length <= 16 && runs.every((run) => run.status === 'FINISHED' && run.evaluation);
  const drop = (id: string) => setQuery({ runs: ids.filter((other) => other !== id).join(','), ...(id === baseline && { baseline: '' }) });
  return (
    <Page
      title={`Comparison of ${plural(runs.length, 'run')}`}
      subtitle={
        sameSamples
          ? `judged on the same ${runs[0]?.evaluation ? `${runs[0].evaluation.samples} works` : 'works'}`
          : 'not judged on the same works'
      }
      actions={
        <>
          <Button variant="default" onClick={() => router.push(links.runs(project.ref))}>
            Choose others
          </Button>
          {fusable && (
            <Button component={Link} href={links.fusion(project.ref, ids)} prefetch={false}>
              Fuse them
            </Button>
          )}
        </>
      }
    >
      <VerdictPanel words={words} tests={tests} runs={runs} sameSamples={sameSamples} isStale={stale} />
      <MetricsTable
        runs={runs}
        project={project.ref}
        baseline={known}
        onBaseline={(id) => setBaseline(id === known ? '' : id)}
        onDrop={runs.length > 2 ? drop : undefined}
      />
      <ParamsTable runs={runs} baseline={known} />
      <ComparedCurves runs={runs} />
      <EvaluationOverlays runs={runs} />
      {sameSamples && disagreements.length > 0 && (
        <Panel title="Where they disagree" note={`the first ${disagreements.length}`} className={styles.wide}>
          <Disagreements
            voices={runs.map((run) => ({ name: `#${run.number}`, number: run.number }))}
            works={disagreements.map((each) => ({
              key: each.sampleId,
              name: each.sampleId,
              truth: each.truth,
              said: each.predicted,
              views: each.work?.views ?? [],
            }))}
          />
        </Panel>
      )}
    </Page>
  );
}
