import Link from 'next/link';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { halfWidth, lowerIsBetter, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import type { CompareQuery } from '../../generated/compare.ts';
import { count, duration } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';

export type ComparedRun = CompareQuery['compareRuns']['runs'][number];

interface MetricsTableProps {
  runs: readonly ComparedRun[];
  project: string;
  /** The run that the others are held against. */
  baseline: string | null;
  onBaseline: (id: string) => void;
  onDrop: ((id: string) => void) | undefined;
}

export function MetricsTable({ runs, project, baseline, onBaseline, onDrop }: MetricsTableProps) {
  const names = [...new Set(runs.flatMap((run) => run.evaluation?.metrics.map((metric) => metric.name) ?? []))];
  return (
    <Panel title="Metrics" note="on the test part, with 95 % intervals">
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table} aria-label="Metrics">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Metric</span>
              </th>
              {runs.map((run) => (
                <th key={run.id} scope="col" className={styles.runHead}>
                  <RunDot number={run.number} />{' '}
                  <Link href={links.run(project, run.id)} prefetch={false}>
                    {run.name}
                  </Link>{' '}
                  <span className="muted">#{run.number}</span>
                  {onDrop && (
                    <button type="button" aria-label={`Leave out run ${run.number}`} onClick={() => onDrop(run.id)}>
                      ×
                    </button>
                  )}
                  <br />
                  <button
                    type="button"
                    className={styles.baseline}
                    aria-pressed={run.id === baseline}
                    onClick={() => onBaseline(run.id)}
                    aria-label={`Run ${run.number} as baseline`}
                  >
                    baseline
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <MetricRow key={name} name={name} runs={runs} baseline={baseline} />
            ))}
            <tr>
              <th scope="row">Parameters</th>
              {runs.map((run) => (
                <td key={run.id}>{count(run.parameters)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">Time</th>
              {runs.map((run) => (
                <td key={run.id}>{duration(run.durationMs)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function MetricRow({ name, runs, baseline }: { name: string; runs: readonly ComparedRun[]; baseline: string | null }) {
  const cells = runs.map((run) => run.evaluation?.metrics.find((metric) => metric.name === name));
  const values = cells.flatMap((cell) => (typeof cell?.value === 'number' ? [cell.value] : []));
  const best = values.length > 1 ? (lowerIsBetter(name) ? Math.min(...values) : Math.max(...values)) : undefined;
  const base = cells[runs.findIndex((run) => run.id === baseline)]?.value;
  return (
    <tr>
      <th scope="row">{metricName(name)}</th>
      {cells.map((cell, index) => {
        const by =
          typeof base === 'number' && typeof cell?.value === 'number' && runs[index]!.id !== baseline ? cell.value - base : undefined;
        return (
          <td key={runs[index]!.id} title={cell?.method ?? undefined}>
            {best !== undefined && cell?.value === best ? (
              <b className={styles.best}>{metricText(name, cell.value)}</b>
            ) : (
              metricText(name, cell?.value)
            )}{' '}
            <small>{halfWidth(name, cell?.low, cell?.high)}</small>
            {by !== undefined && (
              <small data-tone={by === 0 ? undefined : by > 0 === !lowerIsBetter(name) ? 'good' : 'bad'} className={styles.delta}>
                {by === 0 ? '±0' : `${by > 0 ? '+' : '−'}${metricText(name, Math.abs(by))}`}
              </small>
            )}
          </td>
        );
      })}
    </tr>
  );
}
