import Link from 'next/link';
import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { halfWidth, hasBest, isSystemKey, lowerIsBetter, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { count, duration } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { float64 } from '../../lib/packed.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';

interface MetricsTableProps {
  runs: readonly ComparedRun[];
  project: string;
  /** The run that the others are held against. */
  baseline: string | null;
  onBaseline: (id: string) => void;
  onDrop: ((id: string) => void) | undefined;
  query: FigureQuery;
}

/** What came out: judged on the test part, and the best of what was logged. */
export function MetricsTable({ runs, project, baseline, onBaseline, onDrop, query }: MetricsTableProps) {
  const [judged, logged] = [judgedRows(runs), loggedRows(runs)];
  return (
    <Panel
      title="Metrics"
      note={
        <>
          {judged.length > 0 ? 'on the test part, with 95 % intervals · ' : ''}
          <TableTools title="Metrics" query={query} table={() => tableOf(runs, [...judged, ...logged])} />
        </>
      }
    >
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
            {judged.map((row) => (
              <MetricRow key={row.name} row={row} runs={runs} baseline={baseline} />
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
            {logged.length > 0 && (
              <tr>
                <th scope="rowgroup" colSpan={runs.length + 1} className={styles.part}>
                  The best that was logged
                </th>
              </tr>
            )}
            {logged.map((row) => (
              <MetricRow key={row.name} row={row} runs={runs} baseline={baseline} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface Cell {
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly method?: string | null;
}

interface Row {
  readonly name: string;
  /** One for each run. */
  readonly cells: readonly (Cell | undefined)[];
}

function judgedRows(runs: readonly ComparedRun[]): Row[] {
  const names = [...new Set(runs.flatMap((run) => run.evaluation?.metrics.map((metric) => metric.name) ?? []))];
  return names.map((name) => ({ name, cells: runs.map((run) => run.evaluation?.metrics.find((metric) => metric.name === name)) }));
}

function loggedRows(runs: readonly ComparedRun[]): Row[] {
  const keys = [...new Set(runs.flatMap((run) => run.metrics.map(({ key }) => key)))].filter((key) => !isSystemKey(key));
  return keys.map((name) => ({
    name,
    cells: runs.map((run) => {
      const known = run.metrics.find(({ key }) => key === name);
      return known && { value: float64(hasBest(name) ? (known.best ?? known.last) : known.last) };
    }),
  }));
}

function tableOf(runs: readonly ComparedRun[], rows: readonly Row[]) {
  return {
    columns: ['metric', ...runs.flatMap(({ number, name }) => [`#${number} ${name}`, `#${number} low`, `#${number} high`])],
    rows: rows.map(({ name, cells }) => [name, ...cells.flatMap((cell) => [cell?.value ?? '', cell?.low ?? '', cell?.high ?? ''])]),
  };
}

function MetricRow({ row: { name, cells }, runs, baseline }: { row: Row; runs: readonly ComparedRun[]; baseline: string | null }) {
  const values = cells.flatMap((cell) => (typeof cell?.value === 'number' ? [cell.value] : []));
  const best = values.length > 1 && hasBest(name) ? (lowerIsBetter(name) ? Math.min(...values) : Math.max(...values)) : undefined;
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
