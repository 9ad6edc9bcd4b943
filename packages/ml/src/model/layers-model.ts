/**
 * A trained model as an ordinary model of TensorFlow.js, in the format of Keras: what leaves this program. Recurrent layers become ordinary LSTM and GRU
 * layers with the same weights, sequences are masked where they are padded, and two classes end in one sigmoid, more in a softmax.
 */
import * as tf from '@tensorflow/tfjs';
import { NORMALIZATION_EPSILON } from '../tensors/layers.ts';
import type { WeightValues } from './initial-weights.ts';
import type { LayerPlan, ModelPlan } from './plan.ts';

/**
 * The caller saves it with any handler of TensorFlow.js and disposes it. Takes `[batch, …]` as the view gives it and returns probabilities, or numbers.
 *
 * Throws a `RangeError` for the mean or maximum over steps: the pooling layers of that format know no padding.
 */
export function toLayersModel(plan: ModelPlan, weights: WeightValues): tf.LayersModel {
  const layers = [...entrance(plan), ...plan.layers.flatMap((layer, index) => layersOf(layer, plan, index))];
  const model = tf.sequential({ layers });
  const tensors = plan.layers
    .flatMap((layer) => layer.weights)
    .map(({ name, shape }) => tf.tensor(weights.find((weight) => weight.name === name)!.values, [...shape]));
  model.setWeights(inTheirOrder(plan, tensors));
  tf.dispose(tensors);
  return model;
}

function entrance({ input, layers }: ModelPlan): tf.layers.Layer[] {
  const isSequence = layers.some(({ operation }) => operation.type === 'recurrent');
  if (isSequence && input.kind === 'float') return [tf.layers.masking({ maskValue: 0, inputShape: [...input.shape] })];
  return input.kind === 'token' ? [] : [tf.layers.inputLayer({ inputShape: [...input.shape] })];
}

function layersOf({ name, operation, outputShape, weights }: LayerPlan, plan: ModelPlan, index: number): tf.layers.Layer[] {
  switch (operation.type) {
    case 'convolution':
      return [
        tf.layers.conv2d({
          name,
          filters: outputShape[2]!,
          kernelSize: weights[0]!.shape[0]!,
          padding: operation.padding,
          activation: operation.relu ? 'relu' : 'linear',
        }),
      ];
    case 'batch-normalization':
      return [tf.layers.batchNormalization({ name, epsilon: NORMALIZATION_EPSILON })];
    case 'relu':
      return [tf.layers.reLU({ name })];
    case 'max-pool':
      return [tf.layers.maxPooling2d({ name, poolSize: operation.size })];
    case 'global-mean':
      return [tf.layers.globalAveragePooling2d({ name } as never)];
    case 'flatten':
      return [tf.layers.flatten({ name })];
    case 'embedding':
      return [
        tf.layers.embedding({
          name,
          inputDim: weights[0]!.shape[0]!,
          outputDim: outputShape[1]!,
          maskZero: true,
          inputLength: outputShape[0]!,
        }),
      ];
    case 'recurrent': {
      const options = {
        units: operation.units,
        recurrentActivation: 'sigmoid' as const,
        returnSequences: plan.layers[index + 1]!.operation.type !== 'pool-steps',
      };
      const layer = operation.cell === 'lstm' ? tf.layers.lstm({ ...options, name }) : tf.layers.gru({ ...options, name });
      return [
        operation.bidirectional
          ? tf.layers.bidirectional({ layer: layer as never, mergeMode: 'concat', name: `${name}-both-ways` })
          : layer,
      ];
    }
    case 'pool-steps':
      if (operation.how !== 'last') throw new RangeError(`toLayersModel requires pooling last, got ${operation.how}`);
      return [];
    case 'dense':
      return [
        tf.layers.dense({
          name,
          units: outputShape[0]!,
          activation: operation.relu ? 'relu' : name === 'output' ? lastActivation(plan) : 'linear',
        }),
      ];
    case 'dropout':
      return [tf.layers.dropout({ name, rate: operation.rate })];
  }
}

function lastActivation({ head }: ModelPlan): 'softmax' | 'sigmoid' | 'linear' {
  return head.kind === 'multiclass' ? 'softmax' : head.kind === 'regression' ? 'linear' : 'sigmoid';
}

/** A model of that format lists all trained weights first and the moving statistics after them. */
function inTheirOrder(plan: ModelPlan, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const plans = plan.layers.flatMap((layer) => layer.weights);
  const where = (trainable: boolean) => tensors.filter((_, index) => plans[index]!.trainable === trainable);
  return [...where(true), ...where(false)];
}
