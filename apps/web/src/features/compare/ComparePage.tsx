'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useQuery } from 'urql';
import { Disagreements } from '../../charts/draw/Disagreements.tsx';
import { CompareDocument } from '../../generated/compare.ts';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ChooseRuns } from './ChooseRuns.tsx';
import styles from './Compare.module.css';
import { ComparedCurves } from './ComparedCurves.tsx';
import { EvaluationOverlays } from './EvaluationOverlays.tsx';
import { MetricsTable } from './MetricsTable.tsx';
import { ParamDifferences } from './ParamDifferences.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

/** Runs side by side: what differs, and whether the difference is real. */
export function ComparePage() {
  const router = useRouter();
  const project = useProjectRef();
  const ids = (useSearchParams().get('runs') ?? '').split(',').filter(Boolean);
  const [{ data, error }, retry] = useQuery({ query: CompareDocument, variables: { ids }, pause: ids.length < 2 });
  if (ids.length < 2) return <ChooseRuns project={project} chosen={ids} />;
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting lines={10} />;
  const { runs, words, tests, paramDifferences, sameSamples, disagreements } = data.compareRuns;
  const fusable = sameSamples && runs.every((run) => run.status === 'FINISHED' && run.evaluation);
  const drop = (id: string) =>
    router.replace(
      links.compare(
        project.ref,
        ids.filter((other) => other !== id),
      ),
    );
  return (
    <Page
      title={`Comparison of ${plural(runs.length, 'run')}`}
      subtitle={
        sameSamples
          ? `judged on the same ${runs[0]?.evaluation ? `${runs[0].evaluation.samples} works` : 'works'}`
          : 'not judged on the same works'
      }
      actions={
        fusable && (
          <Button component={Link} href={links.fusion(project.ref, ids)} prefetch={false}>
            Fuse them
          </Button>
        )
      }
    >
      <VerdictPanel words={words} tests={tests} sameSamples={sameSamples} />
      <MetricsTable runs={runs} project={project.ref} onDrop={runs.length > 2 ? drop : undefined} />
      <ParamDifferences runs={runs} differences={paramDifferences} />
      <ComparedCurves runs={runs} />
      <EvaluationOverlays runs={runs} />
      {sameSamples && disagreements.length > 0 && (
        <Panel title="Where they disagree" note={`the first ${disagreements.length}`} className={styles.wide}>
          <Disagreements
            voices={runs.map((run) => ({ name: `#${run.number}`, number: run.number }))}
            works={disagreements.map((each) => ({
              row: each.row,
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
