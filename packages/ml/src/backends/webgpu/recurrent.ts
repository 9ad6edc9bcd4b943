/** The fused recurrent kernels of WebGPU: products before and after, and between them one program that walks the steps. */
import * as tf from '@tensorflow/tfjs';
import { compute, type WebgpuBackend } from './program.ts';
import { gruBackwardCode, gruForwardCode, lstmBackwardCode, lstmForwardCode, threadsFor } from './recurrent-programs.ts';

type Inputs = Readonly<Record<'x' | 'kernel' | 'recurrent' | 'bias', tf.Tensor>>;
type Kept = Inputs & Readonly<Record<'outputs' | 'kept0' | 'dy', tf.Tensor>>;
type Cell = 'lstm' | 'gru';

/** Gates, and the blocks of the size of the outputs that the forward program writes. */
const PARTS = { lstm: { gates: 4, blocks: 6 }, gru: { gates: 3, blocks: 4 } } as const;

export function recurrentForward(backend: WebgpuBackend, cell: Cell, { x, kernel, recurrent, bias }: Inputs): tf.Tensor[] {
  const { gates, blocks } = PARTS[cell];
  const { steps, batch, features, units, threads } = sizes(cell, x, recurrent);
  return tf.tidy(() => {
    const projected = tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel as tf.Tensor2D), bias);
    const kept = compute(
      backend,
      {
        name: `${cell}-forward-${units}-${threads}`,
        code: (cell === 'lstm' ? lstmForwardCode : gruForwardCode)(units, threads),
        inputs: { projected: tf.reshape(projected, [steps * batch, gates * units]), recurrent },
        threads,
        groups: batch,
        whole: { steps, batch },
      },
      [blocks, steps * batch * units],
    );
    return [tf.reshape(tf.slice(kept, [0, 0], [1, -1]), [steps, batch, units]), kept];
  });
}

export function recurrentBackward(
  backend: WebgpuBackend,
  cell: Cell,
  { x, kernel, recurrent, bias, outputs, kept0, dy }: Kept,
): tf.Tensor[] {
  const { gates, blocks } = PARTS[cell];
  const { steps, batch, features, units, threads } = sizes(cell, x, recurrent);
  return tf.tidy(() => {
    const byGate = compute(
      backend,
      {
        name: `${cell}-backward-${units}-${threads}`,
        code: (cell === 'lstm' ? lstmBackwardCode : gruBackwardCode)(units, threads),
        inputs: { kept: kept0, turned: tf.transpose(recurrent), dy },
        threads,
        groups: batch,
        whole: { steps, batch },
      },
      [steps * batch, gates * units],
    ) as tf.Tensor2D;
    const dx = tf.reshape(tf.matMul(byGate, kernel as tf.Tensor2D, false, true), x.shape);
    const byKernel = tf.matMul(tf.reshape(x, [steps * batch, features]), byGate, true);
    return [dx, byKernel, byRecurrent(), tf.reshape(tf.sum(byGate, 0), bias.shape)];

    /** `Σₜ hₜ₋₁ᵀ × dzₜ` over all steps at once. The candidate of a GRU has seen the state behind the reset gate. */
    function byRecurrent(): tf.Tensor {
      if (steps === 1) return tf.zeros(recurrent.shape);
      const rows = (steps - 1) * batch;
      const states = tf.slice(tf.reshape(outputs, [steps * batch, units]), [0, 0], [rows, units]);
      const later = (first: number, columns: number) => tf.slice(byGate, [batch, first], [rows, columns]);
      if (cell === 'lstm') return tf.matMul(states, later(0, 4 * units), true);
      const activations = tf.reshape(tf.slice(kept0, [1, 0], [blocks - 1, -1]), [steps * batch, 3 * units]);
      const resets = tf.slice(activations, [batch, units], [rows, units]);
      return tf.concat(
        [tf.matMul(states, later(0, 2 * units), true), tf.matMul(tf.mul(resets, states), later(2 * units, units) as tf.Tensor2D, true)],
        1,
      );
    }
  });
}

function sizes(cell: Cell, x: tf.Tensor, recurrent: tf.Tensor) {
  const [steps, batch, features] = x.shape as [number, number, number];
  const units = recurrent.shape[0]!;
  return { steps, batch, features, units, threads: threadsFor(PARTS[cell].gates * units) };
}
