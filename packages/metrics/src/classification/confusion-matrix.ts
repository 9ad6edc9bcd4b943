import { type ClassIndices, type Labels, type Weights, require, requireEqualLength, toClassIndices, toWeights } from '../input.ts';

/** How often each class was called each class. */
export type ConfusionMatrix = {
  classes: number;
  /** `[classes × classes]` row by row: `counts[truth * classes + predicted]`, a count or a sum of weights. */
  counts: Float64Array;
};

export type ConfusionOptions = {
  /** The number of classes. Left out: one more than the largest label seen. */
  classes?: number;
  sampleWeight?: Weights;
};

/**
 * The confusion matrix, from which every threshold metric of this package is read: one pass over the samples.
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices. Rows are truth, columns predictions, as in
 * scikit-learn's `confusion_matrix`.
 *
 * @example
 * confusionMatrix([0, 0, 1, 2], [0, 1, 1, 1]).counts // → [1, 1, 0, 0, 1, 0, 0, 1, 0]
 */
export function confusionMatrix(labels: Labels, predicted: Labels, options: ConfusionOptions = {}): ConfusionMatrix {
  requireEqualLength('confusionMatrix', { labels, predicted });
  const truth = toClassIndices('confusionMatrix', 'labels', labels, options.classes);
  const called = toClassIndices('confusionMatrix', 'predicted', predicted, options.classes);
  const weights = toWeights('confusionMatrix', options.sampleWeight, labels.length);
  const classes = options.classes ?? 1 + Math.max(largest(truth), largest(called));
  require(classes <= 46_340, 'confusionMatrix', `labels that are class indices, got ${classes} classes`);
  const counts = new Float64Array(classes * classes);
  if (weights) for (let i = 0; i < truth.length; i++) counts[truth[i] * classes + called[i]] += weights[i];
  else for (let i = 0; i < truth.length; i++) counts[truth[i] * classes + called[i]]++;
  return { classes, counts };
}

/**
 * The matrix as shares: of each true class (`true`: rows sum to 1), of each predicted class (`pred`), or of `all`.
 * `NaN` where a class has no sample to share (scikit-learn: 0).
 *
 * @example
 * normalizeConfusion(confusionMatrix([0, 0, 1], [0, 1, 1]), 'true') // → [0.5, 0.5, 0, 1]
 */
export function normalizeConfusion({ classes, counts }: ConfusionMatrix, by: 'true' | 'pred' | 'all'): Float64Array {
  const sums = marginals({ classes, counts });
  return counts.map((count, at) => {
    const row = Math.floor(at / classes);
    return count / (by === 'true' ? sums.truth[row] : by === 'pred' ? sums.predicted[at % classes] : sums.total);
  });
}

/**
 * Row sums (samples of each true class), column sums (samples called each class), the diagonal's sum and the total.
 *
 * @example
 * marginals(confusionMatrix([0, 0, 1], [0, 1, 1])) // → { truth: [2, 1], predicted: [1, 2], correct: 2, total: 3 }
 */
export function marginals({ classes, counts }: ConfusionMatrix): {
  truth: Float64Array;
  predicted: Float64Array;
  correct: number;
  total: number;
} {
  const truth = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let correct = 0;
  let total = 0;
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column];
      truth[row] += count;
      predicted[column] += count;
      total += count;
    }
    correct += counts[row * classes + row];
  }
  return { truth, predicted, correct, total };
}

function largest(labels: ClassIndices): number {
  let most = -1;
  for (let i = 0; i < labels.length; i++) if (labels[i] > most) most = labels[i];
  return most;
}
