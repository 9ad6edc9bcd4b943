/**
 * Sorting by score, the one expensive thing in every ranking metric.
 *
 * A score is rounded to float32 (rounding never swaps two numbers), its bits are turned into an unsigned key that
 * sorts like the number, and a radix sort takes three passes of 11 bits. Float32 scores are then in order; float64
 * scores need a second look only where several of them share one key.
 */
import type { Floats } from '../input.ts';

const RADIX = 2048;
const SHORT_RUN = 24;

/** Sample indices by score, highest first; equal scores keep their order. `scores` must hold no NaN. */
export function orderDescending(scores: Floats): Uint32Array {
  const samples = scores.length;
  const keys = new Uint32Array(samples);
  writeDescendingKeys(scores, keys);
  const order = sortByKey(keys);
  if (scores instanceof Float64Array) settleTies(scores, keys, order);
  return order;
}

/** Keys that ascend as scores descend. −0 and +0 are the same score. */
function writeDescendingKeys(scores: Floats, keys: Uint32Array): void {
  const rounded = new Float32Array(1);
  const bits = new Int32Array(rounded.buffer);
  for (let i = 0; i < scores.length; i++) {
    rounded[0] = scores[i] + 0;
    const b = bits[0];
    // Positive numbers: flip all but the sign, so that larger is earlier. Negative ones already grow as they fall.
    keys[i] = b < 0 ? b : b ^ 0x7fffffff;
  }
}

/** Indices that put `keys` in ascending order, stable. */
function sortByKey(keys: Uint32Array): Uint32Array {
  const samples = keys.length;
  const counts = new Uint32Array(3 * RADIX);
  for (let i = 0; i < samples; i++) {
    const key = keys[i];
    counts[key & 2047]++;
    counts[RADIX + ((key >>> 11) & 2047)]++;
    counts[2 * RADIX + (key >>> 22)]++;
  }
  let order = new Uint32Array(samples);
  let next = new Uint32Array(samples);
  for (let i = 0; i < samples; i++) order[i] = i;
  for (let pass = 0; pass < 3; pass++) {
    const starts = counts.subarray(pass * RADIX, (pass + 1) * RADIX);
    if (samples === 0 || starts.includes(samples)) continue; // every key has the same digit here
    let start = 0;
    for (let digit = 0; digit < RADIX; digit++) {
      const count = starts[digit];
      starts[digit] = start;
      start += count;
    }
    const shift = pass * 11;
    for (let i = 0; i < samples; i++) {
      const sample = order[i];
      next[starts[(keys[sample] >>> shift) & 2047]++] = sample;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Puts runs of one key, which float32 cannot tell apart, in order of the whole float64. */
function settleTies(scores: Float64Array, keys: Uint32Array, order: Uint32Array): void {
  for (let start = 0; start < order.length; ) {
    const key = keys[order[start]];
    let end = start + 1;
    let ordered = true;
    while (end < order.length && keys[order[end]] === key) {
      if (scores[order[end]] > scores[order[end - 1]]) ordered = false;
      end++;
    }
    if (!ordered) {
      if (end - start <= SHORT_RUN) insertionSort(scores, order, start, end);
      else order.subarray(start, end).sort((a, b) => scores[b] - scores[a] || a - b);
    }
    start = end;
  }
}

function insertionSort(scores: Float64Array, order: Uint32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const sample = order[i];
    const score = scores[sample];
    let at = i;
    for (; at > start && scores[order[at - 1]] < score; at--) order[at] = order[at - 1];
    order[at] = sample;
  }
}
