/** Below this a probability says "never", which one member alone must not decide. */
const SMALLEST = 1e-7;

/**
 * Weighted means of logarithms, scaled so that the classes of a sample sum to 1 (`columns` of 1: each score against its
 * complement). Also called logarithmic opinion pool (Genest and Zidek, 1986). Scores must be probabilities.
 */
export function geometricMean(members: readonly Float32Array[], weights: readonly number[], columns: number): Float64Array {
  const fused = new Float64Array(members[0].length);
  const power = (index: number, of: (score: number) => number): number =>
    Math.exp(
      members.reduce((sum, scores, member) => sum + weights[member] * Math.log(Math.min(1, Math.max(SMALLEST, of(scores[index])))), 0),
    );
  for (let start = 0; start < fused.length; start += columns) {
    let total = columns === 1 ? power(start, (score) => 1 - score) : 0;
    for (let index = start; index < start + columns; index++) {
      fused[index] = power(index, (score) => score);
      total += fused[index];
    }
    for (let index = start; index < start + columns; index++) fused[index] /= total;
  }
  return fused;
}
