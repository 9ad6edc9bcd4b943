// A metric with its 95 % interval where there is a closed form: what a band is drawn from, weight by weight.
import { meanAndDeviation, normalQuantile, wilsonInterval } from '@atelier/metrics';
import { measure, type Predictions } from '@atelier/ml/fusion';
import type { LabelPredictions, ValuePredictions } from './members.ts';

export interface MetricInterval {
  readonly value: number;
  /** NaN where no closed form is known: no band is better than a wrong one. */
  readonly low: number;
  readonly high: number;
}

const Z = -normalQuantile(0.025);

export function intervalOf(fused: Predictions, metric: string): MetricInterval {
  const value = measure(fused, metric);
  const [low, high] = boundsOf(fused, metric, value);
  return { value, low, high };
}

function boundsOf(fused: Predictions, metric: string, value: number): readonly [number, number] {
  if (fused.task === 'regression') return boundsOfErrors(fused, metric);
  if (metric === 'accuracy') {
    const { low, high } = wilsonInterval(Math.round(value * fused.ids.length), fused.ids.length);
    return [low, high];
  }
  if (fused.task === 'multilabel' && metric === 'hamming_loss') return boundsOfMean(labelErrors(fused));
  return [Number.NaN, Number.NaN];
}

function boundsOfErrors(fused: ValuePredictions, metric: string): readonly [number, number] {
  if (metric === 'mae') return boundsOfMean(errorsOf(fused, Math.abs));
  const square = (off: number) => off * off;
  if (metric === 'mse') return boundsOfMean(errorsOf(fused, square));
  // The root of several outputs' mean is not the mean of their roots.
  if (metric !== 'rmse' || fused.outputs > 1) return [Number.NaN, Number.NaN];
  const [low, high] = boundsOfMean(errorsOf(fused, square));
  return [Math.sqrt(low), Math.sqrt(high)];
}

function boundsOfMean(losses: Float64Array): readonly [number, number] {
  const { mean, deviation } = meanAndDeviation(losses);
  const half = (Z * deviation) / Math.sqrt(losses.length);
  return [Math.max(0, mean - half), mean + half];
}

/** One per sample: the mean over its outputs. */
function errorsOf({ scores, truth, outputs, ids }: ValuePredictions, loss: (off: number) => number): Float64Array {
  const errors = new Float64Array(ids.length);
  for (let at = 0; at < truth.length; at += 1) errors[Math.floor(at / outputs)]! += loss(scores[at]! - truth[at]!) / outputs;
  return errors;
}

/** One per sample: the share of its labels that are called wrong. */
function labelErrors({ scores, truth, classes, ids }: LabelPredictions): Float64Array {
  const errors = new Float64Array(ids.length);
  const width = classes.length;
  for (let at = 0; at < truth.length; at += 1) if (scores[at]! >= 0.5 !== (truth[at] === 1)) errors[Math.floor(at / width)]! += 1 / width;
  return errors;
}
