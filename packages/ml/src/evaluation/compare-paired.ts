/** Whether models that predicted the same samples are really of different quality. */
import { pairedBootstraps } from '@atelier/metrics';
import { alignPredictions, nameOf } from './align.ts';
import { DataError } from '../formats/data-error.ts';
import { replicatesFor, resamplingOf } from './intervals.ts';
import { isLowerBetter } from './evaluate.ts';
import { type Measure, measuresOf, type PairedTest } from './paired-measures.ts';
import type { Predictions } from './predictions.ts';

export interface PairedComparison {
  readonly tests: readonly PairedTest[];
  /** In plain words, one sentence. */
  readonly verdict: string;
}

const LEVEL = 0.05;

export interface ComparePairedOptions {
  /** Only the tests by this metric, and a verdict by it. Default: all there are, and a verdict by the first. */
  readonly metric?: string;
}

/**
 * Accuracy (of labels: all of a sample's right) by McNemar's test, AUC of two classes by DeLong's, and every difference by a paired bootstrap, by whole groups where
 * samples have groups. Throws a `DataError` when the two did not predict the same samples, or pairs are not tested by the metric.
 */
export function comparePaired(first: Predictions, second: Predictions, options: ComparePairedOptions = {}): PairedComparison {
  return comparePairs([first, second], [[0, 1]], options)[0];
}

/**
 * `comparePaired` of many pairs, each by the indices of its two members, number for number the same: samples are put in the order of the
 * first member, and each draw of a member is computed once, however many pairs it is in.
 */
export function comparePairs(
  members: readonly Predictions[],
  pairs: readonly (readonly [number, number])[],
  { metric }: ComparePairedOptions = {},
): PairedComparison[] {
  if (members.length === 0) return [];
  const aligned = alignPredictions(members);
  const known = measuresOf(aligned[0]);
  const measures = metric === undefined ? known : known.filter((measure) => measure.metric === metric);
  if (measures.length === 0)
    throw new DataError(
      `comparePaired requires a metric of ${known.map((measure) => measure.metric).join(', ')}, got ${JSON.stringify(metric)}`,
    );
  const byMeasure = measures.map((measure) => testPairs(aligned, pairs, measure));
  return pairs.map(([a, b], pair) => {
    const tests = byMeasure.flatMap((each) => each[pair]);
    return { tests, verdict: verdictOf(tests[0], [nameOf(aligned[a], a), nameOf(aligned[b], b)]) };
  });
}

/** The tests of each pair by one metric, the bootstrap first. */
function testPairs(
  members: readonly Predictions[],
  pairs: readonly (readonly [number, number])[],
  { metric, statisticOf, cost = 1, otherTests }: Measure,
): PairedTest[][] {
  const samples = members[0].ids.length;
  const { groups, method } = resamplingOf(members[0]);
  const once = new Uint32Array(samples).fill(1);
  const replicates = replicatesFor(2 * samples * cost);
  const values = new Float64Array(members.length);
  const statistics = members.map((member, index) => () => {
    const statistic = statisticOf(member);
    values[index] = statistic(once);
    return statistic;
  });
  const found = pairedBootstraps({ samples, statistics, pairs, replicates, ...(groups && { groups }) });
  return pairs.map(([a, b], pair) => {
    const { estimate, low, high, firstAhead } = found[pair];
    // Draws that never turn the order round show no more than that it is rarer than one in all of them.
    const pValue = Math.min(1, Math.max(2 * Math.min(firstAhead, 1 - firstAhead), 1 / replicates));
    const test = { metric, test: `paired ${method}`, first: values[a], second: values[b], difference: estimate, low, high, pValue };
    // The others take samples for independent, which groups of them are not.
    return groups || !otherTests ? [test] : [test, ...otherTests(test, members[a], members[b])];
  });
}

const WORDS: Readonly<Record<string, string>> = {
  macro_f1: 'macro F1',
  auc: 'AUC',
  hamming_loss: 'Hamming loss',
  rmse: 'RMSE',
  mse: 'MSE',
  mae: 'MAE',
};

function verdictOf(test: PairedTest, [first, second]: [string, string]): string {
  const what = WORDS[test.metric] ?? test.metric;
  const range = `${difference(test.low, test.metric)} to ${difference(test.high, test.metric)}`;
  if (Number.isNaN(test.difference) || Number.isNaN(test.low))
    return `${first} and ${second} cannot be compared by ${what}: it is not defined here.`;
  const isApart = test.low > 0 || test.high < 0;
  if (!isApart || test.pValue > LEVEL)
    return `${first} and ${second} cannot be told apart: their difference in ${what} lies within ${range} (95 %).`;
  const firstIsBetter = test.difference > 0 !== isLowerBetter(test.metric);
  return `${firstIsBetter ? first : second} is better than ${firstIsBetter ? second : first}: the difference in ${what} lies within ${range} (95 %).`;
}

/** Of accuracy in points, of errors in their own unit, of all else as a share. */
function difference(value: number, metric: string): string {
  if (['rmse', 'mse', 'mae'].includes(metric)) return value.toPrecision(3).replaceAll('-', '−');
  const sign = value < 0 ? '−' : '+';
  return metric === 'accuracy' ? `${sign}${Math.abs(100 * value).toFixed(1)} points` : `${sign}${Math.abs(value).toFixed(3)}`;
}
