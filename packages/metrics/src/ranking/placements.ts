import type { Floats } from '../input.ts';
import { orderDescending } from './order.ts';

/**
 * For each sample, the share of the other class that it beats (a positive) or that beats it (a negative), ties half.
 *
 * The mean over either class is the AUC; their spread is what DeLong's variance is made of. By ranks, O(n log n).
 * Source: X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014) 1389–1393.
 */
export function placements(positive: Uint8Array, scores: Floats): { values: Float64Array; positives: number; negatives: number } {
  const order = orderDescending(scores);
  let positives = 0;
  for (let i = 0; i < positive.length; i++) positives += positive[i];
  const negatives = positive.length - positives;
  const values = new Float64Array(positive.length);
  let positivesAbove = 0;
  let negativesAbove = 0;
  for (let start = 0; start < order.length; ) {
    const score = scores[order[start]];
    let end = start;
    let tiedPositives = 0;
    for (; end < order.length && scores[order[end]] === score; end++) tiedPositives += positive[order[end]];
    const tiedNegatives = end - start - tiedPositives;
    const beats = (negatives - negativesAbove - tiedNegatives / 2) / negatives;
    const beaten = (positivesAbove + tiedPositives / 2) / positives;
    for (let at = start; at < end; at++) values[order[at]] = positive[order[at]] ? beats : beaten;
    positivesAbove += tiedPositives;
    negativesAbove += tiedNegatives;
    start = end;
  }
  return { values, positives, negatives };
}
