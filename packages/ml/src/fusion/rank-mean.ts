/**
 * Weighted means of ranks: within each member and class, the lowest score becomes 0 and the highest 1, equal scores their
 * mean. For members whose scores are not on one scale. Ranks are found once, for any number of weights.
 */
export function rankMeans(members: readonly Float32Array[], columns: number): (weights: readonly number[]) => Float64Array {
  const ranks = members.map((scores) => ranksOf(scores, columns));
  return (weights) => weightedSum(ranks, weights);
}

/** Σ weight · values, place by place. */
export function weightedSum(members: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const fused = new Float64Array(members[0].length);
  members.forEach((values, member) => {
    const weight = weights[member];
    for (let at = 0; at < fused.length; at++) fused[at] += weight * values[at];
  });
  return fused;
}

function ranksOf(scores: Float32Array, columns: number): Float64Array {
  const ranks = new Float64Array(scores.length);
  const samples = scores.length / columns;
  for (let column = 0; column < columns; column++) {
    const scoreOf = (sample: number): number => scores[sample * columns + column];
    const order = Uint32Array.from({ length: samples }, (_, sample) => sample).sort(
      (one, other) => scoreOf(one) - scoreOf(other) || one - other,
    );
    for (let from = 0; from < samples; ) {
      let to = from + 1;
      while (to < samples && scoreOf(order[to]) === scoreOf(order[from])) to++;
      const rank = samples === 1 ? 0.5 : (from + to - 1) / 2 / (samples - 1);
      for (; from < to; from++) ranks[order[from] * columns + column] = rank;
    }
  }
  return ranks;
}
