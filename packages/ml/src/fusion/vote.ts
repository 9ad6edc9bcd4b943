/**
 * The share of weight whose members call each class; where several labels are possible, each is voted on by itself. Equal
 * votes are decided by the mean score, of which a share too small to turn a vote is mixed in.
 */
export function majorityVote(
  members: readonly Float32Array[],
  weights: readonly number[],
  columns: number,
  several: boolean,
): Float64Array {
  const fused = new Float64Array(members[0].length);
  members.forEach((scores, member) => {
    for (let start = 0; start < scores.length; start += columns) {
      const row = scores.subarray(start, start + columns);
      const best = row.indexOf(Math.max(...row));
      row.forEach((score, column) => {
        const vote = (several ? score >= 0.5 : column === best) ? 1 : 0;
        fused[start + column] += weights[member] * ((1 - TIE_SHARE) * vote + TIE_SHARE * Math.min(1, Math.max(0, score)));
      });
    }
  });
  return fused;
}

const TIE_SHARE = 1e-4;
