/**
 * The fastest order there is for float32 scores of two classes: a score's bits become an unsigned key that sorts like it,
 * and the lowest bit says whether the sample is positive. Keys alone are moved, in two or three radix passes that are as
 * wide as the scores need; one walk along the sorted keys then counts whatever is to be counted.
 */

const MOST_DIGITS = 2 ** 13;

/** Working memory, for callers that sort again and again. */
export type TaggedScratch = { keys: Uint32Array; spare: Uint32Array; order: Uint32Array; spareOrder: Uint32Array; counts: Uint32Array };

/** Keys in ascending order. */
export type TaggedKeys = {
  /** `2 · (key − least) + positive` of each sample. */
  keys: Uint32Array;
  /** The smallest key. */
  least: number;
  /** The sample behind each key, if asked for. */
  order: Uint32Array;
};

/** Room for sorting `samples` scores; with `order` if samples are to be named afterwards. */
export function taggedScratch(samples: number, order = false): TaggedScratch {
  const make = (size: number) => new Uint32Array(size);
  const named = order ? samples : 0;
  return {
    keys: make(samples),
    spare: make(samples),
    order: make(named),
    spareOrder: make(named),
    counts: make(3 * MOST_DIGITS),
  };
}

/**
 * Sorts without touching the scores, which must hold no NaN; `positive[i]` is 1 or 0. Undefined when the scores span more
 * than 31 bits of keys (both signs far from zero) and leave no room for the tag. The result lies in `scratch`.
 */
export function sortTagged(scores: Float32Array, positive: Uint8Array, scratch: TaggedScratch): TaggedKeys | undefined {
  const samples = scores.length;
  const { keys } = scratch;
  const { least, most } = writeKeys(scores, keys);
  if (samples === 0 || most - least >= 2 ** 31) return undefined;
  const bits = 33 - Math.clz32(most - least);
  const passes = Math.ceil(bits / 13);
  const digitBits = Math.ceil(bits / passes);
  const digits = 1 << digitBits;
  const counts = scratch.counts.fill(0, 0, passes * digits);
  for (let i = 0; i < samples; i++) {
    const key = ((keys[i] - least) << 1) | positive[i];
    keys[i] = key;
    for (let pass = 0; pass < passes; pass++) counts[pass * digits + ((key >>> (pass * digitBits)) & (digits - 1))]++;
  }
  const named = scratch.order.length > 0;
  if (named) for (let i = 0; i < samples; i++) scratch.order[i] = i;
  let [from, to, order, nextOrder] = [keys, scratch.spare, scratch.order, scratch.spareOrder];
  for (let pass = 0; pass < passes; pass++) {
    const starts = toStarts(counts.subarray(pass * digits, (pass + 1) * digits));
    if (named) moveBoth(from, to, order, nextOrder, starts, pass * digitBits);
    else move(from, to, starts, pass * digitBits, samples);
    [from, to, order, nextOrder] = [to, from, nextOrder, order];
  }
  return { keys: from.subarray(0, samples), least, order };
}

/** Turns sorted keys back into the scores they stand for. */
export function scoreReader(least: number): (tagged: number) => number {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  return (tagged) => {
    const key = ((tagged >>> 1) + least) | 0;
    bits[0] = key < 0 ? key ^ -0x80000000 : ~key;
    return float[0];
  };
}

function writeKeys(scores: Float32Array, keys: Uint32Array): { least: number; most: number } {
  const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length);
  let least = 0xffffffff;
  let most = 0;
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i] === -0x80000000 ? 0 : bits[i]; // −0 is 0
    const key = (bit ^ ((bit >> 31) | -0x80000000)) >>> 0;
    keys[i] = key;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  return { least, most };
}

/** Counts of digits → where the keys of each digit go. */
function toStarts(counts: Uint32Array): Uint32Array {
  let start = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit];
    counts[digit] = start;
    start += count;
  }
  return counts;
}

function move(from: Uint32Array, to: Uint32Array, starts: Uint32Array, shift: number, samples: number): void {
  const mask = starts.length - 1;
  for (let i = 0; i < samples; i++) {
    const key = from[i];
    to[starts[(key >>> shift) & mask]++] = key;
  }
}

function moveBoth(from: Uint32Array, to: Uint32Array, order: Uint32Array, next: Uint32Array, starts: Uint32Array, shift: number): void {
  const mask = starts.length - 1;
  for (let i = 0; i < order.length; i++) {
    const key = from[i];
    const place = starts[(key >>> shift) & mask]++;
    to[place] = key;
    next[place] = order[i];
  }
}
