import type { Labels, Scores } from '../input.ts';
import { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** Points of a ROC curve from (0, 0) to (1, 1): a score ≥ `thresholds[i]` is called positive at point i. */
export type RocCurve = {
  /** False positives ÷ negatives, ascending; all `NaN` when there is no negative. */
  falsePositiveRate: Float64Array;
  /** True positives ÷ positives, ascending; all `NaN` when there is no positive. */
  truePositiveRate: Float64Array;
  /** Descending; the first is Infinity, where nothing is positive. */
  thresholds: Float64Array;
};

export type RocCurveOptions = BinaryOptions & {
  /** Leave out points on a straight line between their neighbours; the curve and its area stay the same. Default true. */
  dropIntermediate?: boolean;
};

/**
 * The receiver operating characteristic: true against false positive rate for every threshold.
 *
 * Shapes: `labels` and `scores` `[samples]`. Exact with ties. As scikit-learn's `roc_curve`.
 * Source: T. Fawcett, Pattern Recognition Letters 27 (2006) 861–874.
 *
 * @example
 * rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).falsePositiveRate // → [0, 0, 0.5, 0.5, 1]
 * rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).truePositiveRate // → [0, 0.5, 0.5, 1, 1]
 */
export function rocCurve(labels: Labels, scores: Scores, options: RocCurveOptions = {}): RocCurve {
  return rocCurveOf(thresholdCounts(labels, scores, options), options);
}

/** The ROC curve of counts that are there already. */
export function rocCurveOf(counts: ThresholdCounts, { dropIntermediate = true }: Pick<RocCurveOptions, 'dropIntermediate'> = {}): RocCurve {
  const kept = dropIntermediate ? corners(counts) : Uint32Array.from(counts.thresholds, (_, i) => i);
  const falsePositiveRate = new Float64Array(kept.length + 1);
  const truePositiveRate = new Float64Array(kept.length + 1);
  const thresholds = new Float64Array(kept.length + 1);
  thresholds[0] = Infinity;
  falsePositiveRate[0] = 0 / counts.negatives;
  truePositiveRate[0] = 0 / counts.positives;
  for (let i = 0; i < kept.length; i++) {
    const at = kept[i];
    falsePositiveRate[i + 1] = counts.falsePositives[at] / counts.negatives;
    truePositiveRate[i + 1] = counts.truePositives[at] / counts.positives;
    thresholds[i + 1] = counts.thresholds[at];
  }
  return { falsePositiveRate, truePositiveRate, thresholds };
}

/** The first and last point, and those where the step changes: scikit-learn's rule, so that the points are the same. */
function corners({ truePositives: tp, falsePositives: fp }: ThresholdCounts): Uint32Array {
  const kept = new Uint32Array(tp.length);
  let count = 0;
  for (let i = 0; i < tp.length; i++) {
    const isCorner = i === 0 || i === tp.length - 1 || fp[i + 1] - fp[i] !== fp[i] - fp[i - 1] || tp[i + 1] - tp[i] !== tp[i] - tp[i - 1];
    if (isCorner) kept[count++] = i;
  }
  return kept.subarray(0, count);
}
