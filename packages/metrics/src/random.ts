/**
 * A seeded stream of 32-bit integers, the same on every machine: xoshiro128++, its state filled by SplitMix32.
 *
 * Every function here that draws takes a `seed` and documents its default, so that an interval seen twice is the same one.
 * Source: D. Blackman, S. Vigna, ACM Trans. Math. Softw. 47 (2021).
 */
export function randomBits(seed: number): () => number {
  let mixed = seed | 0;
  const split = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = split();
  let b = split();
  let c = split();
  let d = split();
  return () => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
}
