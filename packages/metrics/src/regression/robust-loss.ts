import { type Scores, require } from '../input.ts';
import { type RegressionOptions, meanLoss, overOutputs } from './residuals.ts';

/**
 * Pinball loss: what a predicted quantile is judged by. Too low costs α a unit, too high 1 − α.
 *
 * Shapes: `[samples]`, or `[samples × outputs]`; `alpha` in [0, 1], default 0.5, which is half the mean absolute error. As
 * scikit-learn's `mean_pinball_loss`. Source: R. Koenker, G. Bassett, Econometrica 46 (1978).
 *
 * @example
 * pinballLoss([1, 2, 3], [0, 2, 3], { alpha: 0.9 }) // → 0.3
 */
export function pinballLoss(
  truth: Scores,
  predicted: Scores,
  { alpha = 0.5, ...options }: RegressionOptions & { alpha?: number } = {},
): number {
  require(alpha >= 0 && alpha <= 1, 'pinballLoss', `an alpha from 0 to 1, got ${alpha}`);
  return overOutputs('pinballLoss', truth, predicted, options, (pair) =>
    meanLoss(pair, (y, p) => (y >= p ? alpha * (y - p) : (1 - alpha) * (p - y))),
  );
}

/**
 * Huber loss: half the square of errors up to δ (default 1), and linear beyond, so that outliers pull less.
 *
 * Shapes: `[samples]`, or `[samples × outputs]`. Equals SciPy's `huber(delta, error)`, averaged. Source: P. Huber, Ann. Math.
 * Stat. 35 (1964) 73–101.
 *
 * @example
 * huberLoss([0, 0], [1, 3]) // → 1.5
 */
export function huberLoss(
  truth: Scores,
  predicted: Scores,
  { delta = 1, ...options }: RegressionOptions & { delta?: number } = {},
): number {
  require(delta > 0 && delta < Infinity, 'huberLoss', `a positive finite delta, got ${delta}`);
  return overOutputs('huberLoss', truth, predicted, options, (pair) =>
    meanLoss(pair, (y, p) => {
      const error = Math.abs(y - p);
      return error <= delta ? (error * error) / 2 : delta * (error - delta / 2);
    }),
  );
}
