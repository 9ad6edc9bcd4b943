/** Whether two models that predicted the same samples are really of different quality. */
import {
  confusionStatistic,
  accuracyOf,
  delongTest,
  mcnemar,
  meanStatistic,
  pairedBootstrap,
  predictedClasses,
  type Statistic,
} from '@atelier/metrics';
import { DataError } from '../formats/data-error.ts';
import { alignPredictions, nameOf } from './align.ts';
import { columnOf } from './column-of.ts';
import { replicatesFor, resamplingOf } from './intervals.ts';
import { macroAucStatistic, macroF1Statistic } from './macro-statistics.ts';
import type { ClassPredictions, Predictions, ValuePredictions } from './predictions.ts';

export interface PairedTest {
  readonly metric: string;
  /** `paired bootstrap`, `paired bootstrap by group`, `mcnemar`, `delong`. */
  readonly test: string;
  readonly first: number;
  readonly second: number;
  /** First less second. */
  readonly difference: number;
  /** Bounds of the difference's 95 % interval; NaN where the test gives none. */
  readonly low: number;
  readonly high: number;
  /** Two-sided; NaN where the test gives none. */
  readonly pValue: number;
}

export interface PairedComparison {
  readonly tests: readonly PairedTest[];
  /** In plain words, one sentence. */
  readonly verdict: string;
}

const LEVEL = 0.05;

/**
 * Accuracy by McNemar's test, AUC of two classes by DeLong's, and every difference by a paired bootstrap, by whole groups where
 * samples have groups. Throws a `DataError` when the two did not predict the same samples.
 */
export function comparePaired(first: Predictions, second: Predictions): PairedComparison {
  const [a, b] = alignPredictions([first, second]);
  const names: [string, string] = [nameOf(a, 0), nameOf(b, 1)];
  if (a.task === 'multilabel' || b.task === 'multilabel')
    throw new DataError('comparePaired requires one class or value per sample, got several labels');
  const tests = a.task === 'regression' ? compareValues(a, b as ValuePredictions) : compareClasses(a, b as ClassPredictions);
  return { tests, verdict: verdictOf(tests[0], names, a.task === 'regression') };
}

function compareClasses(a: ClassPredictions, b: ClassPredictions): PairedTest[] {
  const classes = a.classes.length;
  const [calledA, calledB] = [a, b].map(({ scores }) => predictedClasses(scores, { classes }));
  const grouped = resamplingOf(a).groups !== undefined;
  const accuracy = bootstrapped(
    'accuracy',
    a,
    confusionStatistic(a.truth, calledA, { classes, of: accuracyOf }),
    confusionStatistic(a.truth, calledB, { classes, of: accuracyOf }),
  );
  const drawn = classes === 2 ? [1] : [...a.classes.keys()];
  const macroF1 = (called: Int32Array): Statistic => macroF1Statistic(a.truth, called, classes);
  const macroAuc = ({ scores }: ClassPredictions): Statistic => macroAucStatistic(a.truth, scores, classes, drawn);
  return [
    accuracy,
    // McNemar's test takes samples for independent, which groups of them are not.
    ...(grouped
      ? []
      : [{ ...accuracy, test: 'mcnemar', low: Number.NaN, high: Number.NaN, pValue: mcnemar(a.truth, calledA, calledB).pValue }]),
    bootstrapped('macro_f1', a, macroF1(calledA), macroF1(calledB)),
    bootstrapped('auc', a, macroAuc(a), macroAuc(b), drawn.length),
    ...(classes === 2 && !grouped ? [delong(a, b)] : []),
  ];
}

function delong(a: ClassPredictions, b: ClassPredictions): PairedTest {
  const { first, second, difference, pValue } = delongTest(a.truth, columnOf(a.scores, 2, 1), columnOf(b.scores, 2, 1));
  return {
    metric: 'auc',
    test: 'delong',
    first,
    second,
    difference: difference.estimate,
    low: difference.low,
    high: difference.high,
    pValue,
  };
}

function compareValues(a: ValuePredictions, b: ValuePredictions): PairedTest[] {
  const errors = ({ scores, truth, outputs, ids }: ValuePredictions, loss: (difference: number) => number): Statistic =>
    meanStatistic(
      Float64Array.from(ids, (_, sample) => {
        let sum = 0;
        for (let output = 0; output < outputs; output++) sum += loss(scores[sample * outputs + output] - truth[sample * outputs + output]);
        return sum / outputs;
      }),
    );
  const square = (difference: number): number => difference ** 2;
  return [bootstrapped('mse', a, errors(a, square), errors(b, square)), bootstrapped('mae', a, errors(a, Math.abs), errors(b, Math.abs))];
}

function bootstrapped(metric: string, of: Predictions, first: Statistic, second: Statistic, cost = 1): PairedTest {
  const samples = of.ids.length;
  const { groups, method } = resamplingOf(of);
  const once = new Uint32Array(samples).fill(1);
  const replicates = replicatesFor(2 * samples * cost);
  const { estimate, low, high, firstAhead } = pairedBootstrap({
    samples,
    first,
    second,
    replicates,
    ...(groups === undefined ? {} : { groups }),
  });
  // Draws that never turn the order round show no more than that it is rarer than one in all of them.
  const pValue = Math.min(1, Math.max(2 * Math.min(firstAhead, 1 - firstAhead), 1 / replicates));
  return { metric, test: `paired ${method}`, first: first(once), second: second(once), difference: estimate, low, high, pValue };
}

function verdictOf(test: PairedTest, [first, second]: [string, string], lowerIsBetter: boolean): string {
  const range = `${percent(test.low, lowerIsBetter)} to ${percent(test.high, lowerIsBetter)}`;
  const what = test.metric === 'accuracy' ? 'accuracy' : test.metric;
  if (Number.isNaN(test.difference) || Number.isNaN(test.low))
    return `${first} and ${second} cannot be compared by ${what}: it is not defined here.`;
  const isApart = test.low > 0 || test.high < 0;
  if (!isApart || test.pValue > LEVEL)
    return `${first} and ${second} cannot be told apart: their difference in ${what} lies within ${range} (95 %).`;
  const firstIsBetter = test.difference > 0 !== lowerIsBetter;
  return `${firstIsBetter ? first : second} is better than ${firstIsBetter ? second : first}: the difference in ${what} lies within ${range} (95 %).`;
}

function percent(value: number, plain: boolean): string {
  return plain ? value.toPrecision(3) : `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)} points`;
}
