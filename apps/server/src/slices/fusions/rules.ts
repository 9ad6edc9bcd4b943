import { isLowerBetter, type PairedTest } from '@atelier/ml/evaluation';
import { holm } from '@atelier/metrics';

const LEVEL = 0.05;

/** A test with its p-value corrected for how many were made, and what it says. */
export interface JudgedTest extends PairedTest {
  /** By Holm's method over all tests of the same metric by the same test; NaN where the test gives none. */
  readonly adjustedP: number;
  readonly words: string;
}

/** Corrects tests of several pairs for their number: the same metric by the same test in each pair is one family. */
export function judge(
  pairs: readonly { readonly names: readonly [string, string]; readonly tests: readonly PairedTest[] }[],
): JudgedTest[][] {
  const families = Map.groupBy(
    pairs.flatMap(({ tests }) => tests),
    ({ metric, test }) => `${metric} ${test}`,
  );
  const adjusted = new Map<PairedTest, number>();
  for (const tests of families.values()) {
    const known = tests.filter(({ pValue }) => !Number.isNaN(pValue));
    const values = known.length === 0 ? [] : holm(known.map(({ pValue }) => Math.min(1, Math.max(0, pValue))));
    known.forEach((test, index) => adjusted.set(test, values[index]!));
  }
  return pairs.map(({ names, tests }) =>
    tests.map((test) => {
      const adjustedP = adjusted.get(test) ?? Number.NaN;
      return { ...test, adjustedP, words: wordsOf(names, test, adjustedP) };
    }),
  );
}

/** What one test says, in one sentence for people who know no statistics. */
export function wordsOf(
  [a, b]: readonly [string, string],
  { metric, test, difference, low, high, pValue }: PairedTest,
  adjustedP: number,
): string {
  const name = METRIC_NAMES[metric] ?? metric;
  if (Number.isNaN(difference)) return `${a} and ${b} cannot be compared by ${name}: it is not defined here.`;
  const [better, worse] = difference > 0 !== isLowerBetter(metric) ? [a, b] : [b, a];
  const p = Number.isNaN(adjustedP) ? pValue : adjustedP;
  const isApart = Number.isNaN(p) ? low > 0 || high < 0 : p < LEVEL;
  const why = `${TEST_NAMES[test] ?? test}${Number.isNaN(p) ? '' : `, p ${readable(p)}`}`;
  if (!isApart) return `${a} and ${b} cannot be told apart by ${name} (${why}).`;
  const range = Number.isNaN(low) ? '' : `, 95 % interval ${gain(metric, difference, low, high)}`;
  return `${better} is better than ${worse} in ${name} by ${size(metric, Math.abs(difference))} (${why}${range}).`;
}

/** The interval as what the better one gains: of a difference below zero both ends turn round. */
function gain(metric: string, difference: number, low: number, high: number): string {
  const [from, to] = difference > 0 ? [low, high] : [-high, -low];
  return `${size(metric, from)} to ${size(metric, to)}`;
}

const METRIC_NAMES: Readonly<Record<string, string>> = {
  macro_f1: 'macro F1',
  auc: 'AUC',
  log_loss: 'log loss',
  hamming_loss: 'Hamming loss',
  rmse: 'root mean squared error',
  mse: 'mean squared error',
  mae: 'mean absolute error',
};
const TEST_NAMES: Readonly<Record<string, string>> = { mcnemar: 'McNemar', delong: 'DeLong' };

function readable(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`;
}

/** Of accuracy in points of a hundred, as pages and tables have it. */
function size(metric: string, value: number): string {
  const text = metric === 'accuracy' ? `${(100 * value).toFixed(1)} points` : value.toFixed(3);
  return text.replace('-', '−');
}
