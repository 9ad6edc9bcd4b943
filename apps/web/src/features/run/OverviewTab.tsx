'use client';
import { apart } from '../../ui/apart.tsx';
import { useMemo } from 'react';
import { groupKeys } from '../../charts/prepare/curves.ts';
import { isSystemKey } from '../../charts/prepare/metric-words.ts';
import { isOver } from '../../charts/prepare/run-status.ts';
import { Panel } from '../../ui/Page.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import { HeadlineMetrics } from './HeadlineMetrics.tsx';
import { MembersPanel } from './MembersPanel.tsx';
import { MetricsTable } from './MetricsTable.tsx';
import { ParamsPanel } from './ParamsPanel.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useEvaluation } from './use-evaluation.ts';
import { useRunCurves } from './use-run-curves.ts';
import { WherePanel } from './WherePanel.tsx';

const FoldScores = apart(() => import('./FoldScores.tsx').then((module) => module.FoldScores));
const NotePanel = apart(() => import('./NotePanel.tsx').then((module) => module.NotePanel));

/** What one wants to know first: how good it is, how it got there, with what. */
export function OverviewTab({ run, project }: { run: Run; project: string }) {
  const groups = useMemo(() => mainGroups(run.metricKeys), [run.metricKeys]);
  const keys = useMemo(() => groups.flatMap((group) => group.keys), [groups]);
  const { curves, query } = useRunCurves(run, keys, { pixels: 500 });
  const { evaluation } = useEvaluation(run, 'TEST');
  const waits = run.metricKeys.length === 0 && !isOver(run.status);
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {evaluation && <HeadlineMetrics evaluation={evaluation} />}
        <FoldScores run={run} />
        {run.fusion && <MembersPanel fusion={run.fusion} project={project} />}
        {waits && (
          <Panel title="Curves">
            <p className="muted" style={{ margin: 0 }}>
              {run.status === 'QUEUED' ? 'The run waits for an agent. ' : ''}Curves appear here by themselves with the first points.
            </p>
          </Panel>
        )}
        {groups.length > 0 && (
          <div className={styles.figures}>
            {groups.map((group) => (
              <CurveFigure
                key={group.name}
                run={run}
                name={group.name}
                curves={curves.filter((curve) => group.keys.includes(curve.key))}
                query={query}
              />
            ))}
          </div>
        )}
        <MetricsTable id={run.id} metrics={run.metrics} />
      </div>
      <div className={styles.stack}>
        <ParamsPanel id={run.id} params={run.params} corrections={run.corrections} />
        <WherePanel run={run} />
        <NotePanel run={run} />
      </div>
    </div>
  );
}

/** The two quantities to show at once: those with a training and a validation curve go first. */
function mainGroups(keys: readonly string[]): { name: string; keys: string[] }[] {
  const groups = groupKeys(keys.filter((key) => !isSystemKey(key) && key !== 'epoch' && !key.startsWith('fold')));
  const paired = groups.filter((group) => group.keys.length > 1);
  return (paired.length > 0 ? paired : groups).slice(0, 2);
}
