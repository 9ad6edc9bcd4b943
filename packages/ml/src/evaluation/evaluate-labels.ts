import {
  averagePrecisionOf,
  f1Of,
  f1PerClass,
  hammingLoss,
  meanStatistic,
  multilabelAccuracy,
  multilabelCounts,
  precisionOf,
  precisionPerClass,
  recallOf,
  recallPerClass,
  rocAucOf,
  thresholdCounts,
  wilsonInterval,
} from '@atelier/metrics';
import { columnOf } from './column-of.ts';
import { calibrationPoints, macroCurve, precisionRecallPoints, rocPoints } from './curves.ts';
import type { EvaluatedMetric, Evaluation } from './evaluation.ts';
import { type EvaluateOptions, resamplingOf, withBootstrap } from './intervals.ts';
import { calledLabels, exactMatches, labelAucStatistic, labelErrors, labelF1Statistic, truthOfLabel } from './label-statistics.ts';
import type { LabelPredictions } from './predictions.ts';

/** Each sample has any number of labels; one is called where its probability is 0.5 or more. Accuracy: all labels of a sample right. */
export function evaluateLabels(predictions: LabelPredictions, evaluateOptions: EvaluateOptions = {}): Omit<Evaluation, 'computedWith'> {
  const { classes, truth, scores, ids, task } = predictions;
  const options = { classes: classes.length };
  const called = calledLabels(predictions);
  const counts = multilabelCounts(truth, called, options);
  const columns = classes.map((_, code) => columnOf(scores, classes.length, code));
  const truths = classes.map((_, code) => truthOfLabel(predictions, code));
  const thresholds = columns.map((column, code) => thresholdCounts(truths[code], column));
  const aucs = thresholds.map(rocAucOf);
  const averagePrecisions = thresholds.map(averagePrecisionOf);
  const [precision, recall, f1] = [precisionPerClass(counts), recallPerClass(counts), f1PerClass(counts)];
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const roc = classes.map((name, code) => rocPoints(name, thresholds[code]));
  const precisionRecall = classes.map((name, code) => precisionRecallPoints(name, thresholds[code]));
  return {
    task,
    samples: ids.length,
    classes,
    metrics: [
      ...decisionMetrics(),
      ...(['macro', 'micro', 'weighted'] as const).flatMap((average) => [
        { name: `${average}_precision`, value: precisionOf(counts, { average }) },
        { name: `${average}_recall`, value: recallOf(counts, { average }) },
        ...(average === 'macro' ? [] : [{ name: `${average}_f1`, value: f1Of(counts, { average }) }]),
      ]),
      ranking(),
      { name: 'average_precision', value: meanOf(averagePrecisions) },
    ],
    perClass: classes.map((name, code) => ({
      name,
      support: truths[code].reduce((sum, value) => sum + value, 0),
      precision: precision[code],
      recall: recall[code],
      f1: f1[code],
      auc: aucs[code],
      averagePrecision: averagePrecisions[code],
    })),
    confusion: [],
    roc: [...roc, ...macroCurve(roc)],
    precisionRecall: [...precisionRecall, ...macroCurve(precisionRecall)],
    calibration: scores.every((score) => score >= 0 && score <= 1)
      ? classes.map((name, code) => calibrationPoints(name, truths[code], columns[code]))
      : [],
    perOutput: [],
    scatter: [],
    residuals: [],
  };

  function decisionMetrics(): EvaluatedMetric[] {
    const resampling = resamplingOf(predictions, evaluateOptions);
    const right = exactMatches(predictions, called);
    const accuracy = multilabelAccuracy(truth, called, options);
    const f1Statistic = labelF1Statistic(predictions, called);
    const hits = right.reduce((sum, hit) => sum + hit, 0);
    return [
      resampling.method === 'bootstrap'
        ? { name: 'accuracy', value: accuracy, ...boundsOf(wilsonInterval(hits, ids.length)), method: 'wilson' }
        : withBootstrap('accuracy', accuracy, ids.length, resampling, meanStatistic(Float64Array.from(right))),
      withBootstrap('hamming_loss', hammingLoss(truth, called), ids.length, resampling, meanStatistic(labelErrors(predictions, called))),
      withBootstrap('macro_f1', f1Of(counts, { average: 'macro' }), ids.length, resampling, f1Statistic, classes.length),
    ];
  }

  function ranking(): EvaluatedMetric {
    const value = meanOf(aucs);
    if (Number.isNaN(value)) return { name: 'auc', value };
    const resampling = resamplingOf(predictions, evaluateOptions);
    return withBootstrap('auc', value, ids.length, resampling, labelAucStatistic(predictions), classes.length);
  }
}

function boundsOf({ low, high }: { low: number; high: number }): { low: number; high: number } {
  return { low, high };
}
