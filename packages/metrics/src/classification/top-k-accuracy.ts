import { type Labels, type Scores, type Weights, columnsOf, require, toClassIndices, toFloats, toWeights } from '../input.ts';

export type TopKOptions = { k?: number; classes?: number; sampleWeight?: Weights };

/**
 * The share of samples whose true class is among the `k` highest scores (default 2).
 *
 * Shapes: `labels` `[samples]`, `scores` `[samples × classes]`. Range 0 to 1; `NaN` without samples. Among equal scores the
 * later class ranks higher, as in scikit-learn's `top_k_accuracy_score`.
 *
 * @example
 * topKAccuracy([0, 1, 2], [0.5, 0.2, 0.2, 0.3, 0.4, 0.2, 0.2, 0.4, 0.3], { k: 2 }) // → 1
 */
export function topKAccuracy(labels: Labels, scores: Scores, options: TopKOptions = {}): number {
  const { k = 2 } = options;
  const classes = columnsOf('topKAccuracy', scores, labels.length, options.classes);
  require(classes > 1, 'topKAccuracy', `scores of at least 2 classes, got ${classes}`);
  require(Number.isInteger(k) && k > 0, 'topKAccuracy', `a positive whole k, got ${k}`);
  const truth = toClassIndices('topKAccuracy', 'labels', labels, classes);
  const values = toFloats('topKAccuracy', 'scores', scores, { infinite: true });
  const weights = toWeights('topKAccuracy', options.sampleWeight, labels.length);
  let hits = 0;
  let total = 0;
  for (let i = 0, at = 0; i < truth.length; i++, at += classes) {
    const label = truth[i];
    const score = values[at + label];
    let ahead = 0;
    for (let c = 0; c < classes; c++) if (values[at + c] > score || (values[at + c] === score && c > label)) ahead++;
    const weight = weights ? weights[i] : 1;
    if (ahead < k) hits += weight;
    total += weight;
  }
  return hits / total;
}
