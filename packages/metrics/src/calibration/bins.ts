import { type Floats, require } from '../input.ts';
import { quantile } from '../quantile.ts';

export type BinOptions = {
  /** How many bins. */
  bins?: number;
  /** `uniform`: bins of equal width over [0, 1]; `quantile`: of equal count. Default `uniform`. */
  strategy?: 'uniform' | 'quantile';
};

/** Inner and outer edges, ascending, one more than bins. Bins are open below and closed above, but for the first. */
export function binEdges(metric: string, scores: Floats, bins: number, strategy: 'uniform' | 'quantile'): Float64Array {
  require(Number.isInteger(bins) && bins > 0, metric, `a positive whole number of bins, got ${bins}`);
  // i · (1/n), not i / n: numpy's linspace, whose last digit decides where a score of exactly 0.3 goes.
  if (strategy === 'uniform') return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 1 : i * (1 / bins)));
  const sorted = Float64Array.from(scores).sort();
  // By way of per cents, as numpy's percentile: the last digit of the share decides where a score on the edge goes.
  return Float64Array.from({ length: bins + 1 }, (_, i) => quantile(sorted, i === bins ? 1 : (i * (1 / bins) * 100) / 100));
}

/** The bin of a score: how many inner edges lie below it. */
export function binOf(edges: Float64Array, score: number): number {
  let low = 1;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < score) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The same for uniform edges and a score from 0 to 1: guessed, then put right where rounding misled the guess. */
export function uniformBinOf(edges: Float64Array, score: number): number {
  const last = edges.length - 2;
  let bin = Math.min(last, (score * (last + 1)) | 0);
  while (bin > 0 && edges[bin] >= score) bin--;
  while (bin < last && edges[bin + 1] < score) bin++;
  return bin;
}
