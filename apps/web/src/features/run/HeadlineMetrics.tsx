import { halfWidth, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import type { RunEvaluationQuery } from '../../generated/run.ts';
import { count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';

type Evaluation = NonNullable<NonNullable<RunEvaluationQuery['run']>['evaluation']>;

const wanted = ['accuracy', 'macro_f1', 'auc', 'log_loss', 'hamming_loss', 'ece', 'r2', 'rmse', 'mae', 'median_ae'];

/** The few numbers one came for, large, with their intervals. */
export function HeadlineMetrics({ evaluation }: { evaluation: Evaluation }) {
  const shown = wanted.flatMap((name) => evaluation.metrics.find((metric) => metric.name === name) ?? []).slice(0, 5);
  return (
    <Panel title={`On the ${evaluation.part.toLowerCase()} part`} note={`${count(evaluation.samples)} works · 95 % intervals`}>
      <div className={styles.headline}>
        {shown.map((metric) => (
          <div key={metric.name}>
            <span className="muted">{metricName(metric.name)}</span>
            <span className="big">{metricText(metric.name, metric.value)}</span>
            <span className="muted" title={metric.method ?? undefined}>
              {halfWidth(metric.name, metric.low, metric.high) || ' '}
            </span>
          </div>
        ))}
      </div>
    </Panel>
  );
}
