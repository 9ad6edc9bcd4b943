/** A model that runs: a plan, its weights as tensors, and the pass from a batch to its logits. */
import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';
import { convolve, convolveAndPool, dense, maxPool, normalizeBatch, rectify } from '../tensors/layers.ts';
import { poolSteps, recurrentSequence, reverseSequences } from '../tensors/sequences.ts';
import { initialWeights, type WeightValues } from './initial-weights.ts';
import type { LayerPlan, ModelPlan, WeightPlan } from './plan.ts';

export interface Model {
  readonly plan: ModelPlan;
  /** The plan of each weight, in order. */
  readonly weightPlans: readonly WeightPlan[];
  /** The tensors, in the same order. Replace one with `setWeight`. */
  readonly weights: readonly tf.Tensor[];
  /** Takes over the tensor and disposes the one that was there. */
  setWeight(index: number, tensor: tf.Tensor): void;
  /** The numbers as plain arrays, copied. A promise, because a GPU is not read at once. */
  weightValues(): Promise<WeightValues>;
  /** Logits `[batch, outputs]`. Pass `weights` to differentiate by them; by default the model's own. */
  forward(batch: Batch, pass?: Pass): tf.Tensor2D;
  dispose(): void;
}

/** One batch in the layout that the model wants: sequences time-major and cut to the longest of them, see `input.ts`. */
export interface Batch {
  readonly x: tf.Tensor;
  readonly size: number;
  /** Valid steps of each sample; empty where samples are no sequences. */
  readonly lengths: Int32Array;
}

export interface Pass {
  readonly weights?: readonly tf.Tensor[];
  /** Given in training: dropout draws from `random`, and batch normalisation uses the batch's statistics and tells them to `observe`. */
  readonly training?: { readonly random: Random; observe(weightIndex: number, statistic: tf.Tensor): void };
}

/** Builds a model with seeded initial weights, or with the given ones. Throws a `RangeError` when those do not fit the plan. */
export function buildModel(plan: ModelPlan, start: Random | WeightValues): Model {
  const weightPlans = plan.layers.flatMap((layer) => layer.weights);
  const values = 'uniform' in start ? initialWeights(plan, start) : start;
  checkFit(weightPlans, values);
  const weights = values.map((weight) => tf.keep(tf.tensor(weight.values, [...weight.shape], 'float32')));
  const offsets = plan.layers.reduce<number[]>((sums, layer) => [...sums, sums.at(-1)! + layer.weights.length], [0]);

  function forward(batch: Batch, pass: Pass = {}): tf.Tensor2D {
    return tf.tidy(() => {
      const all = pass.weights ?? weights;
      let x = batch.x;
      let first = true;
      for (let index = 0; index < plan.layers.length; index++) {
        const layer = plan.layers[index]!;
        const offset = offsets[index]!;
        const own = all.slice(offset, offset + layer.weights.length);
        const pooling = poolingAfter(plan.layers, index);
        const surroundings = { batch, pass, offset, inputGradient: !first };
        x = pooling === null ? applyLayer(layer, x, own, surroundings) : applyPooledConvolution(layer, pooling, x, own, !first);
        if (pooling !== null) index++;
        // Only where something before it learns is the gradient by a layer's input wanted.
        if (layer.weights.some((weight) => weight.trainable)) first = false;
      }
      return x as tf.Tensor2D;
    });
  }

  return {
    plan,
    weightPlans,
    weights,
    setWeight(index, tensor) {
      const before = weights[index]!;
      weights[index] = tf.keep(tensor);
      before.dispose();
    },
    weightValues: () =>
      Promise.all(
        weights.map(async (tensor, index) => {
          const { name, shape } = weightPlans[index]!;
          return { name, shape, values: new Float32Array(await tensor.data()) };
        }),
      ),
    forward,
    dispose: () => tf.dispose(weights),
  };
}

interface Surroundings {
  readonly batch: Batch;
  readonly pass: Pass;
  /** Index of the layer's first weight among all. */
  readonly offset: number;
  readonly inputGradient: boolean;
}

/** The window of a pooling that follows a convolution with ReLU at once, which run as one; null otherwise. */
function poolingAfter(layers: readonly LayerPlan[], index: number): number | null {
  const [operation, next] = [layers[index]!.operation, layers[index + 1]?.operation];
  return operation.type === 'convolution' && operation.relu && next?.type === 'max-pool' ? next.size : null;
}

function applyPooledConvolution(
  { operation }: LayerPlan,
  size: number,
  x: tf.Tensor,
  [kernel, bias]: readonly tf.Tensor[],
  inputGradient: boolean,
): tf.Tensor {
  const { padding } = operation as Extract<LayerPlan['operation'], { type: 'convolution' }>;
  return convolveAndPool(x as tf.Tensor4D, kernel as tf.Tensor4D, bias as tf.Tensor1D, padding, { size, inputGradient });
}

