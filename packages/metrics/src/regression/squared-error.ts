import type { Scores } from '../input.ts';
import { type RegressionOptions, meanLoss, overOutputs } from './residuals.ts';

/**
 * Mean squared error.
 *
 * Shapes: `truth` and `predicted` `[samples]`, or `[samples × outputs]`. Range 0 up, in squared units of the target; `NaN`
 * without samples. As scikit-learn's `mean_squared_error`.
 *
 * @example
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.375
 */
export function meanSquaredError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('meanSquaredError', truth, predicted, options, (pair) => meanLoss(pair, (y, p) => (y - p) ** 2));
}

/**
 * Root mean squared error, in units of the target. Of several outputs the mean of their roots, as scikit-learn's
 * `root_mean_squared_error`. Shapes as `meanSquaredError`.
 *
 * @example
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.6123724356957945
 */
export function rootMeanSquaredError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('rootMeanSquaredError', truth, predicted, options, (pair) => Math.sqrt(meanLoss(pair, (y, p) => (y - p) ** 2)));
}
