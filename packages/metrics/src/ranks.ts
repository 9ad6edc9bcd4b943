import type { Floats } from './input.ts';

/**
 * Ranks from 1 for the smallest; equal values share the mean of their ranks. `tieCubes` is Σ (t³ − t) over groups of t
 * equal values, which rank statistics need for their tie correction.
 */
export function averageRanks(values: Floats): { ranks: Float64Array; tieCubes: number } {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  const ranks = new Float64Array(values.length);
  let tieCubes = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let at = start; at < end; at++) ranks[order[at]] = (start + 1 + end) / 2;
    const tied = end - start;
    tieCubes += tied ** 3 - tied;
    start = end;
  }
  return { ranks, tieCubes };
}
