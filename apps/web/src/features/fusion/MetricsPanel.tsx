// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
import { metricInSentence, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { differenceText } from './difference-text.ts';
import styles from './Metrics.module.css';
import type { Gain, Measured } from './questions.ts';
import { isCost, type Metric, type Task, tasks } from './tasks.ts';

interface MetricsPanelProps {
  task: Task;
  names: readonly string[];
  members: readonly Measured[];
  fused: Measured;
  metric: Metric;
  gain: Gain | undefined;
}

/** What the fusion is worth on the test part, beside its members. */
export function MetricsPanel({ task, names, members, fused, metric, gain }: MetricsPanelProps) {
  const read = (measured: Measured, key: string = metric) => measured.metrics[key] ?? Number.NaN;
  const own = read(fused);
  const best = bestOf(
    members.map((member) => read(member)),
    metric,
  );
  const isBetter = isCost(metric) ? own < best : own > best;
  return (
    <>
      <div className={styles.headline}>
        <div>
          <span className="muted">Test {metricInSentence(metric)}</span>
          <span className="big" data-testid="fused-metric">
            {metricText(metric, own)}
          </span>
        </div>
        <div>
          <span className="muted">against the {names.length > 2 ? 'best' : 'better'} member</span>
          <span className="big" data-tone={own === best ? undefined : isBetter ? 'good' : 'bad'}>
            {differenceText(metric, own - best)}
          </span>
        </div>
      </div>
      <p className="muted" style={{ margin: '2px 0 10px', minHeight: 20 }}>
        {gain && gainText(gain, metric)}
      </p>
      {gain && <p className={styles.verdict}>{gain.words}</p>}
      <div className={styles.scroll} tabIndex={names.length > 3 ? 0 : undefined}>
        <table className={styles.table} aria-label="Metrics of the members and the fusion on the test part">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Metric</span>
              </th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">Fused</th>
            </tr>
          </thead>
          <tbody>
            {tasks[task].shown.map((key) => {
              const values = [...members, fused].map((measured) => read(measured, key));
              const winner = bestOf(values, key);
              return (
                <tr key={key}>
                  <th scope="row" title={titles[`${task} ${key}`]}>
                    {metricName(key)}
                  </th>
                  {values.map((value, index) => (
                    <td key={names[index] ?? 'fused'}>
                      {value === winner ? <b className={styles.best}>{metricText(key, value)}</b> : metricText(key, value)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

const titles: Readonly<Record<string, string>> = {
  'labels accuracy': 'How many works have all their labels right',
  'labels hamming_loss': 'How many of all labels are wrong',
};

function bestOf(values: readonly number[], metric: string): number {
  const known = values.filter(Number.isFinite);
  return isCost(metric) ? Math.min(...known) : Math.max(...known);
}

function gainText({ metric, low, high }: Gain, wanted: Metric): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return `The gain in ${metricInSentence(metric)} has no interval here.`;
  const what = metric === wanted ? 'gain' : `difference in ${metricInSentence(metric)}, by which such members are tested`;
  return `95 % interval of the ${what}: ${differenceText(metric, low)} to ${differenceText(metric, high)}${metric === 'accuracy' ? ' points' : ''}`;
}
