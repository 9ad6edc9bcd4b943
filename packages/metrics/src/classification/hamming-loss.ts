import { type Labels, type Weights, columnsOf, requireEqualLength, toClassIndices, toWeights } from '../input.ts';

export type HammingOptions = {
  /** The number of labels per sample; 1 (plain classes) when left out. */
  classes?: number;
  sampleWeight?: Weights;
};

/**
 * Hamming loss: the share of wrong labels.
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1. Range 0 to 1; `NaN`
 * without samples. As scikit-learn's `hamming_loss`.
 *
 * @example
 * hammingLoss([0, 1, 1, 1], [0, 0, 0, 1], { classes: 2 }) // → 0.5
 */
export function hammingLoss(labels: Labels, predicted: Labels, options: HammingOptions = {}): number {
  const { classes = 1 } = options;
  requireEqualLength('hammingLoss', { labels, predicted });
  columnsOf('hammingLoss', labels, labels.length / classes, classes);
  const truth = toClassIndices('hammingLoss', 'labels', labels);
  const called = toClassIndices('hammingLoss', 'predicted', predicted);
  const weights = toWeights('hammingLoss', options.sampleWeight, labels.length / classes);
  let wrong = 0;
  let total = 0;
  for (let i = 0; i < truth.length; i++) {
    const weight = weights ? weights[Math.floor(i / classes)] : 1;
    total += weight;
    if (truth[i] !== called[i]) wrong += weight;
  }
  return wrong / total;
}
