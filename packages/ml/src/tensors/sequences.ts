/**
 * Recurrent layers over whole sequences, time-major `[steps, batch, features]`. Sequences are padded at the end and carry their lengths:
 * what a forward layer computes in the padding reaches no valid step, a backward layer reverses each sequence within its own length first, and
 * pooling looks at valid steps only. So a sequence ends where it ends without any mask inside the kernels.
 */
import * as tf from '@tensorflow/tfjs';
import { kernelCall } from './layers.ts';

export interface RecurrentWeights {
  /** `[features, gates × units]`, gates in Keras's order: LSTM i f c o, GRU z r h. */
  readonly kernel: tf.Tensor2D;
  /** `[units, gates × units]`. */
  readonly recurrent: tf.Tensor2D;
  /** `[gates × units]`. */
  readonly bias: tf.Tensor1D;
}

/**
 * One recurrent layer: `[steps, batch, features]` → `[steps, batch, units]`, sigmoid gates and tanh, states starting at zero, equal to Keras's LSTM
 * and to its GRU with `reset_after=False`. Runs as one fused kernel forward and one backward where the backend has them:
 * `LstmSequence { x, kernel, recurrent, bias } → [outputs, …kept]`, and `LstmSequenceGradient`, which is handed all of these and `dy`.
 */
export function recurrentSequence(cell: 'lstm' | 'gru', x: tf.Tensor3D, weights: RecurrentWeights): tf.Tensor3D {
  const name = cell === 'lstm' ? 'LstmSequence' : 'GruSequence';
  if (!tf.getKernel(name, tf.getBackend())) return stepByStep(cell, x, weights);
  const layer = tf.customGrad((...inputs) => {
    const [input, kernel, recurrent, bias, save] = inputs as unknown as [
      tf.Tensor3D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      (tensors: tf.Tensor[]) => void,
    ];
    const [outputs, ...kept] = kernelCall<tf.Tensor[]>(name, { x: input, kernel, recurrent, bias }) as [tf.Tensor3D, ...tf.Tensor[]];
    save([input, kernel, recurrent, bias, outputs, ...kept]);
    return {
      value: outputs,
      gradFunc: (dy, saved) => {
        const [x, kernel, recurrent, bias, outputs, ...kept] = saved as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          ...tf.Tensor[],
        ];
        const named = Object.fromEntries(kept.map((tensor, index) => [`kept${index}`, tensor]));
        return kernelCall<tf.Tensor[]>(`${name}Gradient`, { x, kernel, recurrent, bias, outputs, ...named, dy: dy as tf.Tensor });
      },
    };
  });
  return layer(x, weights.kernel, weights.recurrent, weights.bias) as tf.Tensor3D;
}

/** Reverses each sequence within its own length; the padding stays where it is. Its own inverse, and its own gradient. */
export function reverseSequences(x: tf.Tensor3D, lengths: Int32Array): tf.Tensor3D {
  const [steps, batch, features] = x.shape;
  const order = new Int32Array(steps * batch);
  for (let step = 0; step < steps; step++) {
    for (let sample = 0; sample < batch; sample++) {
      const length = lengths[sample]!;
      order[step * batch + sample] = (step < length ? length - 1 - step : step) * batch + sample;
    }
  }
  const reverse = (tensor: tf.Tensor3D): tf.Tensor3D =>
    tf.tidy(() =>
      tf.reshape(tf.gather(tf.reshape(tensor, [steps * batch, features]), tf.tensor1d(order, 'int32')), [steps, batch, features]),
    );
  return tf.customGrad((...inputs) => ({ value: reverse(inputs[0] as tf.Tensor3D), gradFunc: (dy) => reverse(dy as tf.Tensor3D) }))(
    x,
  ) as tf.Tensor3D;
}

/** The valid steps of each sequence as one vector `[batch, features]`: the last one, their mean or their maximum. */
export function poolSteps(x: tf.Tensor3D, lengths: Int32Array, how: 'last' | 'mean' | 'max'): tf.Tensor2D {
  const [steps, batch, features] = x.shape;
  if (how === 'last')
    return pickSteps(
      x,
      lengths.map((length) => Math.max(0, length - 1)),
    );
  const valid = new Float32Array(steps * batch);
  for (let step = 0; step < steps; step++)
    for (let sample = 0; sample < batch; sample++) valid[step * batch + sample] = step < lengths[sample]! ? 1 : 0;
  if (how === 'max')
    return tf.max(
      tf.add(
        x,
        tf.tensor3d(
          valid.map((one) => (one ? 0 : -1e30)),
          [steps, batch, 1],
        ),
      ),
      0,
    ) as tf.Tensor2D;
  const share = valid.map((one, at) => one / Math.max(1, lengths[at % batch]!));
  return tf.reshape(tf.sum(tf.mul(x, tf.tensor3d(share, [steps, batch, 1])), 0), [batch, features]);
}

/** Step `which[sample]` of each sequence. The gradient is written, not summed: each row is picked once. */
function pickSteps(x: tf.Tensor3D, which: Int32Array): tf.Tensor2D {
  const [steps, batch, features] = x.shape;
  const rows = which.map((step, sample) => step * batch + sample);
  return tf.gather(tf.reshape(x, [steps * batch, features]), tf.tensor1d(rows, 'int32')) as tf.Tensor2D;
}

/** The same from TensorFlow.js's own operators, for backends without a fused kernel: right, and slow. */
function stepByStep(cell: 'lstm' | 'gru', x: tf.Tensor3D, { kernel, recurrent, bias }: RecurrentWeights): tf.Tensor3D {
  const [steps, batch, features] = x.shape;
  const units = recurrent.shape[0];
  const projected = tf.unstack(
    tf.reshape(tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel), bias), [steps, batch, -1]),
  ) as tf.Tensor2D[];
  let state = tf.zeros([batch, units]) as tf.Tensor2D;
  let memory = state;
  const outputs = projected.map((input) => {
    if (cell === 'lstm') {
      const [i, f, c, o] = tf.split(tf.add(input, tf.matMul(state, recurrent)), 4, 1) as [
        tf.Tensor2D,
        tf.Tensor2D,
        tf.Tensor2D,
        tf.Tensor2D,
      ];
      memory = tf.add(tf.mul(tf.sigmoid(f), memory), tf.mul(tf.sigmoid(i), tf.tanh(c)));
      state = tf.mul(tf.sigmoid(o), tf.tanh(memory));
    } else {
      const [gateKernel, candidateKernel] = tf.split(recurrent, [2 * units, units], 1) as [tf.Tensor2D, tf.Tensor2D];
      const [gateInput, candidateInput] = tf.split(input, [2 * units, units], 1) as [tf.Tensor2D, tf.Tensor2D];
      const [update, reset] = tf.split(tf.sigmoid(tf.add(gateInput, tf.matMul(state, gateKernel))), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
      const candidate = tf.tanh(tf.add(candidateInput, tf.matMul(tf.mul(reset, state), candidateKernel)));
      state = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), candidate));
    }
    return state;
  });
  return tf.stack(outputs) as tf.Tensor3D;
}
