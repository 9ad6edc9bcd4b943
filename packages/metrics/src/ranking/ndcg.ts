import { type Scores, type Weights, columnsOf, require, requireEqualLength, toFloats, toWeights } from '../input.ts';
import { mean } from '../sum.ts';

export type NdcgOptions = {
  /** Documents per query: the columns of both matrices. Default: all, one query. */
  documents?: number;
  /** Only the first k ranks count. Default: all. */
  k?: number;
  sampleWeight?: Weights;
};

/**
 * Normalised discounted cumulative gain: how well a ranking puts the relevant first, averaged over queries.
 *
 * Σ relevance ÷ log₂(rank + 1), divided by that of the best ranking. Shapes: `relevance` (not negative) and `scores`
 * `[queries × documents]`. Range 0 to 1. Equal scores share the mean of their relevances. A query without anything relevant
 * counts 0, as in scikit-learn's `ndcg_score`; `NaN` if that is every query.
 * Source: K. Järvelin, J. Kekäläinen, ACM TOIS 20 (2002) 422–446.
 *
 * @example
 * ndcg([10, 0, 0, 1, 5], [0.1, 0.2, 0.3, 4, 70]) // → 0.6956940443813074
 */
export function ndcg(relevance: Scores, scores: Scores, options: NdcgOptions = {}): number {
  requireEqualLength('ndcg', { relevance, scores });
  const { documents = relevance.length, k = documents } = options;
  const queries = documents === 0 ? 0 : relevance.length / documents;
  columnsOf('ndcg', relevance, queries, Math.max(documents, 1));
  require(documents === 0 || (Number.isInteger(k) && k > 0), 'ndcg', `a positive whole k, got ${k}`);
  const gains = toFloats('ndcg', 'relevance', relevance);
  const values = toFloats('ndcg', 'scores', scores);
  const weights = toWeights('ndcg', options.sampleWeight, queries);
  const negative = gains.findIndex((gain: number) => gain < 0);
  require(negative < 0, 'ndcg', `relevance of 0 or more, got ${gains[negative]} at index ${negative}`);
  const ideal = new Float64Array(queries);
  const shares = new Float64Array(queries);
  for (let q = 0; q < queries; q++) {
    const row = gains.subarray(q * documents, (q + 1) * documents);
    ideal[q] = discountedGain(row, row, k);
    shares[q] = ideal[q] === 0 ? 0 : discountedGain(row, values.subarray(q * documents, (q + 1) * documents), k) / ideal[q];
  }
  return ideal.every((gain) => gain === 0) ? Number.NaN : mean(shares, weights);
}

/** DCG of one query: each group of equal scores earns its mean relevance at each of its ranks. */
function discountedGain(relevance: Float32Array | Float64Array, scores: Float32Array | Float64Array, k: number): number {
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
  let gain = 0;
  for (let start = 0; start < Math.min(order.length, k); ) {
    let total = 0;
    let discounts = 0;
    let end = start;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      total += relevance[order[end]];
      if (end < k) discounts += 1 / Math.log2(end + 2);
    }
    gain += (total / (end - start)) * discounts;
    start = end;
  }
  return gain;
}
