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
import { alignPredictions, nameOf } from './align.ts';
import { DataError } from '../formats/data-error.ts';
import { columnOf } from './column-of.ts';
import { replicatesFor, resamplingOf } from './intervals.ts';
import { macroAucStatistic, macroF1Statistic } from './macro-statistics.ts';
import { isLowerBetter } from './evaluate.ts';
import { errorsOf } from './evaluate-values.ts';
import { calledLabels, exactMatches, labelAucStatistic, labelErrors, labelF1Statistic } from './label-statistics.ts';
import type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from './predictions.ts';

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

export interface ComparePairedOptions {
  /** Only the tests by this metric, and a verdict by it. Default: all there are, and a verdict by the first. */
  readonly metric?: string;
}

/** What can be tested, metric by metric; a test costs hundreds of passes over the samples, and is made when it is asked for. */
type TestsByMetric = Readonly<Record<string, () => PairedTest[]>>;

/**
 * Accuracy (of labels: all of a sample's right) by McNemar's test, AUC of two classes by DeLong's, and every difference by a paired bootstrap, by whole groups where
 * samples have groups. Throws a `DataError` when the two did not predict the same samples, or pairs are not tested by the metric.
 */
export function comparePaired(first: Predictions, second: Predictions, { metric }: ComparePairedOptions = {}): PairedComparison {
  const [a, b] = alignPredictions([first, second]);
  const names: [string, string] = [nameOf(a, 0), nameOf(b, 1)];
  const known = testsOf(a, b);
  if (metric !== undefined && !Object.hasOwn(known, metric))
    throw new DataError(`comparePaired requires a metric of ${Object.keys(known).join(', ')}, got ${JSON.stringify(metric)}`);
  const tests = (metric === undefined ? Object.values(known) : [known[metric]]).flatMap((test) => test());
  return { tests, verdict: verdictOf(tests[0], names) };
}

function testsOf(a: Predictions, b: Predictions): TestsByMetric {
  if (a.task === 'regression') return compareValues(a, b as ValuePredictions);
  return a.task === 'multilabel' ? compareLabels(a, b as LabelPredictions) : compareClasses(a, b as ClassPredictions);
}

/** A sample is right when all its labels are. */
function compareLabels(a: LabelPredictions, b: LabelPredictions): TestsByMetric {
  const [calledA, calledB] = [calledLabels(a), calledLabels(b)];
  const width = a.classes.length;
  return {
    accuracy: () => {
      const [rightA, rightB] = [exactMatches(a, calledA), exactMatches(b, calledB)];
      const accuracy = bootstrapped('accuracy', a, meanStatistic(Float64Array.from(rightA)), meanStatistic(Float64Array.from(rightB)));
      const truth = rightA.map(() => 1);
      return [accuracy, ...mcnemarTest(accuracy, a, () => mcnemar(truth, rightA, rightB))];
    },
    macro_f1: () => [bootstrapped('macro_f1', a, labelF1Statistic(a, calledA), labelF1Statistic(b, calledB), width)],
    auc: () => [bootstrapped('auc', a, labelAucStatistic(a), labelAucStatistic(b), width)],
    hamming_loss: () => [bootstrapped('hamming_loss', a, meanStatistic(labelErrors(a, calledA)), meanStatistic(labelErrors(b, calledB)))],
  };
}

function compareClasses(a: ClassPredictions, b: ClassPredictions): TestsByMetric {
  const classes = a.classes.length;
  const [calledA, calledB] = [a, b].map(({ scores }) => predictedClasses(scores, { classes }));
  const accuracyStatistic = (called: Int32Array): Statistic => confusionStatistic(a.truth, called, { classes, of: accuracyOf });
  const macroF1 = (called: Int32Array): Statistic => macroF1Statistic(a.truth, called, classes);
  const drawn = classes === 2 ? [1] : [...a.classes.keys()];
  const macroAuc = ({ scores }: ClassPredictions): Statistic => macroAucStatistic(a.truth, scores, classes, drawn);
  return {
    accuracy: () => {
      const accuracy = bootstrapped('accuracy', a, accuracyStatistic(calledA), accuracyStatistic(calledB));
      return [accuracy, ...mcnemarTest(accuracy, a, () => mcnemar(a.truth, calledA, calledB))];
    },
    macro_f1: () => [bootstrapped('macro_f1', a, macroF1(calledA), macroF1(calledB))],
    auc: () => [
      bootstrapped('auc', a, macroAuc(a), macroAuc(b), drawn.length),
      ...(classes === 2 && resamplingOf(a).groups === undefined ? [delong(a, b)] : []),
    ],
  };
}

/** McNemar's test takes samples for independent, which groups of them are not. */
function mcnemarTest(accuracy: PairedTest, of: Predictions, test: () => { pValue: number }): PairedTest[] {
  if (resamplingOf(of).groups !== undefined) return [];
  return [{ ...accuracy, test: 'mcnemar', low: Number.NaN, high: Number.NaN, pValue: test().pValue }];
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

function compareValues(a: ValuePredictions, b: ValuePredictions): TestsByMetric {
  const mean = (of: ValuePredictions, error: (difference: number) => number): Statistic => meanStatistic(errorsOf(of, error));
  const square = (difference: number): number => difference ** 2;
  const root =
    (statistic: Statistic): Statistic =>
    (counts) =>
      Math.sqrt(statistic(counts));
  return {
    // Of one output only, as the evaluation has it: the root of several outputs' mean is not the mean of their roots.
    ...(a.outputs === 1 ? { rmse: () => [bootstrapped('rmse', a, root(mean(a, square)), root(mean(b, square)))] } : {}),
    mse: () => [bootstrapped('mse', a, mean(a, square), mean(b, square))],
    mae: () => [bootstrapped('mae', a, mean(a, Math.abs), mean(b, Math.abs))],
  };
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
