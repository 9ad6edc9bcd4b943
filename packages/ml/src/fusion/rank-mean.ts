/**
 * Weighted means of ranks: within each member and class, the lowest score becomes 0 and the highest 1, equal scores their
 * mean. For members whose scores are not on one scale.
 */
export function rankMean(members: readonly Float32Array[], weights: readonly number[], columns: number): Float64Array {
  const fused = new Float64Array(members[0].length);
  members.forEach((scores, member) => {
    for (let column = 0; column < columns; column++) addRanks(fused, scores, columns, column, weights[member]);
  });
  return fused;
}

function addRanks(fused: Float64Array, scores: Float32Array, columns: number, column: number, weight: number): void {
  const samples = scores.length / columns;
  const scoreOf = (sample: number): number => scores[sample * columns + column];
  const order = Uint32Array.from({ length: samples }, (_, sample) => sample).sort(
    (one, other) => scoreOf(one) - scoreOf(other) || one - other,
  );
  for (let from = 0; from < samples; ) {
    let to = from + 1;
    while (to < samples && scoreOf(order[to]) === scoreOf(order[from])) to++;
    const rank = samples === 1 ? 0.5 : (from + to - 1) / 2 / (samples - 1);
    for (; from < to; from++) fused[order[from] * columns + column] += weight * rank;
  }
}
