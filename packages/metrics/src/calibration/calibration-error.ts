import { type Labels, type Scores, columnsOf, toClassIndices, toFloats } from '../input.ts';
import { predictedClasses } from '../classification/predictions.ts';
import type { BinOptions } from './bins.ts';
import { type ReliabilityCurve, reliabilityCurve } from './reliability-curve.ts';

export type CalibrationErrorOptions = BinOptions & { classes?: number };

/**
 * Expected calibration error: Σ share of the bin × |observed − predicted|.
 *
 * Shapes: `labels` `[samples]`; `probabilities` `[samples]` of class 1 of two, or `[samples × classes]`, and then it is the
 * confidence in the called class against how often it is right. 15 bins by default. Range 0 to 1; `NaN` without samples.
 * scikit-learn has none. Source: C. Guo et al., ICML 2017.
 *
 * @example
 * expectedCalibrationError([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], { bins: 2 }) // → 0.25
 */
export function expectedCalibrationError(labels: Labels, probabilities: Scores, options: CalibrationErrorOptions = {}): number {
  return expectedCalibrationErrorOf(confidenceCurve('expectedCalibrationError', labels, probabilities, options));
}

/** Expected calibration error of a reliability curve. */
export function expectedCalibrationErrorOf({ predicted, observed, counts }: ReliabilityCurve): number {
  let error = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    error += counts[i] * Math.abs(observed[i] - predicted[i]);
    total += counts[i];
  }
  return error / total;
}

/**
 * Maximum calibration error: the largest gap of any bin. Shapes, bins and range as `expectedCalibrationError`.
 *
 * @example
 * maximumCalibrationError([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], { bins: 2 }) // → 0.25
 */
export function maximumCalibrationError(labels: Labels, probabilities: Scores, options: CalibrationErrorOptions = {}): number {
  const { predicted, observed } = confidenceCurve('maximumCalibrationError', labels, probabilities, options);
  return predicted.length === 0 ? Number.NaN : Math.max(...predicted.map((value, i) => Math.abs(observed[i] - value)));
}

function confidenceCurve(metric: string, labels: Labels, probabilities: Scores, options: CalibrationErrorOptions): ReliabilityCurve {
  const { bins = 15, strategy = 'uniform' } = options;
  const classes = columnsOf(metric, probabilities, labels.length, options.classes);
  if (classes === 1) return reliabilityCurve(labels, probabilities, { bins, strategy });
  const truth = toClassIndices(metric, 'labels', labels, classes);
  const scores = toFloats(metric, 'probabilities', probabilities);
  const called = predictedClasses(scores, { classes });
  const right = Uint8Array.from(called, (c, i) => (c === truth[i] ? 1 : 0));
  return reliabilityCurve(
    right,
    Float64Array.from(called, (c, i) => scores[i * classes + c]),
    { bins, strategy },
  );
}
