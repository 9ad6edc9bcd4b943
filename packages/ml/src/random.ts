/**
 * The one source of chance in this package. Everything that draws — splits, initial weights, shuffling, dropout, augmentation — draws from here,
 * so that one seed gives one result on every machine and in every Node version.
 *
 * Generator: xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), each of its four words of state
 * filled by an FNV-1a hash of the seed with an offset of its own, mixed by MurmurHash3's finaliser. Integer arithmetic only, so no platform can differ.
 */
export interface Random {
  /** An integer, 0 … 2³² − 1. */
  uint32(): number;
  /** A double in [0, 1), 53 random bits. */
  uniform(): number;
  /** An integer, 0 … `below` − 1, without modulo bias. */
  integer(below: number): number;
  /** A standard normal deviate (Box and Muller, 1958; the second of each pair is dropped, so that the state is all there is to save). */
  normal(): number;
  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items;
  /** 0 … `length` − 1 in random order. */
  permutation(length: number): Uint32Array<ArrayBuffer>;
  /** An independent stream named by a label; does not advance this one, so the order of forks changes nothing. */
  fork(label: string | number): Random;
  /** The four words of state: `randomFromState(state())` continues exactly here. */
  state(): RandomState;
}

export type RandomState = readonly [number, number, number, number];

/** A generator from a seed; equal seeds give equal streams. Numbers and their decimal texts are the same seed. */
export function createRandom(seed: number | string): Random {
  return randomFromState(expand(String(seed)));
}

/** A generator that continues where another's `state()` was taken. */
export function randomFromState(state: RandomState): Random {
  let [a, b, c, d] = state;
  if ((a | b | c | d) === 0) throw new RangeError('randomFromState requires a state that is not all zero');

  function uint32(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  function uniform(): number {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  function integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > 4294967296) throw new RangeError(`integer requires 1 ≤ below ≤ 2³², got ${below}`);
    const limit = 4294967296 - (4294967296 % below);
    let drawn = uint32();
    while (drawn >= limit) drawn = uint32();
    return drawn % below;
  }

  function normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  function shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = integer(last + 1);
      [items[last], items[chosen]] = [items[chosen], items[last]];
    }
    return items;
  }

  const words = (): RandomState => [a >>> 0, b >>> 0, c >>> 0, d >>> 0];

  return {
    uint32,
    uniform,
    integer,
    normal,
    shuffle,
    permutation: (length) => shuffle(Uint32Array.from({ length }, (_, index) => index)),
    fork: (label) => createRandom(`${words().join(',')}/${label}`),
    state: words,
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function expand(text: string): RandomState {
  const bytes = new TextEncoder().encode(text);
  const word = (lane: number): number => {
    let value = 0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b9);
    for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
    value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return (value ^ (value >>> 16)) >>> 0;
  };
  return [word(0), word(1), word(2), word(3)];
}
