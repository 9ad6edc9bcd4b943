import * as tf from '@tensorflow/tfjs';
import type { Batch, Model, Pass } from '../model/build.ts';
import { batchLoss } from './loss.ts';

export interface BatchGradients {
  readonly loss: tf.Scalar;
  /** `[batch, outputs]`. */
  readonly logits: tf.Tensor2D;
  /** Of the loss by each trainable weight, in the order of `trainableWeights`. */
  readonly gradients: tf.Tensor[];
}

/** Indices of the weights that follow a gradient. */
export function trainableWeights(model: Model): number[] {
  return model.weightPlans.flatMap((plan, index) => (plan.trainable ? [index] : []));
}

/**
 * The loss of a batch and its gradients by all trainable weights, in one pass through the whole model. `truth` is `[batch, outputs]`, `weights` `[batch]`.
 * The caller disposes every tensor of the result.
 */
export function gradientsOf(
  model: Model,
  batch: Batch,
  truth: tf.Tensor2D,
  { weights = null, training }: { readonly weights?: tf.Tensor1D | null; readonly training?: Pass['training'] } = {},
): BatchGradients {
  const trainable = trainableWeights(model);
  return tf.tidy(() => {
    let logits: tf.Tensor2D | undefined;
    const lossOf = (...values: tf.Tensor[]): tf.Scalar => {
      const all = [...model.weights];
      trainable.forEach((index, position) => (all[index] = values[position]!));
      const output = model.forward(batch, { weights: all, ...(training === undefined ? {} : { training }) });
      logits = tf.keep(tf.clone(output));
      return batchLoss(model.plan.head, output, truth, weights);
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(trainable.map((index) => model.weights[index]!));
    return { loss: value as tf.Scalar, logits: logits!, gradients: grads };
  });
}
