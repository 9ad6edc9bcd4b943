import {
  averagePrecisionOf,
  f1Of,
  f1PerClass,
  hammingLoss,
  multilabelAccuracy,
  multilabelCounts,
  precisionOf,
  precisionPerClass,
  recallOf,
  recallPerClass,
  rocAucOf,
  thresholdCounts,
} from '@atelier/metrics';
import { calibrationPoints, macroCurve, precisionRecallPoints, rocPoints } from './curves.ts';
import { columnOf } from './column-of.ts';
import type { Evaluation } from './evaluation.ts';
import type { LabelPredictions } from './predictions.ts';

/** Each sample has any number of labels; one is called where its probability is 0.5 or more. */
export function evaluateLabels({ classes, truth, scores, ids, task }: LabelPredictions): Omit<Evaluation, 'computedWith'> {
  const options = { classes: classes.length };
  const called = Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
  const counts = multilabelCounts(truth, called, options);
  const columns = classes.map((_, code) => columnOf(scores, classes.length, code));
  const truths = classes.map((_, code) =>
    Uint8Array.from({ length: ids.length }, (_sample, sample) => truth[sample * classes.length + code]),
  );
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
      { name: 'accuracy', value: multilabelAccuracy(truth, called, options) },
      { name: 'hamming_loss', value: hammingLoss(truth, called) },
      ...(['macro', 'micro', 'weighted'] as const).flatMap((average) => [
        { name: `${average}_precision`, value: precisionOf(counts, { average }) },
        { name: `${average}_recall`, value: recallOf(counts, { average }) },
        { name: `${average}_f1`, value: f1Of(counts, { average }) },
      ]),
      { name: 'auc', value: meanOf(aucs) },
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
  };
}
