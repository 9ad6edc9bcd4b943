import { type Scores, require } from '../input.ts';
import { type RegressionOptions, meanLoss, overOutputs } from './residuals.ts';

/**
 * Mean absolute percentage error, as a share: 0.1 is 10 %.
 *
 * |y − p| ÷ max(|y|, ε), ε = 2⁻⁵². A truth of 0 makes it enormous, as in scikit-learn's `mean_absolute_percentage_error`: use
 * another metric there. Shapes: `[samples]`, or `[samples × outputs]`. `NaN` without samples.
 *
 * @example
 * meanAbsolutePercentageError([1, 2, 4], [1, 1, 5]) // → 0.25
 */
export function meanAbsolutePercentageError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('meanAbsolutePercentageError', truth, predicted, options, (pair) =>
    meanLoss(pair, (y, p) => Math.abs(y - p) / Math.max(Math.abs(y), Number.EPSILON)),
  );
}

/**
 * Symmetric mean absolute percentage error: the mean of 2 |y − p| ÷ (|y| + |p|), as a share; 0 where both are 0.
 *
 * Range 0 to 2. Shapes as above. scikit-learn has none. Source: S. Makridakis, Int. J. Forecasting 9 (1993) 527–529.
 *
 * @example
 * symmetricMeanAbsolutePercentageError([1, 3], [1, 1]) // → 0.5
 */
export function symmetricMeanAbsolutePercentageError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('symmetricMeanAbsolutePercentageError', truth, predicted, options, (pair) =>
    meanLoss(pair, (y, p) => (y === p ? 0 : (2 * Math.abs(y - p)) / (Math.abs(y) + Math.abs(p)))),
  );
}

/**
 * Root mean squared logarithmic error: RMSE of ln(1 + value), so that ratios count rather than distances.
 *
 * Values must be above −1. Shapes as above. As scikit-learn's `root_mean_squared_log_error`.
 *
 * @example
 * rootMeanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]) // → 0.19932416558108
 */
export function rootMeanSquaredLogError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  for (const values of [truth, predicted]) {
    for (let i = 0; i < values.length; i++)
      require(values[i] > -1, 'rootMeanSquaredLogError', `values above -1, got ${values[i]} at index ${i}`);
  }
  return overOutputs('rootMeanSquaredLogError', truth, predicted, options, (pair) =>
    Math.sqrt(meanLoss(pair, (y, p) => (Math.log1p(y) - Math.log1p(p)) ** 2)),
  );
}
