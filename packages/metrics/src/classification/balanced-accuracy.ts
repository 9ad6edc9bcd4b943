import type { Labels } from '../input.ts';
import { mean } from '../sum.ts';
import { type ConfusionMatrix, type ConfusionOptions, confusionMatrix, marginals } from './confusion-matrix.ts';

export type BalancedAccuracyOptions = ConfusionOptions & {
  /** Rescale so that chance is 0 and perfection 1. Default false. */
  adjusted?: boolean;
};

/**
 * The mean recall of the classes: accuracy as if all classes were of one size.
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices. Range 0 to 1. Classes without samples are left out, as in
 * scikit-learn's `balanced_accuracy_score`; `NaN` without samples. Source: K. Brodersen et al., ICPR 2010.
 *
 * @example
 * balancedAccuracy([0, 0, 0, 1], [0, 0, 0, 0]) // → 0.5
 */
export function balancedAccuracy(labels: Labels, predicted: Labels, options: BalancedAccuracyOptions = {}): number {
  return balancedAccuracyOf(confusionMatrix(labels, predicted, options), options);
}

/** Balanced accuracy of a confusion matrix. */
export function balancedAccuracyOf(
  confusion: ConfusionMatrix,
  { adjusted = false }: Pick<BalancedAccuracyOptions, 'adjusted'> = {},
): number {
  const { classes, counts } = confusion;
  const recalls: number[] = [];
  marginals(confusion).truth.forEach((size, c) => {
    if (size > 0) recalls.push(counts[c * classes + c] / size);
  });
  const chance = 1 / recalls.length;
  return adjusted ? (mean(recalls) - chance) / (1 - chance) : mean(recalls);
}
