import { type Scores, require, requireEqualLength, toFloats } from '../input.ts';
import { randomBits } from '../random.ts';
import { mean } from '../sum.ts';

/** Up to here all 2ⁿ ways to swap are tried. */
const EXACT_SAMPLES = 16;

export type PermutationOptions = {
  /** How many random swaps, when there are too many to try all. Default 10,000. */
  permutations?: number;
  /** Default 0. */
  seed?: number;
};

export type PermutationResult = {
  /** Mean of the first less mean of the second. */
  difference: number;
  /** Two-sided. */
  pValue: number;
  /** Whether every way to swap was tried. */
  exact: boolean;
};

/**
 * A permutation test on two values per sample (correct or not, log loss, error): if the models were alike, it would not
 * matter which value is whose.
 *
 * Shapes: `first` and `second` `[samples]`. Signs of the differences are flipped at random, or in every way for up to 16
 * samples; p counts the observed order itself, so it is never 0. `NaN` without samples.
 * Source: B. Phipson, G. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010).
 *
 * @example
 * pairedPermutation([1, 1, 1], [0, 0, 0]) // → { difference: 1, pValue: 0.25, exact: true }
 */
export function pairedPermutation(
  first: Scores,
  second: Scores,
  { permutations = 10_000, seed = 0 }: PermutationOptions = {},
): PermutationResult {
  requireEqualLength('pairedPermutation', { first, second });
  require(Number.isInteger(permutations) &&
    permutations > 0, 'pairedPermutation', `a positive whole number of permutations, got ${permutations}`);
  const a = toFloats('pairedPermutation', 'first', first);
  const b = toFloats('pairedPermutation', 'second', second);
  const differences = Float64Array.from(a, (value, i) => value - b[i]);
  const moving = differences.filter((difference) => difference !== 0);
  const difference = mean(differences);
  const exact = moving.length <= EXACT_SAMPLES;
  if (differences.length === 0) return { difference, pValue: Number.NaN, exact };
  const observed = Math.abs(sumWithSigns(moving, () => 1));
  // Sums of the same terms in another order may differ in the last digits; such a sum is as extreme, not less.
  const reach = observed - 1e-12 * moving.reduce((sum, value) => sum + Math.abs(value), 0);
  if (exact) {
    const all = 2 ** moving.length;
    let extreme = 0;
    for (let signs = 0; signs < all; signs++) if (Math.abs(sumWithSigns(moving, (i) => (signs >> i) & 1)) >= reach) extreme++;
    return { difference, pValue: extreme / all, exact };
  }
  const random = randomBits(seed);
  let extreme = 1;
  for (let permutation = 0; permutation < permutations; permutation++) {
    let bits = 0;
    const sum = sumWithSigns(moving, (i) => {
      bits = i % 32 === 0 ? random() : bits >>> 1;
      return bits & 1;
    });
    if (Math.abs(sum) >= reach) extreme++;
  }
  return { difference, pValue: extreme / (permutations + 1), exact };
}

function sumWithSigns(values: Float64Array, keep: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += keep(i) ? values[i] : -values[i];
  return sum;
}
