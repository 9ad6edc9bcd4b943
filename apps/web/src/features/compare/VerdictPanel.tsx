import { halfWidth, metricName } from '../../charts/prepare/metric-words.ts';
import type { CompareQuery } from '../../generated/compare.ts';
import { number } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';

type Test = CompareQuery['compareRuns']['tests'][number];

interface VerdictPanelProps {
  words: readonly string[];
  tests: readonly Test[];
  sameSamples: boolean;
}

/** Is the difference real? In words, then each test with its interval. */
export function VerdictPanel({ words, tests, sameSamples }: VerdictPanelProps) {
  if (!sameSamples) {
    return (
      <Panel title="Is the difference real?">
        <p className={styles.words}>
          These runs were not judged on the same works, so their numbers cannot be tested against each other. Runs on one split can.
        </p>
      </Panel>
    );
  }
  const widest = Math.max(
    ...tests.flatMap((test) => [Math.abs(test.low ?? 0), Math.abs(test.high ?? 0), Math.abs(test.difference ?? 0)]),
    0.01,
  );
  return (
    <Panel title="Is the difference real?" note={tests.length > 1 ? 'p-values corrected for their number by Holm' : ''}>
      {words.map((sentence) => (
        <p key={sentence} className={styles.words}>
          {sentence}
        </p>
      ))}
      {tests.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Pair</th>
                <th scope="col">Metric</th>
                <th scope="col">Difference</th>
                <th scope="col">
                  <span className="visually-hidden">Interval</span>
                </th>
                <th scope="col">p</th>
                <th scope="col">Test</th>
              </tr>
            </thead>
            <tbody>
              {tests.map((test) => (
                <tr key={`${test.a.id}${test.b.id}${test.metric}${test.method}`} title={test.words}>
                  <th scope="row">
                    #{test.a.number} − #{test.b.number}
                  </th>
                  <td>{metricName(test.metric)}</td>
                  <td>
                    {differenceText(test)} <small>{halfWidth(test.metric, test.low, test.high)}</small>
                  </td>
                  <td className={styles.forest}>
                    <Interval test={test} widest={widest} />
                  </td>
                  <td>{pText(test.adjustedP ?? test.pValue)}</td>
                  <td className="muted">{test.method}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** The interval on a line whose middle is "no difference". */
function Interval({ test, widest }: { test: Test; widest: number }) {
  const x = (value: number) => 80 + (value / widest) * 74;
  const real =
    test.low !== null && test.low !== undefined && test.high !== null && test.high !== undefined && (test.low > 0 || test.high < 0);
  return (
    <svg width="160" height="16" viewBox="0 0 160 16" aria-hidden>
      <line x1="80" x2="80" y1="1" y2="15" stroke="var(--line)" />
      {typeof test.low === 'number' && typeof test.high === 'number' && (
        <line x1={x(test.low)} x2={x(test.high)} y1="8" y2="8" stroke={real ? 'var(--accent)' : 'var(--muted)'} strokeWidth="2" />
      )}
      {typeof test.difference === 'number' && (
        <circle cx={x(test.difference)} cy="8" r="3.5" fill={real ? 'var(--accent)' : 'var(--muted)'} />
      )}
    </svg>
  );
}

function differenceText({ metric, difference }: Test): string {
  if (difference === null || difference === undefined) return '–';
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  const size = Math.abs(difference);
  return `${sign}${/accuracy/.test(metric) ? (size * 100).toFixed(1) : size.toFixed(3)}`;
}

export function pText(p: number | null | undefined): string {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? '< 0.001' : number(p, p < 0.01 ? 1 : 2);
}
