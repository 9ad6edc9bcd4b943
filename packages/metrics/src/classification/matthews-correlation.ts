import type { Labels } from '../input.ts';
import { type ConfusionMatrix, type ConfusionOptions, confusionMatrix, marginals } from './confusion-matrix.ts';

/**
 * Matthews correlation coefficient: the correlation of truth and prediction, for any number of classes.
 *
 * (c·s − Σ pₖtₖ) ÷ √((s² − Σ pₖ²)(s² − Σ tₖ²)), c right of s samples, pₖ called and tₖ truly of class k. Range −1 to 1.
 * `NaN` when all truth or all predictions are of one class (scikit-learn's `matthews_corrcoef`: 0).
 * Shapes: `labels` and `predicted` `[samples]` of class indices. Source: J. Gorodkin, Comput. Biol. Chem. 28 (2004).
 *
 * @example
 * matthewsCorrelation([1, 1, 1, 0], [1, 0, 1, 1]) // → -0.3333333333333333
 */
export function matthewsCorrelation(labels: Labels, predicted: Labels, options: ConfusionOptions = {}): number {
  return matthewsCorrelationOf(confusionMatrix(labels, predicted, options));
}

/** Matthews correlation of a confusion matrix. */
export function matthewsCorrelationOf(confusion: ConfusionMatrix): number {
  const { truth, predicted, correct, total } = marginals(confusion);
  let both = correct * total;
  let ofTruth = total * total;
  let ofPredicted = total * total;
  for (let c = 0; c < truth.length; c++) {
    both -= truth[c] * predicted[c];
    ofTruth -= truth[c] * truth[c];
    ofPredicted -= predicted[c] * predicted[c];
  }
  return both / Math.sqrt(ofTruth * ofPredicted);
}
