import {
  accuracyOf,
  averagePrecisionOf,
  balancedAccuracyOf,
  brierScore,
  type ClassCounts,
  cohenKappaOf,
  type ConfusionMatrix,
  confusionMatrix,
  confusionStatistic,
  countsPerClass,
  expectedCalibrationError,
  f1Of,
  f1PerClass,
  logLoss,
  matthewsCorrelationOf,
  precisionOf,
  precisionPerClass,
  predictedClasses,
  recallOf,
  recallPerClass,
  rocAucOf,
  type Statistic,
  thresholdCounts,
  wilsonInterval,
} from '@atelier/metrics';
import { columnOf } from './column-of.ts';
import { calibrationPoints, macroCurve, precisionRecallPoints, rocPoints } from './curves.ts';
import type { EvaluatedMetric, Evaluation } from './evaluation.ts';
import { type EvaluateOptions, type Resampling, resamplingOf, withBootstrap } from './intervals.ts';
import { macroAucStatistic, macroF1Statistic } from './macro-statistics.ts';
import type { ClassPredictions } from './predictions.ts';

/** Each sample is of one class. */
export function evaluateClasses(predictions: ClassPredictions, options: EvaluateOptions = {}): Omit<Evaluation, 'computedWith'> {
  const { classes, truth, scores, ids, task } = predictions;
  const called = predictedClasses(scores, { classes: classes.length });
  const confusion = confusionMatrix(truth, called, { classes: classes.length });
  const counts = countsPerClass(confusion);
  const columns = classes.map((_, code) => columnOf(scores, classes.length, code));
  const thresholds = columns.map((column, code) => thresholdCounts(truth, column, { posLabel: code }));
  const aucs = thresholds.map(rocAucOf);
  const averagePrecisions = thresholds.map(averagePrecisionOf);
  const [precision, recall, f1] = [precisionPerClass(counts), recallPerClass(counts), f1PerClass(counts)];
  const drawn = task === 'binary' ? [1] : [...classes.keys()];
  const resampling = resamplingOf(predictions, options);
  const areProbabilities = scores.every((score) => score >= 0 && score <= 1);
  const roc = drawn.map((code) => rocPoints(classes[code], thresholds[code]));
  const precisionRecall = drawn.map((code) => precisionRecallPoints(classes[code], thresholds[code]));
  return {
    task,
    samples: ids.length,
    classes,
    metrics: [
      ...decisionMetrics(predictions, called, confusion, counts, resampling),
      ...rankingMetrics(predictions, drawn, aucs, averagePrecisions, resampling),
      ...(areProbabilities ? probabilityMetrics(predictions) : []),
    ],
    perClass: classes.map((name, code) => ({
      name,
      support: counts.truePositives[code] + counts.falseNegatives[code],
      precision: precision[code],
      recall: recall[code],
      f1: f1[code],
      auc: aucs[code],
      averagePrecision: averagePrecisions[code],
    })),
    confusion: classes.map((_, row) => [...confusion.counts.subarray(row * classes.length, (row + 1) * classes.length)]),
    roc: [...roc, ...macroCurve(roc)],
    precisionRecall: [...precisionRecall, ...macroCurve(precisionRecall)],
    calibration: areProbabilities
      ? drawn.map((code) =>
          calibrationPoints(
            classes[code],
            Uint8Array.from(truth, (label) => (label === code ? 1 : 0)),
            columns[code],
          ),
        )
      : [],
    perOutput: [],
    scatter: [],
    residuals: [],
  };
}

function decisionMetrics(
  predictions: ClassPredictions,
  called: Int32Array,
  confusion: ConfusionMatrix,
  counts: ClassCounts,
  resampling: Resampling,
): EvaluatedMetric[] {
  const { truth, classes } = predictions;
  const bootstrapped = (name: string, value: number, statistic: Statistic): EvaluatedMetric =>
    withBootstrap(name, value, truth.length, resampling, statistic);
  return [
    resampling.method === 'bootstrap'
      ? wilsonAccuracy(truth, called)
      : bootstrapped('accuracy', accuracyOf(confusion), confusionStatistic(truth, called, { classes: classes.length, of: accuracyOf })),
    { name: 'balanced_accuracy', value: balancedAccuracyOf(confusion) },
    bootstrapped('macro_f1', f1Of(counts, { average: 'macro' }), macroF1Statistic(truth, called, classes.length)),
    ...(['macro', 'weighted', 'micro'] as const).flatMap((average) => [
      { name: `${average}_precision`, value: precisionOf(counts, { average }) },
      { name: `${average}_recall`, value: recallOf(counts, { average }) },
      ...(average === 'macro' ? [] : [{ name: `${average}_f1`, value: f1Of(counts, { average }) }]),
    ]),
    ...(predictions.task === 'binary'
      ? [
          { name: 'precision', value: precisionOf(counts) },
          { name: 'recall', value: recallOf(counts) },
          { name: 'f1', value: f1Of(counts) },
        ]
      : []),
    { name: 'mcc', value: matthewsCorrelationOf(confusion) },
    { name: 'kappa', value: cohenKappaOf(confusion) },
  ];
}

function wilsonAccuracy(truth: Int32Array, called: Int32Array): EvaluatedMetric {
  const right = truth.reduce((sum, label, sample) => sum + (label === called[sample] ? 1 : 0), 0);
  const { estimate, low, high } = wilsonInterval(right, truth.length);
  return { name: 'accuracy', value: estimate, low, high, method: 'wilson' };
}

/** Binary: of the positive class; more classes: the mean of each against the rest, NaN when one has no sample. */
function rankingMetrics(
  predictions: ClassPredictions,
  drawn: readonly number[],
  aucs: readonly number[],
  averagePrecisions: readonly number[],
  resampling: Resampling,
): EvaluatedMetric[] {
  const meanOf = (values: readonly number[]): number => drawn.reduce((sum, code) => sum + values[code], 0) / drawn.length;
  const value = meanOf(aucs);
  const { truth, scores, classes } = predictions;
  const statistic = macroAucStatistic(truth, scores, classes.length, drawn);
  return [
    Number.isNaN(value) ? { name: 'auc', value } : withBootstrap('auc', value, truth.length, resampling, statistic, drawn.length),
    { name: 'average_precision', value: meanOf(averagePrecisions) },
  ];
}

function probabilityMetrics({ truth, scores, classes }: ClassPredictions): EvaluatedMetric[] {
  const options = { classes: classes.length };
  return [
    { name: 'log_loss', value: logLoss(truth, scores, options) },
    { name: 'brier', value: brierScore(truth, scores, options) },
    { name: 'ece', value: expectedCalibrationError(truth, scores, options) },
  ];
}
