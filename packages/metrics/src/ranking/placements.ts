import type { Floats } from '../input.ts';
import { orderDescending } from './order.ts';
import { taggedPlacements } from './tagged-counts.ts';
import { sortTagged, type TaggedScratch, taggedScratch } from './tagged-sort.ts';

export type Placements = {
  /** For a positive the share of negatives that it beats, for a negative the share of positives that beat it; ties half. */
  values: Float64Array;
  positives: number;
  negatives: number;
  /** Twice the number of (positive, negative) pairs that are in order, a tie being one: exact, where a mean of `values` is rounded. */
  doubledWins: number;
};

/**
 * Where each sample stands among those of the other class.
 *
 * The mean over either class is the AUC; their spread is what DeLong's variance is made of. By ranks, O(n log n).
 * Source: X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014) 1389–1393.
 */
export function placements(positive: Uint8Array, scores: Floats, scratch?: TaggedScratch): Placements {
  let positives = 0;
  for (let i = 0; i < positive.length; i++) positives += positive[i];
  const negatives = positive.length - positives;
  if (scores instanceof Float32Array) {
    const tagged = sortTagged(scores, positive, scratch ?? taggedScratch(scores.length, true));
    if (tagged) return taggedPlacements(tagged, positives, negatives);
  }
  const order = orderDescending(scores);
  const values = new Float64Array(positive.length);
  let positivesAbove = 0;
  let negativesAbove = 0;
  let doubledWins = 0;
  for (let start = 0; start < order.length; ) {
    const score = scores[order[start]];
    let end = start;
    let tiedPositives = 0;
    for (; end < order.length && scores[order[end]] === score; end++) tiedPositives += positive[order[end]];
    const tiedNegatives = end - start - tiedPositives;
    const doubledBelow = 2 * (negatives - negativesAbove) - tiedNegatives;
    const beats = doubledBelow / 2 / negatives;
    const beaten = (positivesAbove + tiedPositives / 2) / positives;
    for (let at = start; at < end; at++) values[order[at]] = positive[order[at]] ? beats : beaten;
    doubledWins += tiedPositives * doubledBelow;
    positivesAbove += tiedPositives;
    negativesAbove += tiedNegatives;
    start = end;
  }
  return { values, positives, negatives, doubledWins };
}
