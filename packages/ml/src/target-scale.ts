/**
 * Numbers to be predicted, brought to mean 0 and deviation 1: years or prices as they are would take a network thousands of steps
 * to reach, whatever their unit. Fitted on the training part alone and undone in everything that is said of the model.
 */
import type { Target } from './dataset/batch-source.ts';

/** Of each output. */
export interface TargetScale {
  readonly mean: readonly number[];
  /** 1 for an output that does not vary. */
  readonly deviation: readonly number[];
}

/** Undefined unless the target is numbers. */
export function fitTargetScale(target: Target): TargetScale | undefined {
  if (target.kind !== 'regression') return undefined;
  const { values, outputs } = target;
  const samples = values.length / outputs;
  const mean = new Array<number>(outputs).fill(0);
  const squares = new Array<number>(outputs).fill(0);
  values.forEach((value, at) => (mean[at % outputs]! += value / samples));
  values.forEach((value, at) => (squares[at % outputs]! += (value - mean[at % outputs]!) ** 2 / samples));
  return { mean, deviation: squares.map((square) => Math.sqrt(square) || 1) };
}

/** The same target in units of the scale. */
export function scaleTarget(target: Target, scale: TargetScale | undefined): Target {
  if (scale === undefined || target.kind !== 'regression') return target;
  const { outputs } = target;
  return { ...target, values: target.values.map((value, at) => (value - scale.mean[at % outputs]!) / scale.deviation[at % outputs]!) };
}

/** Predictions `[samples, outputs]` in the unit of the data. */
export function unscaleScores(scores: Float32Array<ArrayBuffer>, scale: TargetScale | undefined): Float32Array<ArrayBuffer> {
  if (scale === undefined) return scores;
  const outputs = scale.mean.length;
  return scores.map((score, at) => score * scale.deviation[at % outputs]! + scale.mean[at % outputs]!);
}

/**
 * The metrics of an epoch with absolute errors in the unit of the data. Losses stay what is minimised; with several outputs,
 * whose units differ, so do their absolute errors.
 */
export function unscaleMetrics<Metrics extends Readonly<Record<string, number>>>(
  metrics: Metrics,
  scale: TargetScale | undefined,
): Metrics {
  if (scale === undefined || scale.mean.length !== 1) return metrics;
  const entries = Object.entries(metrics).map(([name, value]) => [name, name.endsWith('mae') ? value * scale.deviation[0]! : value]);
  return Object.fromEntries(entries) as Metrics;
}
