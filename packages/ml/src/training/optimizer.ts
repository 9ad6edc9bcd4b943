/** Optimisers that own their state as tensors, so that it can be saved and a resumed training goes on to the bit. */
import * as tf from '@tensorflow/tfjs';
import type { TrainingConfig } from '../model/config.ts';
import { kernelCall } from '../tensors/layers.ts';

export interface Optimizer {
  /** New values for weights from their gradients. The old weights may lose their memory to the new ones and must not be read again. `indices` say which weights they are. */
  step(indices: readonly number[], weights: readonly tf.Tensor[], gradients: readonly tf.Tensor[], learningRate: number): tf.Tensor[];
  /** Steps taken, and the moments, copied. */
  state(): Promise<OptimizerState>;
  dispose(): void;
}

export interface OptimizerState {
  readonly steps: number;
  /** Per slot name (`first`, `second`) and weight index. */
  readonly slots: Readonly<Record<string, Readonly<Record<number, Float32Array<ArrayBuffer>>>>>;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const MOMENTUM = 0.9;
const DECAY = 0.9;
/** Keras's value. */
const EPSILON = 1e-7;

/** An optimiser by name, from the start or from a saved state. */
export function createOptimizer(name: TrainingConfig['optimizer'], saved?: OptimizerState): Optimizer {
  const slots = new Map<string, Map<number, tf.Tensor>>();
  let steps = saved?.steps ?? 0;

  const slot = (key: string, index: number, like: tf.Tensor): tf.Tensor => {
    const tensors = slots.get(key) ?? slots.set(key, new Map()).get(key)!;
    const found = tensors.get(index);
    if (found) return found;
    const values = saved?.slots[key]?.[index];
    const tensor = tf.keep(values ? tf.tensor(values.slice(), like.shape) : tf.zerosLike(like));
    tensors.set(index, tensor);
    return tensor;
  };
  const replace = (key: string, index: number, tensor: tf.Tensor): void => {
    slots.get(key)!.get(index)!.dispose();
    slots.get(key)!.set(index, tf.keep(tensor));
  };
  /** Moves a slot towards a value: `slot ← slot + share × (value − slot)`. */
  const follow = (key: string, index: number, value: tf.Tensor, share: number): tf.Tensor => {
    const before = slot(key, index, value);
    replace(key, index, tf.add(before, tf.mul(tf.sub(value, before), share)));
    return slots.get(key)!.get(index)!;
  };

  function adam(index: number, weights: tf.Tensor, gradient: tf.Tensor, learningRate: number): tf.Tensor {
    const rate = (learningRate * Math.sqrt(1 - BETA2 ** steps)) / (1 - BETA1 ** steps);
    if (tf.getKernel('AdamStep', tf.getBackend())) {
      const [first, second] = [slot('first', index, weights), slot('second', index, weights)];
      const [stepped, ...moments] = kernelCall<tf.Tensor[]>(
        'AdamStep',
        { weights, first, second, gradient },
        { rate, beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
      );
      replace('first', index, moments[0]!);
      replace('second', index, moments[1]!);
      return stepped!;
    }
    const first = follow('first', index, gradient, 1 - BETA1);
    const second = follow('second', index, tf.square(gradient), 1 - BETA2);
    return tf.sub(weights, tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), EPSILON)));
  }

  const rules: Record<
    TrainingConfig['optimizer'],
    (index: number, weights: tf.Tensor, gradient: tf.Tensor, learningRate: number) => tf.Tensor
  > = {
    adam,
    sgd: (_, weights, gradient, learningRate) => tf.sub(weights, tf.mul(gradient, learningRate)),
    momentum(index, weights, gradient, learningRate) {
      replace('velocity', index, tf.add(tf.mul(slot('velocity', index, weights), MOMENTUM), gradient));
      return tf.sub(weights, tf.mul(slot('velocity', index, weights), learningRate));
    },
    rmsprop(index, weights, gradient, learningRate) {
      const square = follow('square', index, tf.square(gradient), 1 - DECAY);
      return tf.sub(weights, tf.div(tf.mul(gradient, learningRate), tf.add(tf.sqrt(square), EPSILON)));
    },
  };

  return {
    step(indices, weights, gradients, learningRate) {
      steps++;
      return indices.map((index, position) => tf.tidy(() => rules[name](index, weights[position]!, gradients[position]!, learningRate)));
    },
    async state() {
      const saved: Record<string, Record<number, Float32Array<ArrayBuffer>>> = {};
      for (const [key, tensors] of slots) {
        const values = await Promise.all([...tensors.values()].map(async (tensor) => new Float32Array(await tensor.data())));
        saved[key] = Object.fromEntries([...tensors.keys()].map((index, position) => [index, values[position]!]));
      }
      return { steps, slots: saved };
    },
    dispose: () => tf.dispose([...slots.values()].flatMap((tensors) => [...tensors.values()])),
  };
}
