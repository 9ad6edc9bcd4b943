import { TableTools } from '../../charts/draw/TableTools.tsx';
import { hasBest, isSystemKey, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { RunDocument } from '../../generated/run.ts';
import { count, number } from '../../lib/format.ts';
import { float64 } from '../../lib/packed.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

/** Every metric in brief. A value that was never logged is a dash, one that is no number says so. */
export function MetricsTable({ id, metrics }: Pick<Run, 'id' | 'metrics'>) {
  const shown = metrics.filter((metric) => !isSystemKey(metric.key) && metric.key !== 'epoch');
  if (shown.length === 0) return null;
  return (
    <Panel
      title="Metrics"
      note={
        <>
          of every step that was logged ·{' '}
          <TableTools title="Metrics" query={{ document: RunDocument, variables: { id } }} table={() => tableOf(shown)} />
        </>
      }
    >
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table} aria-label="Metrics">
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
            {shown.map(({ key, last, best, bestStep, min, max, count: points }) => (
              <tr key={key}>
                <th scope="row" title={key}>
                  {metricName(key)}
                </th>
                <td>{textOf(key, last)}</td>
                <td>{hasBest(key) ? <span className={styles.best}>{textOf(key, best)}</span> : ''}</td>
                <td>{hasBest(key) ? number(bestStep) : ''}</td>
                <td>{textOf(key, min)}</td>
                <td>{textOf(key, max)}</td>
                <td className="muted">{count(points)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function tableOf(metrics: Run['metrics']) {
  return {
    columns: ['metric', 'last', 'last step', 'best', 'best step', 'min', 'max', 'points'],
    rows: metrics.map(({ key, last, lastStep, best, bestStep, min, max, count: points }) => [
      key,
      ...[last, lastStep, hasBest(key) ? best : null, hasBest(key) ? bestStep : null, min, max, points].map((value) => value ?? ''),
    ]),
  };
}

function textOf(key: string, value: number | string | null | undefined): string {
  return value === null || value === undefined ? '–' : metricText(key, float64(value));
}
