import {
  maxError,
  meanAbsoluteError,
  meanSquaredError,
  meanStatistic,
  medianAbsoluteError,
  pearson,
  r2,
  rootMeanSquaredError,
} from '@atelier/metrics';
import type { Evaluation, OutputMetrics } from './evaluation.ts';
import { type EvaluateOptions, resamplingOf, withBootstrap } from './intervals.ts';
import type { ValuePredictions } from './predictions.ts';
import { residualHistogram, scatterPoints } from './value-figures.ts';

/** Numbers: several outputs are averaged. R² is NaN when the truth does not vary. */
export function evaluateValues(predictions: ValuePredictions, evaluateOptions: EvaluateOptions = {}): Omit<Evaluation, 'computedWith'> {
  const { truth, scores, outputs, ids, task } = predictions;
  const options = { outputs };
  const resampling = resamplingOf(predictions, evaluateOptions);
  const squares = meanStatistic(errorsOf(predictions, (difference) => difference ** 2));
  const rmse = rootMeanSquaredError(truth, scores, options);
  const columns = outputsOf(predictions);
  return {
    task,
    samples: ids.length,
    classes: [],
    metrics: [
      withBootstrap('mse', meanSquaredError(truth, scores, options), ids.length, resampling, squares),
      // With several outputs the root of their mean is not the mean of their roots: no interval is better than a wrong one.
      outputs === 1
        ? withBootstrap('rmse', rmse, ids.length, resampling, (counts) => Math.sqrt(squares(counts)))
        : { name: 'rmse', value: rmse },
      withBootstrap(
        'mae',
        meanAbsoluteError(truth, scores, options),
        ids.length,
        resampling,
        meanStatistic(errorsOf(predictions, Math.abs)),
      ),
      { name: 'median_ae', value: medianAbsoluteError(truth, scores, options) },
      { name: 'r2', value: r2(truth, scores, options) },
    ],
    perClass: [],
    confusion: [],
    roc: [],
    precisionRecall: [],
    calibration: [],
    perOutput: columns.map(metricsOf),
    scatter: columns.map(scatterPoints),
    residuals: columns.map(residualHistogram),
  };
}

/** One error per sample: the mean over its outputs. */
export function errorsOf({ scores, truth, outputs, ids }: ValuePredictions, error: (difference: number) => number): Float64Array {
  return Float64Array.from(ids, (_, sample) => {
    let sum = 0;
    for (let output = 0; output < outputs; output++) sum += error(scores[sample * outputs + output] - truth[sample * outputs + output]);
    return sum / outputs;
  });
}

/** One output by itself. */
export interface OutputColumn {
  readonly name: string;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

function outputsOf({ truth, scores, outputs, ids, names }: ValuePredictions): OutputColumn[] {
  const column = (values: ArrayLike<number>, output: number): Float64Array =>
    Float64Array.from(ids, (_, sample) => values[sample * outputs + output]);
  return Array.from({ length: outputs }, (_, output) => ({
    name: names?.[output] ?? (outputs === 1 ? 'value' : `output ${output + 1}`),
    truth: column(truth, output),
    predicted: column(scores, output),
  }));
}

function metricsOf({ name, truth, predicted }: OutputColumn): OutputMetrics {
  return {
    name,
    rmse: rootMeanSquaredError(truth, predicted),
    mae: meanAbsoluteError(truth, predicted),
    maxError: maxError(truth, predicted),
    r2: r2(truth, predicted),
    correlation: truth.length < 2 ? Number.NaN : pearson(truth, predicted),
  };
}
