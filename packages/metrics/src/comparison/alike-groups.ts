import { type Scores, require } from '../input.ts';

export type AlikeOptions = {
  /** Pairs with a p-value below it are different. Default 0.05. */
  alpha?: number;
};

/**
 * Groups of models that cannot be told apart: the longest runs, best to worst, in which no pair differs.
 *
 * `scores` `[models]`, higher being better; `pairs` `[models × models]` of p-values, adjusted for their number (`holm`), or
 * Nemenyi's. Each group lists model indices from the best; a model may be in two groups, or alone in one.
 * Source: the bars of J. Demšar's critical difference diagram, JMLR 7 (2006).
 *
 * @example
 * alikeGroups([0.9, 0.8, 0.5], [1, 0.3, 0.01, 0.3, 1, 0.02, 0.01, 0.02, 1]) // → [[0, 1], [2]]
 */
export function alikeGroups(scores: Scores, pairs: Scores, { alpha = 0.05 }: AlikeOptions = {}): number[][] {
  const models = scores.length;
  require(pairs.length === models * models, 'alikeGroups', `p-values of shape [${models} × ${models}], got ${pairs.length}`);
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b);
  const groups: number[][] = [];
  let covered = 0;
  for (let start = 0; start < models; start++) {
    let end = start + 1;
    while (end < models && order.slice(start, end).every((model) => pairs[model * models + order[end]] >= alpha)) end++;
    if (end <= covered) continue; // within the group before
    groups.push(order.slice(start, end));
    covered = end;
  }
  return groups;
}
