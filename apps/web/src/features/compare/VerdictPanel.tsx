'use client';
import { useState } from 'react';
import { Figure } from '../../charts/draw/Figure.tsx';
import { halfWidth, metricName } from '../../charts/prepare/metric-words.ts';
import type { CompareQuery } from '../../generated/compare.ts';
import { number } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import { AlikeFigure } from './AlikeFigure.tsx';
import { alikeOf } from './alike.ts';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';

type Test = CompareQuery['compareRuns']['tests'][number];

interface VerdictPanelProps {
  words: readonly string[];
  tests: readonly Test[];
  runs: readonly ComparedRun[];
  sameSamples: boolean;
  /** Another question is on its way. */
  isStale: boolean;
}

/** Of many tests these are shown at first, the surest of them. */
const mostTests = 12;

/** Is the difference real? In words, then each test with its interval. */
export function VerdictPanel({ words, tests, runs, sameSamples, isStale }: VerdictPanelProps) {
  const [isWhole, setWhole] = useState(false);
  if (!sameSamples) {
    return (
      <Panel title="Is the difference real?">
        <p className={styles.words}>
          These runs were not judged on the same works, so their numbers cannot be tested against each other. Runs on one split can.
        </p>
      </Panel>
    );
  }
  const alike = alikeOf(
    runs.map((run) => ({ ...run, score: (metric) => run.evaluation?.metrics.find((each) => each.name === metric)?.value })),
    tests,
  );
  const sorted =
    tests.length > mostTests ? tests.toSorted((a, b) => (a.adjustedP ?? a.pValue ?? 2) - (b.adjustedP ?? b.pValue ?? 2)) : tests;
  const shown = isWhole ? sorted : sorted.slice(0, mostTests);
  const widest = Math.max(
    ...tests.flatMap((test) => [Math.abs(test.low ?? 0), Math.abs(test.high ?? 0), Math.abs(test.difference ?? 0)]),
    0.01,
  );
  return (
    <Panel title="Is the difference real?" note={tests.length > 1 ? 'p-values corrected for their number by Holm' : ''}>
      {words.slice(0, isWhole ? words.length : 6).map((sentence) => (
        <p key={sentence} className={styles.words}>
          {sentence}
        </p>
      ))}
      {alike && alike.runs.length > 2 && (
        <Figure
          title={`Who can be told apart, by ${metricName(alike.metric)}`}
          note="a bar joins runs that no test tells apart at 5 %"
          table={() => ({
            columns: ['run', metricName(alike.metric), 'alike with'],
            rows: alike.runs.map((run, place) => [
              `#${run.number} ${run.name}`,
              run.score,
              alike.bars
                .filter(([from, to]) => place >= from && place <= to)
                .flatMap(([from, to]) => alike.runs.slice(from, to + 1))
                .filter((other) => other.id !== run.id)
                .map((other) => `#${other.number}`)
                .join(' '),
            ]),
          })}
        >
          <AlikeFigure alike={alike} />
        </Figure>
      )}
      {tests.length > 0 && (
        <div className={styles.scroll} aria-busy={isStale} tabIndex={0}>
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
              {shown.map((test) => (
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
      {tests.length > mostTests && (
        <button type="button" className={styles.switch} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the surest only' : `Show all ${tests.length} tests`}
        </button>
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
