import { meanAbsoluteError, meanSquaredError, meanStatistic, r2, rootMeanSquaredError } from '@atelier/metrics';
import type { Evaluation } from './evaluation.ts';
import { resamplingOf, withBootstrap } from './intervals.ts';
import type { ValuePredictions } from './predictions.ts';

/** Numbers: several outputs are averaged. R² is NaN when the truth does not vary. */
export function evaluateValues(predictions: ValuePredictions): Omit<Evaluation, 'computedWith'> {
  const { truth, scores, outputs, ids, task } = predictions;
  const options = { outputs };
  const resampling = resamplingOf(predictions);
  const perSample = (error: (difference: number) => number): Float64Array =>
    Float64Array.from(ids, (_, sample) => {
      let sum = 0;
      for (let output = 0; output < outputs; output++) sum += error(scores[sample * outputs + output] - truth[sample * outputs + output]);
      return sum / outputs;
    });
  const squares = meanStatistic(perSample((difference) => difference ** 2));
  const rmse = rootMeanSquaredError(truth, scores, options);
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
      withBootstrap('mae', meanAbsoluteError(truth, scores, options), ids.length, resampling, meanStatistic(perSample(Math.abs))),
      { name: 'r2', value: r2(truth, scores, options) },
    ],
    perClass: [],
    confusion: [],
    roc: [],
    precisionRecall: [],
    calibration: [],
  };
}
