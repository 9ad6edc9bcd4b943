import { type Floats, type Scores, type Weights, columnsOf, require, requireEqualLength, toFloats, toWeights } from '../input.ts';
import { mean } from '../sum.ts';

export type RegressionOptions = {
  sampleWeight?: Weights;
  /** Values per sample, for `[samples × outputs]`. Default 1. */
  outputs?: number;
  /** How outputs are put together: all alike, or these weights. Default `uniform_average`. */
  multioutput?: 'uniform_average' | readonly number[];
};

/** One output's truth and prediction, both checked. */
export type Pair = { truth: Floats; predicted: Floats; weights: Float64Array | undefined };

/** Applies a measure of one output to each, and averages. Every regression metric enters through here. */
export function overOutputs(
  metric: string,
  truth: Scores,
  predicted: Scores,
  options: RegressionOptions,
  measure: (pair: Pair) => number,
): number {
  const { multioutput = 'uniform_average' } = options;
  const values = perOutput(metric, truth, predicted, options, measure);
  if (values.length === 1) return values[0];
  if (multioutput === 'uniform_average') return mean(values);
  requireEqualLength(metric, { multioutput, outputs: values });
  return mean(values, multioutput);
}

/** One value per output. */
export function perOutput(
  metric: string,
  truth: Scores,
  predicted: Scores,
  options: RegressionOptions,
  measure: (pair: Pair) => number,
): Float64Array {
  const { outputs = 1 } = options;
  requireEqualLength(metric, { truth, predicted });
  const samples = truth.length / outputs;
  require(Number.isInteger(samples), metric, `values of shape [samples × ${outputs}], got ${truth.length} values`);
  columnsOf(metric, truth, samples, outputs);
  const weights = toWeights(metric, options.sampleWeight, samples);
  const actual = toFloats(metric, 'truth', truth);
  const called = toFloats(metric, 'predicted', predicted);
  if (outputs === 1) return Float64Array.of(measure({ truth: actual, predicted: called, weights }));
  const column = (values: Floats, output: number) => Float64Array.from({ length: samples }, (_, i) => values[i * outputs + output]);
  return Float64Array.from({ length: outputs }, (_, output) =>
    measure({ truth: column(actual, output), predicted: column(called, output), weights }),
  );
}

/** The weighted mean of a loss of each sample; `NaN` without samples. */
export function meanLoss({ truth, predicted, weights }: Pair, loss: (truth: number, predicted: number) => number): number {
  const losses = new Float64Array(truth.length);
  for (let i = 0; i < losses.length; i++) losses[i] = loss(truth[i], predicted[i]);
  return mean(losses, weights);
}
