import { type Scores, type Weights, requireEqualLength, toFloats } from '../input.ts';
import { type MeanAccumulator, accumulateMean } from '../mean-accumulator.ts';

/** Errors of a regression that grow batch by batch; two of them can be added. All `NaN` before the first value. */
export type RegressionAccumulator = {
  add(truth: Scores, predicted: Scores, options?: { sampleWeight?: Weights }): void;
  merge(other: RegressionAccumulator): void;
  meanSquaredError(): number;
  rootMeanSquaredError(): number;
  meanAbsoluteError(): number;
  maxError(): number;
  /** `NaN` for fewer than two samples or a constant truth. */
  r2(): number;
  /** `NaN` for fewer than two samples or a constant truth. */
  explainedVariance(): number;
  /** What is merged. */
  parts(): { truth: MeanAccumulator; errors: MeanAccumulator; absolute: MeanAccumulator; squared: MeanAccumulator; maxError: number };
};

/**
 * MSE, RMSE, MAE, R², explained variance and the largest error, without keeping the samples.
 *
 * Merged parts equal the whole to about 1e-15.
 *
 * @example
 * accumulateRegression().r2() // → NaN
 */
export function accumulateRegression(): RegressionAccumulator {
  const truthMean = accumulateMean();
  const errors = accumulateMean();
  const absolute = accumulateMean();
  const squared = accumulateMean();
  let maxError = Number.NaN;
  const explained = (unexplained: number) => (truthMean.variance() > 0 ? 1 - unexplained / truthMean.variance() : Number.NaN);
  return {
    add(truth, predicted, options = {}) {
      requireEqualLength('accumulateRegression', { truth, predicted });
      const actual = toFloats('accumulateRegression', 'truth', truth);
      const called = toFloats('accumulateRegression', 'predicted', predicted);
      const differences = Float64Array.from(actual, (y, i) => y - called[i]);
      const distances = differences.map(Math.abs);
      truthMean.add(actual, options);
      errors.add(differences, options);
      absolute.add(distances, options);
      squared.add(
        differences.map((error) => error * error),
        options,
      );
      for (const distance of distances) maxError = Math.max(Number.isNaN(maxError) ? 0 : maxError, distance);
    },
    merge(other) {
      const parts = other.parts();
      truthMean.merge(parts.truth);
      errors.merge(parts.errors);
      absolute.merge(parts.absolute);
      squared.merge(parts.squared);
      if (!(maxError >= parts.maxError) && !Number.isNaN(parts.maxError)) maxError = parts.maxError;
    },
    meanSquaredError: squared.mean,
    rootMeanSquaredError: () => Math.sqrt(squared.mean()),
    meanAbsoluteError: absolute.mean,
    maxError: () => maxError,
    r2: () => explained(squared.mean()),
    explainedVariance: () => explained(errors.variance()),
    parts: () => ({ truth: truthMean, errors, absolute, squared, maxError }),
  };
}
