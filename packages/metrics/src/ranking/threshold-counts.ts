import { type Labels, type Scores, type Weights, require, requireEqualLength, toFloats, toWeights } from '../input.ts';
import { orderDescending } from './order.ts';
import { taggedThresholdCounts } from './tagged-counts.ts';
import { sortTagged, taggedScratch } from './tagged-sort.ts';

/**
 * How many positives and negatives score at or above each distinct score, highest first. One sort gives it; ROC, AUC,
 * precision-recall, DET, lift and operating points are all read off it.
 */
export type ThresholdCounts = {
  /** The distinct scores, descending. Two scores are one only if they are equal to the last bit (−0 equals +0). */
  thresholds: Float64Array;
  /** Total weight of positives with a score ≥ the threshold; whole numbers without weights. */
  truePositives: Float64Array;
  /** Total weight of negatives with a score ≥ the threshold. */
  falsePositives: Float64Array;
  /** Total weight of all positives. */
  positives: number;
  /** Total weight of all negatives. */
  negatives: number;
};

export type BinaryOptions = {
  /** The label that is the positive class; every other label is negative. Default 1, and then labels must be 0 and 1. */
  posLabel?: number;
  sampleWeight?: Weights;
};

/**
 * Counts positives and negatives at or above each distinct score.
 *
 * Shapes: `labels` and `scores` `[samples]`. Scores may be infinite, not NaN. Samples of weight 0 are left out, as in
 * scikit-learn's `confusion_matrix_at_thresholds`. O(n) for float32 scores, near it for float64.
 *
 * @example
 * thresholdCounts([0, 1, 0, 1], [0.2, 0.9, 0.5, 0.5]).thresholds // → [0.9, 0.5, 0.2]
 * thresholdCounts([0, 1, 0, 1], [0.2, 0.9, 0.5, 0.5]).truePositives // → [1, 2, 2]
 */
export function thresholdCounts(labels: Labels, scores: Scores, options: BinaryOptions = {}): ThresholdCounts {
  requireEqualLength('thresholdCounts', { scores, labels });
  const values = toFloats('thresholdCounts', 'scores', scores, { infinite: true });
  const positive = toPositives('thresholdCounts', labels, options.posLabel);
  const weights = toWeights('thresholdCounts', options.sampleWeight, labels.length);
  if (values instanceof Float32Array && !weights) {
    const tagged = sortTagged(values, positive, taggedScratch(values.length));
    if (tagged) return taggedThresholdCounts(tagged);
  }
  const order = orderDescending(values);
  const samples = order.length;
  const thresholds = new Float64Array(samples);
  const truePositives = new Float64Array(samples);
  const falsePositives = new Float64Array(samples);
  let groups = 0;
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < samples; ) {
    const score = values[order[at]];
    const before = positives + negatives;
    let counted = false;
    for (; at < samples && values[order[at]] === score; at++) {
      const sample = order[at];
      const weight = weights ? weights[sample] : 1;
      if (weight > 0) counted = true;
      if (positive[sample]) positives += weight;
      else negatives += weight;
    }
    if (!counted && positives + negatives === before) continue;
    thresholds[groups] = score + 0; // −0 is written as +0
    truePositives[groups] = positives;
    falsePositives[groups] = negatives;
    groups++;
  }
  return {
    thresholds: thresholds.slice(0, groups),
    truePositives: truePositives.slice(0, groups),
    falsePositives: falsePositives.slice(0, groups),
    positives,
    negatives,
  };
}

/** 1 for each positive, 0 for each other label. Without `posLabel` labels must be 0 and 1. */
export function toPositives(metric: string, labels: Labels, posLabel?: number): Uint8Array {
  const positive = new Uint8Array(labels.length);
  const strict = posLabel === undefined;
  const sought = posLabel ?? 1;
  for (let i = 0; i < positive.length; i++) {
    const label = labels[i];
    if (label === sought) positive[i] = 1;
    // The message is put together only when it is needed: this loop is half the cost of a small AUC.
    else if (strict && label !== 0) require(false, metric, `labels to be 0 or 1 when posLabel is left out, got ${label} at index ${i}`);
  }
  return positive;
}
