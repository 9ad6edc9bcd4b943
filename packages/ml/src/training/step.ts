/** One step of training: a batch in, new weights in place, the loss and the logits out. Leaves no tensor behind. */
import * as tf from '@tensorflow/tfjs';
import type { BatchSource, Target } from '../dataset/batch-source.ts';
import type { Model } from '../model/build.ts';
import { readBatch } from '../model/input.ts';
import type { Random } from '../random.ts';
import { gradientsOf, trainableWeights } from './gradients.ts';
import type { Optimizer } from './optimizer.ts';
import { truthOf } from './target.ts';

export interface StepInput {
  readonly input: BatchSource;
  readonly target: Target;
  readonly rows: Uint32Array;
  readonly classWeights: Float64Array | null;
  /** For dropout. */
  readonly random: Random;
  readonly learningRate: number;
}

/** How fast the moving statistics of batch normalisation follow the batches. */
const MOVING_SHARE = 0.1;

export function createStep(model: Model, optimizer: Optimizer, { l2, clipNorm }: { l2: number; clipNorm: number | null }) {
  const trainable = trainableWeights(model);

  return async ({
    input,
    target,
    rows,
    classWeights,
    random,
    learningRate,
  }: StepInput): Promise<{ loss: number; logits: Float32Array }> => {
    const batch = await readBatch(model.plan, input, rows);
    const observed = new Map<number, tf.Tensor>();
    const observe = (index: number, statistic: tf.Tensor) => void observed.set(index, tf.keep(tf.clone(statistic)));
    const { loss, logits, gradients } = tf.tidy(() => {
      const truth = tf.tensor2d(truthOf(target, model.plan.outputs, rows), [rows.length, model.plan.outputs]);
      const weights =
        classWeights && 'labels' in target ? tf.tensor1d(Float32Array.from(rows, (row) => classWeights[target.labels[row]!]!)) : null;
      const found = gradientsOf(model, batch, truth, { weights, training: { random, observe } });
      return { ...found, gradients: clip(regularize(found.gradients)) };
    });
    const [lossValue, logitValues] = await Promise.all([loss.data(), logits.data()]);
    const numbers = { loss: lossValue[0]!, logits: logitValues as Float32Array };
    if (Number.isFinite(numbers.loss)) {
      const before = trainable.map((index) => model.weights[index]!);
      const stepped = optimizer.step(trainable, before, gradients, learningRate);
      trainable.forEach((index, position) => model.setWeight(index, stepped[position]!));
      for (const [index, statistic] of observed)
        model.setWeight(
          index,
          tf.tidy(() => tf.add(tf.mul(model.weights[index]!, 1 - MOVING_SHARE), tf.mul(statistic, MOVING_SHARE))),
        );
    }
    tf.dispose([batch.x, loss, logits, ...gradients, ...observed.values()]);
    return numbers;
  };

  /** The gradient of `l2 × Σ w²` over all kernels. */
  function regularize(gradients: tf.Tensor[]): tf.Tensor[] {
    if (l2 === 0) return gradients;
    return gradients.map((gradient, position) => {
      const index = trainable[position]!;
      return model.weightPlans[index]!.regularized ? tf.add(gradient, tf.mul(model.weights[index]!, 2 * l2)) : gradient;
    });
  }

  /** Scales all gradients together when their common norm is above the limit (Pascanu et al., 2013). */
  function clip(gradients: tf.Tensor[]): tf.Tensor[] {
    if (clipNorm === null) return gradients;
    // Not `addN`, which takes a storage buffer per gradient, and a GPU may have no more than eight.
    const norm = tf.sqrt(gradients.map((gradient) => tf.sum(tf.square(gradient))).reduce((sum, square) => tf.add(sum, square)));
    const scale = tf.minimum(1, tf.div(clipNorm, tf.add(norm, 1e-12)));
    return gradients.map((gradient) => tf.mul(gradient, scale));
  }
}
