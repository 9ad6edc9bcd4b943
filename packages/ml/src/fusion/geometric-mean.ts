/** Below this a probability says "never", which one member alone must not decide. */
const SMALLEST = 1e-7;

/**
 * Weighted means of logarithms, scaled so that the classes of a sample sum to 1 (`columns` of 1: each score against its
 * complement). Also called logarithmic opinion pool (Genest and Zidek, 1986). Scores must be probabilities. Logarithms are
 * taken once, for any number of weights.
 */
export function geometricMeans(members: readonly Float32Array[], columns: number): (weights: readonly number[]) => Float64Array {
  const logarithms = members.map((scores) => logarithmsOf(scores, (score) => score));
  const complements = columns === 1 ? members.map((scores) => logarithmsOf(scores, (score) => 1 - score)) : [];
  return (weights) => {
    const fused = new Float64Array(members[0].length);
    for (let start = 0; start < fused.length; start += columns) {
      let total = columns === 1 ? power(complements, weights, start) : 0;
      for (let at = start; at < start + columns; at++) {
        fused[at] = power(logarithms, weights, at);
        total += fused[at];
      }
      for (let at = start; at < start + columns; at++) fused[at] /= total;
    }
    return fused;
  };
}

function logarithmsOf(scores: Float32Array, of: (score: number) => number): Float64Array {
  const logarithms = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at++) logarithms[at] = Math.log(Math.min(1, Math.max(SMALLEST, of(scores[at]))));
  return logarithms;
}

function power(logarithms: readonly Float64Array[], weights: readonly number[], at: number): number {
  let sum = 0;
  for (let member = 0; member < logarithms.length; member++) sum += weights[member] * logarithms[member][at];
  return Math.exp(sum);
}
