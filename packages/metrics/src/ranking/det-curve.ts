import type { Labels, Scores } from '../input.ts';
import { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** Points of a detection error trade-off curve, false positives falling. */
export type DetCurve = {
  falsePositiveRate: Float64Array;
  falseNegativeRate: Float64Array;
  /** Ascending: a score ≥ `thresholds[i]` is called positive at point i. */
  thresholds: Float64Array;
};

/**
 * The detection error trade-off: false negative against false positive rate, for every threshold where either can change.
 *
 * Shapes: `labels` and `scores` `[samples]`. Rates are `NaN` when a class is missing. As scikit-learn's `det_curve`.
 * Source: A. Martin et al., Eurospeech 1997.
 *
 * @example
 * detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).falseNegativeRate // → [0, 0.5, 0.5]
 */
export function detCurve(labels: Labels, scores: Scores, options: BinaryOptions = {}): DetCurve {
  return detCurveOf(thresholdCounts(labels, scores, options));
}

/** The DET curve of counts that are there already. */
export function detCurveOf({ thresholds, truePositives: tp, falsePositives: fp, positives, negatives }: ThresholdCounts): DetCurve {
  // From the last point without a false positive to the first without a false negative.
  let first = 0;
  while (first < thresholds.length && fp[first] === 0) first++;
  let last = 0;
  while (last < thresholds.length - 1 && tp[last] < positives) last++;
  const points: number[] = [];
  for (let i = last; i >= first - 1; i--) points.push(i);
  const at = (values: Float64Array, i: number, before: number) => (i < 0 ? before : values[i]);
  return {
    falsePositiveRate: Float64Array.from(points, (i) => at(fp, i, 0) / negatives),
    falseNegativeRate: Float64Array.from(points, (i) => (positives - at(tp, i, 0)) / positives),
    thresholds: Float64Array.from(points, (i) => at(thresholds, i, Infinity)),
  };
}
