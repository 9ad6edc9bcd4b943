import { type Scores, requireEqualLength, toFloats } from '../input.ts';
import { averageRanks } from '../ranks.ts';
import { compensatedSum, mean } from '../sum.ts';

/**
 * Pearson's correlation: how near two series are to a straight line. Range −1 to 1.
 *
 * Shapes: `first` and `second` `[samples]`. `NaN` for fewer than two samples or a constant. As SciPy's `pearsonr`.
 *
 * @example
 * pearson([1, 2, 3], [2, 4, 6]) // → 1
 */
export function pearson(first: Scores, second: Scores): number {
  requireEqualLength('pearson', { first, second });
  const a = centered(toFloats('pearson', 'first', first));
  const b = centered(toFloats('pearson', 'second', second));
  const product = (x: Float64Array, y: Float64Array) => compensatedSum(x.map((value, i) => value * y[i]));
  return Math.max(-1, Math.min(1, product(a, b) / Math.sqrt(product(a, a) * product(b, b))));
}

/**
 * Spearman's correlation: Pearson's of the ranks; how near two series are to rising together, along any curve.
 *
 * Equal values share their mean rank. Shapes and the undefined as `pearson`. As SciPy's `spearmanr`.
 *
 * @example
 * spearman([1, 2, 3, 4], [1, 4, 9, 16]) // → 1
 */
export function spearman(first: Scores, second: Scores): number {
  requireEqualLength('spearman', { first, second });
  const rank = (values: Scores) => averageRanks(toFloats('spearman', 'values', values, { infinite: true })).ranks;
  return pearson(rank(first), rank(second));
}

/** Distances from the mean, the largest being 1, so that huge and tiny series neither overflow nor vanish. */
function centered(values: Float32Array | Float64Array): Float64Array {
  if (values.length < 2 || values.every((value) => value === values[0])) return new Float64Array(values.length).fill(Number.NaN);
  const scaled = toUnit(Float64Array.from(values));
  const center = mean(scaled);
  return toUnit(scaled.map((value) => value - center));
}

function toUnit(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => value / largest);
}
