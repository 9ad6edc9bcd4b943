import type { Labels, Scores } from '../input.ts';
import { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** Points of a precision-recall curve, recall falling from its highest to 0. */
export type PrecisionRecallCurve = {
  /** True positives ÷ all called positive; the last point is 1 by definition. */
  precision: Float64Array;
  /** True positives ÷ positives; the last point is 0. All but the last `NaN` when there is no positive. */
  recall: Float64Array;
  /** Ascending, one shorter than the points: at point i a score ≥ `thresholds[i]` is called positive. */
  thresholds: Float64Array;
};

export type PrecisionRecallCurveOptions = BinaryOptions & {
  /** Leave out inner points of vertical lines (equal recall). Default false, as in scikit-learn. */
  dropIntermediate?: boolean;
};

/**
 * Precision against recall for every threshold.
 *
 * Shapes: `labels` and `scores` `[samples]`. As scikit-learn's `precision_recall_curve`, but recall without any positive
 * is `NaN` here, where scikit-learn says 1 with a warning. Source: J. Davis, M. Goadrich, ICML 2006.
 *
 * @example
 * precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).recall // → [1, 1, 0.5, 0.5, 0]
 */
export function precisionRecallCurve(labels: Labels, scores: Scores, options: PrecisionRecallCurveOptions = {}): PrecisionRecallCurve {
  return precisionRecallCurveOf(thresholdCounts(labels, scores, options), options);
}

/** The precision-recall curve of counts that are there already. */
export function precisionRecallCurveOf(
  { thresholds, truePositives: tp, falsePositives: fp, positives }: ThresholdCounts,
  { dropIntermediate = false }: Pick<PrecisionRecallCurveOptions, 'dropIntermediate'> = {},
): PrecisionRecallCurve {
  const last = thresholds.length - 1;
  const isKept = (i: number) => !dropIntermediate || i === 0 || i === last || tp[i] !== tp[i - 1] || tp[i + 1] !== tp[i];
  const kept: number[] = [];
  for (let i = last; i >= 0; i--) if (isKept(i)) kept.push(i);
  return {
    precision: Float64Array.from([...kept.map((i) => tp[i] / (tp[i] + fp[i])), 1]),
    recall: Float64Array.from([...kept.map((i) => tp[i] / positives), 0]),
    thresholds: Float64Array.from(kept, (i) => thresholds[i]),
  };
}
