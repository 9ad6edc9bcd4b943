import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { RunEvaluationQuery } from '../../generated/run.ts';
import { count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';

type Evaluation = NonNullable<NonNullable<RunEvaluationQuery['run']>['evaluation']>;

/** Every metric with its interval; one that these works do not define is a dash. */
export function EvaluatedMetrics({ metrics, query }: Pick<Evaluation, 'metrics'> & { query: FigureQuery }) {
  const table = () => ({
    columns: ['metric', 'value', 'low', 'high', 'method'],
    rows: metrics.map(({ name, value, low, high, method }) => [name, value ?? '', low ?? '', high ?? '', method ?? '']),
  });
  return (
    <Panel
      title="Metrics"
      note={
        <>
          95 % intervals · <TableTools title="Metrics" query={query} table={table} />
        </>
      }
    >
      <table className={styles.table} aria-label="Metrics">
        <tbody>
          {metrics.map((metric) => (
            <tr key={metric.name}>
              <th scope="row">{metricName(metric.name)}</th>
              <td title={metric.value === null || metric.value === undefined ? 'not defined on these works' : String(metric.value)}>
                {metricText(metric.name, metric.value)}
              </td>
              <td className="muted" title={metric.method ?? undefined}>
                {metric.low !== null && metric.low !== undefined
                  ? `${metricText(metric.name, metric.low)} to ${metricText(metric.name, metric.high)}`
                  : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

export function PerClassTable({ classes, query }: { classes: Evaluation['perClass']; query: FigureQuery }) {
  const scheme = useScheme();
  const table = () => ({
    columns: ['class', 'works', 'precision', 'recall', 'f1', 'auc'],
    rows: classes.map(({ name, support, precision, recall, f1, auc }) => [
      name,
      support,
      ...[precision, recall, f1, auc].map((value) => value ?? ''),
    ]),
  });
  return (
    <Panel title="Per class" note={<TableTools title="Per class" query={query} table={table} />}>
      <div className={styles.scroll} tabIndex={0}>
        <table className={`${styles.table} ${styles.compact}`} aria-label="Per class">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">Works</th>
              <th scope="col">Precision</th>
              <th scope="col">Recall</th>
              <th scope="col">F1</th>
              <th scope="col">AUC</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((entry, index) => (
              <tr key={entry.name}>
                <th scope="row">
                  <span aria-hidden className={styles.key} style={{ background: runColor(index + 1, scheme) }} />
                  {entry.name}
                </th>
                <td>{count(entry.support)}</td>
                <td>{metricText('precision', entry.precision)}</td>
                <td>{metricText('recall', entry.recall)}</td>
                <td>{metricText('f1', entry.f1)}</td>
                <td>{metricText('auc', entry.auc)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
