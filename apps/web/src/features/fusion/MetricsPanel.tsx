import { metricName, metricText } from '../../charts/prepare/metric-words.ts';
import styles from './Fusion.module.css';
import type { Gain, Measured, Metric } from './questions.ts';

interface MetricsPanelProps {
  names: readonly string[];
  members: readonly Measured[];
  fused: Measured;
  metric: Metric;
  gain: Gain | undefined;
}

const rows = [
  { key: 'accuracy', of: (measured: Measured) => measured.accuracy },
  { key: 'macro_f1', of: (measured: Measured) => measured.macroF1 },
  { key: 'auc', of: (measured: Measured) => measured.auc },
  { key: 'log_loss', of: (measured: Measured) => measured.logLoss, less: true },
  { key: 'ece', of: (measured: Measured) => measured.calibrationError, less: true },
] as const;

export function MetricsPanel({ names, members, fused, metric, gain }: MetricsPanelProps) {
  const row = rows.find((each) => each.key === metric) ?? rows[0];
  const own = row.of(fused);
  const best = Math.max(...members.map(row.of));
  const points = (value: number) => (metric === 'accuracy' ? (value * 100).toFixed(1) : value.toFixed(3)).replace('-', '−');
  const signed = (value: number) => (value > 0 ? `+${points(value)}` : points(value));
  return (
    <>
      <div className={styles.headline}>
        <div>
          <span className="muted">Test {metricName(metric).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}</span>
          <span className="big" data-testid="fused-metric">
            {metricText(metric, own)}
          </span>
        </div>
        <div>
          <span className="muted">against the better member</span>
          <span className="big" data-tone={own > best ? 'good' : own < best ? 'bad' : undefined}>
            {signed(own - best)}
          </span>
        </div>
      </div>
      <p className="muted" style={{ margin: '2px 0 10px', minHeight: 20 }}>
        {gain && `95 % interval of the gain: ${signed(gain.low)} to ${signed(gain.high)}${metric === 'accuracy' ? ' points' : ''}`}
      </p>
      {gain && <p className={styles.verdict}>{gain.words}</p>}
      <table className={styles.table}>
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
          {rows.map((each) => {
            const values = [...members, fused].map(each.of);
            const winner = 'less' in each ? Math.min(...values.filter(Number.isFinite)) : Math.max(...values.filter(Number.isFinite));
            return (
              <tr key={each.key}>
                <th scope="row">{metricName(each.key)}</th>
                {values.map((value, index) => (
                  <td key={names[index] ?? 'fused'}>
                    {value === winner ? <b className={styles.best}>{metricText(each.key, value)}</b> : metricText(each.key, value)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