function applyLayer(
  layer: LayerPlan,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
  { batch, pass, offset, inputGradient }: Surroundings,
): tf.Tensor {
  const { operation } = layer;
  switch (operation.type) {
    case 'convolution':
      return convolve(x as tf.Tensor4D, weights[0] as tf.Tensor4D, weights[1] as tf.Tensor1D, operation.padding, {
        relu: operation.relu,
        inputGradient,
      });
    case 'batch-normalization': {
      const [gamma, beta, mean, variance] = weights as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      const observe = pass.training?.observe;
      return normalizeBatch(
        x as tf.Tensor4D,
        { gamma, beta, mean, variance },
        observe ? (batchMean, batchVariance) => (observe(offset + 2, batchMean), observe(offset + 3, batchVariance)) : null,
      );
    }
    case 'relu':
      return rectify(x);
    case 'max-pool':
      return maxPool(x as tf.Tensor4D, operation.size);
    case 'global-mean':
      return tf.mean(x, [1, 2]);
    case 'flatten':
      return tf.reshape(x, [batch.size, -1]);
    case 'embedding': {
      const rows = tf.gather(weights[0] as tf.Tensor2D, tf.reshape(x, [-1]) as tf.Tensor1D);
      return tf.reshape(rows, [...x.shape, layer.outputShape[1]!]);
    }
    case 'recurrent':
      return applyRecurrent(operation, x as tf.Tensor3D, weights, batch.lengths);
    case 'pool-steps':
      return applyPooling(operation, x as tf.Tensor3D, batch.lengths);
    case 'dense':
      return dense(x as tf.Tensor2D, weights[0] as tf.Tensor2D, weights[1] as tf.Tensor1D, { relu: operation.relu, inputGradient });
    case 'dropout':
      return pass.training ? tf.mul(x, dropoutMask(x.shape, operation.rate, pass.training.random)) : x;
  }
}

type RecurrentOperation = Extract<LayerPlan['operation'], { type: 'recurrent' }>;
type PoolingOperation = Extract<LayerPlan['operation'], { type: 'pool-steps' }>;

/** The backward direction reads each sequence from its end, and its outputs are put back into the order of steps. */
function applyRecurrent(
  { cell, bidirectional }: RecurrentOperation,
  x: tf.Tensor3D,
  weights: readonly tf.Tensor[],
  lengths: Int32Array,
): tf.Tensor3D {
  const direction = (from: number) => ({
    kernel: weights[from] as tf.Tensor2D,
    recurrent: weights[from + 1] as tf.Tensor2D,
    bias: weights[from + 2] as tf.Tensor1D,
  });
  const forward = recurrentSequence(cell, x, direction(0));
  if (!bidirectional) return forward;
  const backward = reverseSequences(recurrentSequence(cell, reverseSequences(x, lengths), direction(3)), lengths);
  return tf.concat([forward, backward], 2);
}

/** The last state of the backward direction is the one that has read the sequence down to its first step. */
function applyPooling({ how, directions }: PoolingOperation, x: tf.Tensor3D, lengths: Int32Array): tf.Tensor2D {
  if (how !== 'last' || directions === 1) return poolSteps(x, lengths, how);
  const [forward, backward] = tf.split(x, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  return tf.concat(
    [
      poolSteps(forward, lengths, 'last'),
      poolSteps(
        backward,
        lengths.map((length) => Math.min(1, length)),
        'last',
      ),
    ],
    1,
  );
}

/** Kept units are scaled up by 1 / (1 − rate), so that nothing has to change when training is over. */
function dropoutMask(shape: readonly number[], rate: number, random: Random): tf.Tensor {
  const threshold = rate * 2 ** 32;
  const mask = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let i = 0; i < mask.length; i++) mask[i] = random.uint32() < threshold ? 0 : 1 / (1 - rate);
  return tf.tensor(mask, [...shape]);
}

function checkFit(plans: readonly WeightPlan[], values: WeightValues): void {
  if (plans.length !== values.length) throw new RangeError(`buildModel requires ${plans.length} weights, got ${values.length}`);
  plans.forEach((plan, index) => {
    const weight = values[index]!;
    if (weight.name !== plan.name || weight.shape.join() !== plan.shape.join()) {
      throw new RangeError(
        `buildModel requires weight ${index} to be ${plan.name} [${plan.shape.join(', ')}], got ${weight.name} [${weight.shape.join(', ')}]`,
      );
    }
  });
}
