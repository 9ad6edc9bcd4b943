import { type Floats, type Scores, MetricInputError, require, requireEqualLength, toFloats } from '../input.ts';

const BLOCK = 1024;

/**
 * The weighted mean of several models' scores; with equal weights, the plain mean.
 *
 * Shapes: `members` are score arrays of one shape, `weights` one per member, not negative, not all zero; they are divided by
 * their sum. float32 if every member is, else float64. Weight on one member alone gives its scores unchanged, and so
 * does fusing a model with itself, to the last bit. `out` takes the result if given (same length and type).
 *
 * @example
 * fuseScores([[0.2, 0.8], [0.6, 0.6]], [1, 3]) // → [0.5, 0.65]
 */
export function fuseScores(members: readonly Scores[], weights: ArrayLike<number>, out?: Floats): Floats {
  require(members.length > 0, 'fuseScores', 'at least one member, got none');
  const scores = members.map((member) => toFloats('fuseScores', 'scores', member));
  for (const member of scores) requireEqualLength('fuseScores', { scores: member, 'scores of the first member': scores[0] });
  const fused = out ?? emptyFusion(scores);
  requireEqualLength('fuseScores', { out: fused, scores: scores[0] });
  mixInto(fused, scores, normalizedWeights(weights, members.length));
  return fused;
}

/** Room for the fusion of these members. */
export function emptyFusion(members: readonly Floats[]): Floats {
  const length = members[0].length;
  return members.every((member) => member instanceof Float32Array) ? new Float32Array(length) : new Float64Array(length);
}

/** The weights divided by their sum; as they are if that is 1 but for rounding, so that what was normalized once stays the same. */
export function normalizedWeights(weights: ArrayLike<number>, members: number): Float64Array {
  require(weights.length === members, 'fuseScores', `one weight per member, got ${weights.length} for ${members} members`);
  let sum = 0;
  for (let m = 0; m < members; m++) {
    const weight = weights[m];
    require(weight >= 0 && weight < Infinity, 'fuseScores', `weights that are finite and not negative, got ${weight} for member ${m}`);
    sum += weight;
  }
  if (sum === 0) throw new MetricInputError('fuseScores requires a weight above 0, got only zeros');
  const isOne = Math.abs(sum - 1) <= members * 2 ** -52;
  return Float64Array.from(weights, (weight) => (isOne ? weight : weight / sum));
}

/** Writes Σ wₘ sₘ into `out`. Starts from one member and adds weighted differences, so that equal scores stay what they are. */
export function mixInto(out: Floats, members: readonly Floats[], weights: Float64Array): void {
  const { used, shares } = usedMembers(members, weights);
  if (used.length === 1) {
    out.set(used[0]);
  } else if (used.length === 2) {
    const [first, second] = used;
    const share = shares[1];
    for (let i = 0; i < out.length; i++) out[i] = first[i] + share * (second[i] - first[i]);
  } else mixMany(out, used, shares);
}

/** Block by block, so that each member is read in one go and what is between stays in the cache, unrounded. */
function mixMany(out: Floats, used: readonly Floats[], shares: Float64Array): void {
  const values = new Float64Array(BLOCK);
  const first = used[0];
  for (let start = 0; start < out.length; start += BLOCK) {
    const size = Math.min(BLOCK, out.length - start);
    for (let i = 0; i < size; i++) values[i] = first[start + i];
    for (let m = 1; m < used.length; m++) addDifferences(values, used[m], first, shares[m], start, size);
    for (let i = 0; i < size; i++) {
      const value = values[i];
      out[start + i] = value >= 0 && value <= 1 ? value : withinUnit(value, used, start + i);
    }
  }
}

function addDifferences(values: Float64Array, member: Floats, first: Floats, share: number, start: number, size: number): void {
  for (let i = 0; i < size; i++) values[i] += share * (member[start + i] - first[start + i]);
}

/** Rounding must not carry a mean of probabilities past 0 or 1. */
function withinUnit(value: number, used: readonly Floats[], at: number): number {
  for (const member of used) if (!(member[at] >= 0 && member[at] <= 1)) return value;
  return Math.min(Math.max(value, 0), 1);
}

/** The members that have a weight, and their weights. */
export function usedMembers(members: readonly Floats[], weights: Float64Array): { used: Floats[]; shares: Float64Array } {
  return { used: members.filter((_, m) => weights[m] > 0), shares: weights.filter((weight) => weight > 0) };
}

/** What `mixInto` writes at one place, before it is rounded to the type of `out`. */
export function mixedAt(used: readonly Floats[], shares: Float64Array, at: number): number {
  const base = used[0][at];
  if (used.length === 1) return base;
  if (used.length === 2) return base + shares[1] * (used[1][at] - base);
  let value = base;
  for (let m = 1; m < used.length; m++) value += shares[m] * (used[m][at] - base);
  return value >= 0 && value <= 1 ? value : withinUnit(value, used, at);
}
