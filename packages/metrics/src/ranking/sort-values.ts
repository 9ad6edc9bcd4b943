/**
 * Sorting bare scores: what AUC needs when no sample has to be named afterwards. Three radix passes of 11 bits over the
 * float32 nearest to each score, as in `order.ts`; nothing but the scores themselves moves.
 */
import type { Floats } from '../input.ts';

/** Below this native sorting wins. */
const SMALL = 512;
const RADIX = 2048;
const SHORT_RUN = 24;

/** Sorts in place, ascending. The values must hold no NaN and no −0. */
export function sortAscending(values: Floats): void {
  if (values.length < SMALL) values.sort();
  else if (values instanceof Float32Array) sortFloat32(values);
  else sortFloat64(values);
}

function sortFloat32(values: Float32Array): void {
  const size = values.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, size);
  let from = new Uint32Array(size);
  let to = new Uint32Array(size);
  const counts = new Uint32Array(3 * RADIX);
  for (let i = 0; i < size; i++) {
    const key = ascendingKey(bits[i]);
    from[i] = key;
    countDigits(counts, key);
  }
  for (let pass = 0; pass < 3; pass++) {
    const starts = startsOf(counts, pass, size);
    if (!starts) continue;
    const shift = 11 * pass;
    for (let i = 0; i < size; i++) {
      const key = from[i];
      to[starts[(key >>> shift) & 2047]++] = key;
    }
    [from, to] = [to, from];
  }
  for (let i = 0; i < size; i++) {
    const key = from[i] | 0;
    bits[i] = key < 0 ? key ^ -0x80000000 : ~key;
  }
}

function sortFloat64(values: Float64Array): void {
  const size = values.length;
  const rounded = new Float32Array(1);
  const bits = new Int32Array(rounded.buffer);
  const counts = new Uint32Array(3 * RADIX);
  for (let i = 0; i < size; i++) {
    rounded[0] = values[i];
    countDigits(counts, ascendingKey(bits[0]));
  }
  let from = values;
  let to: Float64Array = new Float64Array(size);
  for (let pass = 0; pass < 3; pass++) {
    const starts = startsOf(counts, pass, size);
    if (!starts) continue;
    const shift = 11 * pass;
    for (let i = 0; i < size; i++) {
      const value = from[i];
      // Rounding again costs less than moving the key along.
      rounded[0] = value;
      to[starts[(ascendingKey(bits[0]) >>> shift) & 2047]++] = value;
    }
    [from, to] = [to, from];
  }
  settleRuns(from);
  if (from !== values) values.set(from);
}

/** Puts scores that one float32 stands for in order of the whole float64. */
function settleRuns(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    if (values[i] >= values[i - 1]) continue;
    const key = Math.fround(values[i]);
    let start = i - 1;
    while (start > 0 && Math.fround(values[start - 1]) === key) start--;
    let end = i + 1;
    while (end < values.length && Math.fround(values[end]) === key) end++;
    if (end - start > SHORT_RUN) values.subarray(start, end).sort();
    else insertionSort(values, start, end);
    i = end;
  }
}

function insertionSort(values: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const value = values[i];
    let at = i;
    for (; at > start && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

/** The bits of a float as an unsigned number that sorts like it. */
function ascendingKey(bits: number): number {
  return bits < 0 ? ~bits : bits ^ -0x80000000;
}

function countDigits(counts: Uint32Array, key: number): void {
  counts[key & 2047]++;
  counts[RADIX + ((key >>> 11) & 2047)]++;
  counts[2 * RADIX + (key >>> 22)]++;
}

/** Where each digit's values go in this pass; undefined if all have one digit and the pass would change nothing. */
function startsOf(counts: Uint32Array, pass: number, size: number): Uint32Array | undefined {
  const starts = counts.subarray(pass * RADIX, (pass + 1) * RADIX);
  if (starts.includes(size)) return undefined;
  let start = 0;
  for (let digit = 0; digit < RADIX; digit++) {
    const count = starts[digit];
    starts[digit] = start;
    start += count;
  }
  return starts;
}
