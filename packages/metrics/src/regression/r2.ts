import { type Scores, require, toFloats, toWeights } from '../input.ts';
import { compensatedSum, mean } from '../sum.ts';
import { type Pair, type RegressionOptions, meanLoss, perOutput } from './residuals.ts';

export type R2Options = Omit<RegressionOptions, 'multioutput'> & {
  /** As in the other regression metrics, or `variance_weighted`: outputs count by the variance of their truth. */
  multioutput?: 'uniform_average' | 'variance_weighted' | readonly number[];
};

/**
 * R², the coefficient of determination: 1 − Σ(y − p)² ÷ Σ(y − ȳ)².
 *
 * Shapes: `truth` and `predicted` `[samples]`, or `[samples × outputs]`. 1 is perfect, 0 no better than the mean, no lower
 * bound. `NaN` with fewer than two samples or a constant truth (scikit-learn's `r2_score`: 1 or 0).
 *
 * @example
 * r2([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.9486081370449679
 */
export function r2(truth: Scores, predicted: Scores, options: R2Options = {}): number {
  const residual = (pair: Pair) => meanLoss(pair, (y, p) => (y - p) ** 2);
  return explained('r2', truth, predicted, options, residual);
}

/**
 * R² adjusted for the number of predictors k: 1 − (1 − R²)(n − 1) ÷ (n − k − 1). `NaN` unless n > k + 1.
 *
 * @example
 * adjustedR2([3, -0.5, 2, 7], [2.5, 0, 2, 8], { predictors: 1 }) // → 0.9229122055674519
 */
export function adjustedR2(truth: Scores, predicted: Scores, { predictors, ...options }: R2Options & { predictors: number }): number {
  require(Number.isInteger(predictors) && predictors >= 0, 'adjustedR2', `a whole number of predictors, got ${predictors}`);
  const samples = truth.length / (options.outputs ?? 1);
  if (samples <= predictors + 1) return Number.NaN;
  return 1 - ((1 - r2(truth, predicted, options)) * (samples - 1)) / (samples - predictors - 1);
}

/**
 * Explained variance: 1 − Var(y − p) ÷ Var(y); R² that forgives a constant offset.
 *
 * Shapes and the undefined as `r2`. As scikit-learn's `explained_variance_score`.
 *
 * @example
 * explainedVariance([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // → 0.9571734475374732
 */
export function explainedVariance(truth: Scores, predicted: Scores, options: R2Options = {}): number {
  return explained('explainedVariance', truth, predicted, options, ({ truth: y, predicted: p, weights }) =>
    variance(
      Float64Array.from(y, (value, i) => value - p[i]),
      weights,
    ),
  );
}

function explained(metric: string, truth: Scores, predicted: Scores, options: R2Options, residual: (pair: Pair) => number): number {
  const { multioutput = 'uniform_average', ...rest } = options;
  const unexplained = perOutput(metric, truth, predicted, rest, residual);
  const total = perOutput(metric, truth, predicted, rest, ({ truth: y, weights }) => (y.length < 2 ? 0 : variance(y, weights)));
  const scores = unexplained.map((left, output) => (total[output] === 0 ? Number.NaN : 1 - left / total[output]));
  if (multioutput === 'uniform_average') return mean(scores);
  if (multioutput === 'variance_weighted') return mean(scores, total);
  require(multioutput.length ===
    scores.length, metric, `one multioutput weight per output, got ${multioutput.length} for ${scores.length}`);
  return mean(scores, toWeights(metric, multioutput, scores.length));
}

/** Mean squared distance from the mean, in two passes; exactly 0 for a constant. */
function variance(values: ArrayLike<number>, weights?: Float64Array): number {
  const floats = toFloats('variance', 'values', values as Float64Array);
  const center = floats.every((value) => value === floats[0]) ? floats[0] : mean(floats, weights);
  const squares = Float64Array.from(floats, (value) => (value - center) ** 2);
  return weights ? mean(squares, weights) : compensatedSum(squares) / squares.length;
}
