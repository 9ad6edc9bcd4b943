/** Losses from logits, averaged over the batch with a weight per sample, so that no probability is ever rounded to 0 or 1 first. */
import * as tf from '@tensorflow/tfjs';
import type { Head } from '../model/plan.ts';

/**
 * Mean loss of a batch: cross-entropy for classes, binary cross-entropy for labels, squared error for numbers.
 * `logits` and `truth` are `[batch, outputs]` (truth one-hot for more than two classes), `weights` `[batch]`.
 */
export function batchLoss(head: Head, logits: tf.Tensor2D, truth: tf.Tensor2D, weights: tf.Tensor1D | null): tf.Scalar {
  const perSample =
    head.kind === 'multiclass'
      ? softmaxCrossEntropy(logits, truth)
      : head.kind === 'regression'
        ? tf.mean(tf.squaredDifference(logits, truth), 1)
        : sigmoidCrossEntropy(logits, truth);
  return tf.mean(weights ? tf.mul(perSample, weights) : perSample) as tf.Scalar;
}

/** The gradient is `softmax(logits) − truth`: three kernels instead of the dozen that the chain rule through logarithm and exponential takes. */
function softmaxCrossEntropy(logits: tf.Tensor2D, truth: tf.Tensor2D): tf.Tensor1D {
  const loss = tf.customGrad((...inputs) => {
    const [scores, save] = inputs as unknown as [tf.Tensor2D, (tensors: tf.Tensor[]) => void];
    const logarithms = tf.sub(scores, tf.logSumExp(scores, 1, true));
    save([logarithms, truth]);
    return {
      value: tf.neg(tf.sum(tf.mul(logarithms, truth), 1)),
      gradFunc: (dy, saved) => tf.mul(tf.sub(tf.exp(saved[0]!), saved[1]!), tf.expandDims(dy as tf.Tensor1D, 1)),
    };
  });
  return loss(logits) as tf.Tensor1D;
}

/** `max(x, 0) − x·y + log(1 + e^−|x|)`, averaged over the outputs; the gradient is `sigmoid(x) − y`. */
function sigmoidCrossEntropy(logits: tf.Tensor2D, truth: tf.Tensor2D): tf.Tensor1D {
  const loss = tf.customGrad((...inputs) => {
    const [scores, save] = inputs as unknown as [tf.Tensor2D, (tensors: tf.Tensor[]) => void];
    save([scores, truth]);
    const perOutput = tf.add(tf.sub(tf.relu(scores), tf.mul(scores, truth)), tf.log1p(tf.exp(tf.neg(tf.abs(scores)))));
    return {
      value: tf.mean(perOutput, 1),
      gradFunc: (dy, saved) =>
        tf.mul(tf.sub(tf.sigmoid(saved[0]!), saved[1]!), tf.div(tf.expandDims(dy as tf.Tensor1D, 1), scores.shape[1])),
    };
  });
  return loss(logits) as tf.Tensor1D;
}
