import type { Floats } from '../input.ts';
import type { ThresholdCounts } from './threshold-counts.ts';
import { sortAscending } from './sort-values.ts';
import { taggedWins } from './tagged-counts.ts';
import { sortTagged, taggedScratch } from './tagged-sort.ts';

/**
 * AUC from counts at each threshold: the chance that a positive scores above a negative, ties counting half.
 *
 * The area is summed over whole numbers (exact up to 2⁵³ when samples have no weights) and divided once, so the last
 * digit is right. `NaN` without a positive or without a negative.
 */
export function rocAucOf({ truePositives, falsePositives, positives, negatives }: ThresholdCounts): number {
  let doubled = 0;
  let lost = 0;
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const strip = (falsePositives[i] - fp) * (truePositives[i] + tp);
    const next = doubled + strip;
    lost += doubled - next + strip; // strips are never negative; exact for whole numbers, compensation for weights
    doubled = next;
    tp = truePositives[i];
    fp = falsePositives[i];
  }
  return (doubled + lost) / 2 / positives / negatives;
}

/**
 * AUC without a curve. float32 scores are sorted with their class in the lowest bit; of float64 scores positives and
 * negatives are sorted apart, as bare values, and merged: fast, because nothing but the values moves. `positive[i]` is 1 for a positive; `scores` must hold no NaN.
 */
export function binaryAuc(positive: Uint8Array, scores: Floats): number {
  let positives = 0;
  for (let i = 0; i < positive.length; i++) positives += positive[i];
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  if (scores instanceof Float32Array) {
    const tagged = sortTagged(scores, positive, taggedScratch(scores.length));
    if (tagged) return taggedWins(tagged) / 2 / positives / negatives;
  }
  const make = (length: number) => (scores instanceof Float32Array ? new Float32Array(length) : new Float64Array(length));
  const above = make(positives);
  const below = make(negatives);
  let p = 0;
  let n = 0;
  for (let i = 0; i < positive.length; i++) {
    if (positive[i]) above[p++] = scores[i] + 0;
    else below[n++] = scores[i] + 0;
  }
  sortAscending(above);
  sortAscending(below);
  return countWins(above, below) / 2 / positives / negatives;
}

/** Twice the number of pairs in which the first wins, a tie being one; both ascending. */
function countWins(above: Floats, below: Floats): number {
  let doubled = 0;
  let lower = 0; // negatives below the current positive
  let tied = 0; // negatives below or equal
  for (let i = 0; i < above.length; i++) {
    const score = above[i];
    while (lower < below.length && below[lower] < score) lower++;
    if (tied < lower) tied = lower;
    while (tied < below.length && below[tied] === score) tied++;
    doubled += lower + tied;
  }
  return doubled;
}
