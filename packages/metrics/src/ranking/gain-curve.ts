import type { Labels, Scores } from '../input.ts';
import { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** What the highest scored samples hold, from none to all of them. */
export type GainCurve = {
  /** Share of samples taken, highest scores first. */
  share: Float64Array;
  /** Share of all positives among them; `NaN` when there is no positive. */
  gain: Float64Array;
  /** Gain ÷ share: how many times richer in positives they are than all samples; `NaN` at share 0. */
  lift: Float64Array;
  /** Descending; the first is Infinity. */
  thresholds: Float64Array;
};

/**
 * Cumulative gain and lift: how many of the positives are found by looking at the best-scored share of samples.
 *
 * Shapes: `labels` and `scores` `[samples]`. Equal scores are taken together. scikit-learn has none.
 *
 * @example
 * gainCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).gain // → [0, 0.5, 0.5, 1, 1]
 */
export function gainCurve(labels: Labels, scores: Scores, options: BinaryOptions = {}): GainCurve {
  return gainCurveOf(thresholdCounts(labels, scores, options));
}

/** The gain curve of counts that are there already. */
export function gainCurveOf({ thresholds, truePositives, falsePositives, positives, negatives }: ThresholdCounts): GainCurve {
  const points = thresholds.length + 1;
  const share = new Float64Array(points);
  const gain = new Float64Array(points);
  const all = new Float64Array(points);
  all[0] = Infinity;
  gain[0] = 0 / positives;
  for (let i = 1; i < points; i++) {
    share[i] = (truePositives[i - 1] + falsePositives[i - 1]) / (positives + negatives);
    gain[i] = truePositives[i - 1] / positives;
    all[i] = thresholds[i - 1];
  }
  return { share, gain, lift: gain.map((value, i) => value / share[i]), thresholds: all };
}
