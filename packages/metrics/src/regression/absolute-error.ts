import type { Scores } from '../input.ts';
import { type Pair, type RegressionOptions, meanLoss, overOutputs } from './residuals.ts';

/**
 * Mean absolute error.
 *
 * Shapes: `truth` and `predicted` `[samples]`, or `[samples × outputs]`. Range 0 up, in units of the target; `NaN` without
 * samples. As scikit-learn's `mean_absolute_error`.
 *
 * @example
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.5
 */
export function meanAbsoluteError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('meanAbsoluteError', truth, predicted, options, (pair) => meanLoss(pair, (y, p) => Math.abs(y - p)));
}

/**
 * Median absolute error: half the samples are nearer. One far outlier does not move it.
 *
 * Shapes as `meanAbsoluteError`. With weights, the mean of the lower and upper weighted median, so that weight 2 is two
 * samples. As scikit-learn's `median_absolute_error`.
 *
 * @example
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.5
 */
export function medianAbsoluteError(truth: Scores, predicted: Scores, options: RegressionOptions = {}): number {
  return overOutputs('medianAbsoluteError', truth, predicted, options, medianOfErrors);
}

/**
 * The largest absolute error. Shapes as `meanAbsoluteError`; `NaN` without samples. As scikit-learn's `max_error`.
 *
 * @example
 * maxError([3, 2, 7, 1], [4, 2, 7, 1]) // → 1
 */
export function maxError(truth: Scores, predicted: Scores, options: Omit<RegressionOptions, 'sampleWeight'> = {}): number {
  return overOutputs('maxError', truth, predicted, options, ({ truth: y, predicted: p }) => {
    let worst = y.length === 0 ? Number.NaN : 0;
    for (let i = 0; i < y.length; i++) worst = Math.max(worst, Math.abs(y[i] - p[i]));
    return worst;
  });
}

function medianOfErrors({ truth, predicted, weights }: Pair): number {
  const errors = Float64Array.from(truth, (y, i) => Math.abs(y - predicted[i]));
  const kept = [...errors.keys()].filter((i) => !weights || weights[i] > 0).sort((a, b) => errors[a] - errors[b]);
  let total = 0;
  for (const i of kept) total += weights ? weights[i] : 1;
  let below = 0;
  for (let at = 0; at < kept.length; at++) {
    below += weights ? weights[kept[at]] : 1;
    if (2 * below > total) return errors[kept[at]];
    if (2 * below === total) return (errors[kept[at]] + errors[kept[at + 1]]) / 2;
  }
  return Number.NaN;
}
