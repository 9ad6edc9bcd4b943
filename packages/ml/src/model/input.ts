/** From rows of a view to the tensor that a model wants. */
import * as tf from '@tensorflow/tfjs';
import type { BatchSource } from '../dataset/batch-source.ts';
import type { Batch } from './build.ts';
import type { InputSpec, ModelPlan } from './plan.ts';

/** What a plan needs to know of a view. */
export function inputSpec(source: BatchSource): InputSpec {
  return { kind: source.kind, shape: source.shape, ...(source.vocabulary === undefined ? {} : { vocabulary: source.vocabulary }) };
}

/** Reads the given rows as one batch. The caller disposes `x`. */
export async function readBatch(plan: ModelPlan, source: BatchSource, rows: Uint32Array): Promise<Batch> {
  const width = source.shape.reduce((product, side) => product * side, 1);
  const values = source.kind === 'token' ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
  await source.read(rows, values);
  if (!plan.layers.some((layer) => layer.operation.type === 'recurrent')) {
    return {
      x: tf.tensor(values, [rows.length, ...source.shape], source.kind === 'token' ? 'int32' : 'float32'),
      size: rows.length,
      lengths: new Int32Array(0),
    };
  }
  const lengths = Int32Array.from(rows, (row) => source.lengths?.[row] ?? source.shape[0]!);
  return { x: timeMajor(values, lengths, source), size: rows.length, lengths };
}

/** `[batch, steps, …]` → `[longest, batch, …]`: steps that are padding in every sample are not computed at all. */
function timeMajor(values: Float32Array | Int32Array, lengths: Int32Array, source: BatchSource): tf.Tensor {
  const [steps, features = 1] = source.shape as [number, number?];
  const batch = lengths.length;
  const longest = stepsFor(lengths, steps);
  const turned = source.kind === 'token' ? new Int32Array(longest * batch) : new Float32Array(longest * batch * features);
  for (let sample = 0; sample < batch; sample++) {
    for (let step = 0; step < longest; step++) {
      const from = (sample * steps + step) * features;
      const to = (step * batch + sample) * features;
      for (let feature = 0; feature < features; feature++) turned[to + feature] = values[from + feature]!;
    }
  }
  return source.kind === 'token' ? tf.tensor(turned, [longest, batch], 'int32') : tf.tensor(turned, [longest, batch, features], 'float32');
}

/** WebGPU keeps the memory of every length that it has met, so there lengths come in sixteens. */
function stepsFor(lengths: Int32Array, steps: number): number {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
  return tf.getBackend() === 'webgpu' ? Math.min(steps, 16 * Math.ceil(longest / 16)) : longest;
}
