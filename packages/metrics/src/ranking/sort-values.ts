/** Sorting bare scores: what AUC needs when no sample has to be named afterwards. */
import type { Floats } from '../input.ts';

/** Below this native sorting wins. */
const SMALL = 512;

/** Sorts in place, ascending. The values must hold no NaN. */
export function sortAscending(values: Floats): void {
  if (values instanceof Float64Array || values.length < SMALL) values.sort();
  else sortFloat32(values);
}

/** Three passes of 11 bits over the float's bits, turned into an unsigned number that sorts alike. */
function sortFloat32(values: Float32Array): void {
  const size = values.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, size);
  let from = new Uint32Array(size);
  let to = new Uint32Array(size);
  const low = new Uint32Array(2048);
  const middle = new Uint32Array(2048);
  const high = new Uint32Array(1024);
  for (let i = 0; i < size; i++) {
    const b = bits[i];
    const key = b < 0 ? ~b : b ^ -0x80000000;
    from[i] = key;
    low[key & 2047]++;
    middle[(key >>> 11) & 2047]++;
    high[key >>> 22]++;
  }
  for (const [counts, shift] of [[low, 0], [middle, 11], [high, 22]] as const) {
    if (counts.includes(size)) continue;
    let start = 0;
    for (let digit = 0; digit < counts.length; digit++) {
      const count = counts[digit];
      counts[digit] = start;
      start += count;
    }
    const mask = counts.length - 1;
    for (let i = 0; i < size; i++) {
      const key = from[i];
      to[counts[(key >>> shift) & mask]++] = key;
    }
    [from, to] = [to, from];
  }
  for (let i = 0; i < size; i++) {
    const key = from[i] | 0;
    bits[i] = key < 0 ? key ^ -0x80000000 : ~key;
  }
}
