'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useMemo } from 'react';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { groupKeys } from '../../charts/prepare/curves.ts';
import { isOver } from '../../charts/prepare/run-status.ts';
import { metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { count, number, words } from '../../lib/format.ts';
import { flatten, valueText } from '../../lib/json.ts';
import { links } from '../../lib/links.ts';
import { float64 } from '../../lib/packed.ts';
import { Panel } from '../../ui/Page.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import { HeadlineMetrics } from './HeadlineMetrics.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useEvaluation } from './use-evaluation.ts';
import { useRunCurves } from './use-run-curves.ts';

const NotePanel = dynamic(() => import('./NotePanel.tsx').then((module) => module.NotePanel), { ssr: false });

export function OverviewTab({ run, project }: { run: Run; project: string }) {
  const groups = useMemo(
    () =>
      groupKeys(run.metricKeys)
        .filter((group) => group.keys.length > 1 || run.metricKeys.length < 3)
        .slice(0, 2),
    [run.metricKeys],
  );
  const keys = useMemo(() => groups.flatMap((group) => group.keys), [groups]);
  const { curves } = useRunCurves(run, keys, { pixels: 500 });
  const { evaluation } = useEvaluation(run, 'TEST');
  const params = flatten(run.params);
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {evaluation && <HeadlineMetrics evaluation={evaluation} />}
        {run.fusion && (
          <Panel
            title="Members"
            note={`${words(run.fusion.method)} · weights ${run.fusion.weightSource === 'VALIDATION' ? 'chosen on validation' : run.fusion.weightSource === 'EQUAL' ? 'equal' : 'set by hand'}`}
          >
            {run.fusion.members.map(({ run: member, weight }) => (
              <p key={member.id} className={styles.member}>
                <RunDot number={member.number} />
                <Link href={links.run(project, member.id)} prefetch={false}>
                  {member.name}
                </Link>
                <span className="muted">
                  #{member.number} {member.kind}
                </span>
                <span className={styles.weight}>{number(weight, 3)}</span>
              </p>
            ))}
            {run.fusion.words && <p className={styles.verdict}>{run.fusion.words}</p>}
          </Panel>
        )}
        {run.metricKeys.length === 0 && !isOver(run.status) && (
          <Panel title="Curves">
            <p className="muted" style={{ margin: 0 }}>
              {run.status === 'QUEUED' ? 'The run waits for an agent. ' : ''}Curves appear here by themselves with the first epoch.
            </p>
          </Panel>
        )}
        <div className={styles.figures}>
          {groups.map((group) => (
            <CurveFigure key={group.name} run={run} name={group.name} curves={curves.filter((curve) => group.keys.includes(curve.key))} />
          ))}
        </div>
        {run.metrics.length > 0 && (
          <Panel title="Metrics" note="of every step that was logged">
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">Metric</th>
                    <th scope="col">Last</th>
                    <th scope="col">Best</th>
                    <th scope="col">at step</th>
                    <th scope="col">Min</th>
                    <th scope="col">Max</th>
                    <th scope="col">Points</th>
                  </tr>
                </thead>
                <tbody>
                  {run.metrics.map((metric) => (
                    <tr key={metric.key}>
                      <th scope="row" title={metric.key}>
                        {metricName(metric.key)}
                      </th>
                      <td>{metricText(metric.key, float64(metric.last))}</td>
                      <td>
                        <span className={styles.best}>
                          {metric.best === null || metric.best === undefined ? '–' : metricText(metric.key, float64(metric.best))}
                        </span>
                      </td>
                      <td>{number(metric.bestStep)}</td>
                      <td>{metric.min === null || metric.min === undefined ? '–' : metricText(metric.key, float64(metric.min))}</td>
                      <td>{metric.max === null || metric.max === undefined ? '–' : metricText(metric.key, float64(metric.max))}</td>
                      <td className="muted">{count(metric.count)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Panel>
        )}
      </div>
      <div className={styles.stack}>
        <Panel title="Params" note={params.length > 0 ? count(params.length) : 'none'}>
          <dl className={styles.facts}>
            {params.map(([path, value]) => (
              <div key={path} style={{ display: 'contents' }}>
                <dt title={path}>{path}</dt>
                <dd className="mono">{valueText(value)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title="Where and how">
          <dl className={styles.facts}>
            <dt>Started by</dt>
            <dd>{run.createdBy}</dd>
            {run.view && (
              <>
                <dt>View</dt>
                <dd>{run.view}</dd>
              </>
            )}
            {run.backend && (
              <>
                <dt>Backend</dt>
                <dd>{run.backend}</dd>
              </>
            )}
            {run.parameters && (
              <>
                <dt>Parameters</dt>
                <dd>{count(run.parameters)}</dd>
              </>
            )}
            {run.seed !== null && run.seed !== undefined && (
              <>
                <dt>Seed</dt>
                <dd>{run.seed}</dd>
              </>
            )}
            {run.attempt > 1 && (
              <>
                <dt>Attempt</dt>
                <dd>{run.attempt}</dd>
              </>
            )}
          </dl>
        </Panel>
        <NotePanel run={run} />
      </div>
    </div>
  );
}
