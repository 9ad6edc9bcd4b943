import { weightedSum } from './rank-mean.ts';

/** Mixed in of the scores: too little to turn a vote. */
const TIE_SHARE = 1e-4;

/**
 * The share of weight whose members call each class; where several labels are possible, each is voted on by itself. Equal
 * votes are decided by the mean score, of which a share too small to turn a vote is mixed in. Votes are counted once, for
 * any number of weights.
 */
export function majorityVotes(
  members: readonly Float32Array[],
  columns: number,
  several: boolean,
): (weights: readonly number[]) => Float64Array {
  const votes = members.map((scores) => votesOf(scores, columns, several));
  return (weights) => weightedSum(votes, weights);
}

function votesOf(scores: Float32Array, columns: number, several: boolean): Float64Array {
  const votes = new Float64Array(scores.length);
  for (let start = 0; start < scores.length; start += columns) {
    let best = start;
    for (let at = start + 1; at < start + columns; at++) if (scores[at] > scores[best]) best = at;
    for (let at = start; at < start + columns; at++) {
      const vote = (several ? scores[at] >= 0.5 : at === best) ? 1 : 0;
      votes[at] = (1 - TIE_SHARE) * vote + TIE_SHARE * Math.min(1, Math.max(0, scores[at]));
    }
  }
  return votes;
}
