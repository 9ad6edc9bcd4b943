import { type Labels, type Weights, columnsOf } from '../input.ts';
import { decisionCounts } from './average.ts';
import { type ConfusionMatrix, type ConfusionOptions, confusionMatrix, marginals } from './confusion-matrix.ts';

/**
 * The share of samples called right.
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices. Range 0 to 1; `NaN` without samples. As scikit-learn's
 * `accuracy_score`.
 *
 * @example
 * accuracy([0, 1, 2, 2], [0, 1, 1, 2]) // → 0.75
 */
export function accuracy(labels: Labels, predicted: Labels, options: ConfusionOptions = {}): number {
  return accuracyOf(confusionMatrix(labels, predicted, options));
}

/** Accuracy of a confusion matrix. */
export function accuracyOf(confusion: ConfusionMatrix): number {
  const { correct, total } = marginals(confusion);
  return correct / total;
}

export type MultilabelAccuracyOptions = { classes: number; sampleWeight?: Weights };

/**
 * Subset accuracy: the share of samples of which every label is right.
 *
 * Shapes: `labels` and `predicted` `[samples × classes]` of 0 and 1. As `accuracy_score` of indicator matrices.
 *
 * @example
 * multilabelAccuracy([1, 0, 1, 1], [1, 0, 0, 1], { classes: 2 }) // → 0.5
 */
export function multilabelAccuracy(labels: Labels, predicted: Labels, options: MultilabelAccuracyOptions): number {
  columnsOf('multilabelAccuracy', labels, labels.length / options.classes, options.classes);
  const counts = decisionCounts('multilabelAccuracy', labels, predicted, { ...options, multilabel: true, average: 'samples' });
  let right = 0;
  let total = 0;
  for (let i = 0; i < counts.share.length; i++) {
    total += counts.share[i];
    if (counts.falsePositives[i] === 0 && counts.falseNegatives[i] === 0) right += counts.share[i];
  }
  return right / total;
}
