'use client';
import { useState } from 'react';
import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { halfWidth, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { number } from '../../lib/format.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import { level } from './alike.ts';
import styles from './Compare.module.css';
import type { PairTest } from './compared-run.ts';

/** Of many tests these are shown at first, the surest of them. */
const mostTests = 12;

/** Each test with its interval, on a line whose middle is "no difference": one scale for each metric, since each has a unit of its own. */
export function TestsTable({ tests, query }: { tests: readonly PairTest[]; query: FigureQuery }) {
  const [isWhole, setWhole] = useState(false);
  const sorted = tests.length > mostTests ? tests.toSorted((a, b) => pOf(a) - pOf(b)) : tests;
  const shown = isWhole ? sorted : sorted.slice(0, mostTests);
  const widest = new Map<string, number>();
  for (const { metric, low, high, difference } of tests)
    widest.set(metric, Math.max(widest.get(metric) ?? 1e-9, ...[low, high, difference].map((value) => Math.abs(value ?? 0))));
  return (
    <>
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table} aria-label="Tests">
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
                  <Interval test={test} widest={widest.get(test.metric)!} />
                </td>
                <td>{pText(test.adjustedP ?? test.pValue)}</td>
                <td className="muted">{methodNames[test.method] ?? test.method}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.foot}>
        {tests.length > mostTests && (
          <TextButton onClick={() => setWhole(!isWhole)}>{isWhole ? 'Show the surest only' : `Show all ${tests.length} tests`}</TextButton>
        )}
        <TableTools
          title="Tests"
          query={query}
          table={() => ({
            columns: ['a', 'b', 'metric', 'test', 'a less b', 'low', 'high', 'p', 'p by Holm'],
            rows: sorted.map((test) => [
              `#${test.a.number} ${test.a.name}`,
              `#${test.b.number} ${test.b.name}`,
              test.metric,
              test.method,
              ...[test.difference, test.low, test.high, test.pValue, test.adjustedP].map((value) => value ?? ''),
            ]),
          })}
        />
      </p>
    </>
  );
}

const methodNames: Readonly<Record<string, string>> = { mcnemar: 'McNemar', delong: 'DeLong' };

function Interval({ test, widest }: { test: PairTest; widest: number }) {
  const { low, high, difference } = test;
  const x = (value: number) => 80 + (value / widest) * 74;
  const isKnown = typeof low === 'number' && typeof high === 'number';
  // What the correction takes away is not shown as a difference.
  const color = pOf(test) < level ? 'var(--accent)' : 'var(--muted)';
  return (
    <svg width="160" height="16" viewBox="0 0 160 16" aria-hidden>
      <line x1="80" x2="80" y1="1" y2="15" stroke="var(--line)" />
      {isKnown && <line x1={x(low)} x2={x(high)} y1="8" y2="8" stroke={color} strokeWidth="2" />}
      {typeof difference === 'number' && <circle cx={x(difference)} cy="8" r="3.5" fill={color} />}
    </svg>
  );
}

function pOf(test: PairTest): number {
  return test.adjustedP ?? test.pValue ?? 2;
}

/** Of shares in points. */
function differenceText({ metric, difference }: PairTest): string {
  if (difference === null || difference === undefined) return '–';
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  const text = metricText(metric, Math.abs(difference));
  return `${sign}${text.endsWith('%') ? `${text.slice(0, -2)} points` : text}`;
}

export function pText(p: number | null | undefined): string {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? '< 0.001' : number(p, p < 0.01 ? 1 : 2);
}
