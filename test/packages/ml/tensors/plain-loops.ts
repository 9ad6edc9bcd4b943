/** The formulas of layers in plain loops over 64-bit numbers, and finite differences of them: what every backend's kernels are held against. */
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { Random } from '../../../../packages/ml/src/random.ts';

export interface Drawn {
  readonly shape: number[];
  readonly values: Float64Array;
}

export function drawer(random: Random): (...shape: number[]) => Drawn {
  return (...shape) => ({ shape, values: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) });
}

export function tensorOf<T extends tf.Tensor>({ shape, values }: Drawn): T {
  return tf.tensor(Float32Array.from(values), shape) as T;
}

/** Stride 1, bias and maybe ReLU. `x` `[batch, height, width, channels]`, `kernel` `[side, side, channels, filters]`. */
export function convolution(x: Drawn, kernel: Drawn, bias: Drawn, padding: 'valid' | 'same', relu: boolean): number[] {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [side, , , filters] = kernel.shape as [number, number, number, number];
  const before = padding === 'same' ? Math.floor((side - 1) / 2) : 0;
  const [outHeight, outWidth] = padding === 'same' ? [height, width] : [height - side + 1, width - side + 1];
  const out: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let r = 0; r < outHeight; r++)
      for (let c = 0; c < outWidth; c++)
        for (let f = 0; f < filters; f++) {
          let sum = bias.values[f]!;
          for (let i = 0; i < side; i++)
            for (let j = 0; j < side; j++)
              for (let k = 0; k < channels; k++) {
                const [row, column] = [r + i - before, c + j - before];
                if (row < 0 || column < 0 || row >= height || column >= width) continue;
                sum +=
                  x.values[((n * height + row) * width + column) * channels + k]! *
                  kernel.values[((i * side + j) * channels + k) * filters + f]!;
              }
          out.push(relu ? Math.max(0, sum) : sum);
        }
  return out;
}

/** `x × kernel + bias` and maybe ReLU. */
export function affine(x: Drawn, kernel: Drawn, bias: Drawn, relu: boolean): number[] {
  const [batch, inputs] = x.shape as [number, number];
  const units = kernel.shape[1]!;
  return Array.from({ length: batch * units }, (_, at) => {
    const [n, u] = [Math.floor(at / units), at % units];
    let sum = bias.values[u]!;
    for (let i = 0; i < inputs; i++) sum += x.values[n * inputs + i]! * kernel.values[i * units + u]!;
    return relu ? Math.max(0, sum) : sum;
  });
}

/** The maximum of each window of `size` × `size`; a rest at the border is left out. */
export function maximumOfWindows(x: Drawn, size: number): number[] {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const out: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let r = 0; r + size <= height; r += size)
      for (let c = 0; c + size <= width; c += size)
        for (let k = 0; k < channels; k++) {
          let most = -Infinity;
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++) most = Math.max(most, x.values[((n * height + r + i) * width + c + j) * channels + k]!);
          out.push(most);
        }
  return out;
}

export interface RecurrentOperands {
  /** `[steps, batch, features]`. */
  readonly x: Drawn;
  readonly kernel: Drawn;
  readonly recurrent: Drawn;
  readonly bias: Drawn;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** `[steps, batch, units]` as an array. Gates i, f, c, o; all states start at zero. */
export function lstm(operands: RecurrentOperands): number[] {
  return recurrence(operands, 4, ({ units, inputs, through, memory, state }) => {
    const before = state.slice();
    for (let unit = 0; unit < units; unit++) {
      const gate = (index: number) => inputs(index * units + unit) + through(before, index * units + unit);
      memory[unit] = sigmoid(gate(1)) * memory[unit]! + sigmoid(gate(0)) * Math.tanh(gate(2));
      state[unit] = sigmoid(gate(3)) * Math.tanh(memory[unit]!);
    }
  });
}

/** `[steps, batch, units]` as an array. Gates z, r, h; the reset gate acts on the state before it is multiplied. */
export function gru(operands: RecurrentOperands): number[] {
  return recurrence(operands, 3, ({ units, inputs, through, state }) => {
    const before = state.slice();
    const gate = (index: number, unit: number) => sigmoid(inputs(index * units + unit) + through(before, index * units + unit));
    const reset = before.map((value, unit) => gate(1, unit) * value);
    for (let unit = 0; unit < units; unit++) {
      const update = gate(0, unit);
      const candidate = Math.tanh(inputs(2 * units + unit) + through(reset, 2 * units + unit));
      state[unit] = update * before[unit]! + (1 - update) * candidate;
    }
  });
}

interface Cell {
  readonly units: number;
  /** The share of one gate's column that comes from the step's input, bias included. */
  inputs(column: number): number;
  /** The share that comes from a state. */
  through(state: Float64Array, column: number): number;
  readonly memory: Float64Array;
  readonly state: Float64Array;
}

function recurrence({ x, kernel, recurrent, bias }: RecurrentOperands, gates: number, step: (cell: Cell) => void): number[] {
  const [steps, batch, features] = x.shape as [number, number, number];
  const units = recurrent.shape[0]!;
  const columns = gates * units;
  const out = new Array<number>(steps * batch * units);
  for (let n = 0; n < batch; n++) {
    const [memory, state] = [new Float64Array(units), new Float64Array(units)];
    for (let t = 0; t < steps; t++) {
      step({
        units,
        memory,
        state,
        inputs(column) {
          let sum = bias.values[column]!;
          for (let f = 0; f < features; f++) sum += x.values[(t * batch + n) * features + f]! * kernel.values[f * columns + column]!;
          return sum;
        },
        through(from, column) {
          let sum = 0;
          for (let unit = 0; unit < units; unit++) sum += from[unit]! * recurrent.values[unit * columns + column]!;
          return sum;
        },
      });
      for (let unit = 0; unit < units; unit++) out[(t * batch + n) * units + unit] = state[unit]!;
    }
  }
  return out;
}

/** The last valid step of each sequence, or the mean or maximum over its valid steps: `[steps, batch, features]` → `[batch, features]`. */
export function pooled(x: Drawn, lengths: ArrayLike<number>, how: 'last' | 'mean' | 'max'): number[] {
  const [, batch, features] = x.shape as [number, number, number];
  const out: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let f = 0; f < features; f++) {
      const valid = Array.from({ length: lengths[n]! }, (_, t) => x.values[(t * batch + n) * features + f]!);
      out.push(how === 'last' ? valid.at(-1)! : how === 'max' ? Math.max(...valid) : valid.reduce((a, b) => a + b) / valid.length);
    }
  return out;
}

/** Central differences of `Σ weights · formula` by every number of one operand. */
export function differences(operand: Drawn, weights: Float64Array, formula: () => number[]): number[] {
  const step = 1e-5;
  const total = () => formula().reduce((sum, value, at) => sum + value * weights[at]!, 0);
  return [...operand.values.keys()].map((at) => {
    const kept = operand.values[at]!;
    operand.values[at] = kept + step;
    const above = total();
    operand.values[at] = kept - step;
    const below = total();
    operand.values[at] = kept;
    return (above - below) / (2 * step);
  });
}

export function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, at) =>
    expect(Math.abs(found[at]! - value), `at ${at}: ${found[at]} and ${value}`).toBeLessThan(tolerance * Math.max(1, Math.abs(value))),
  );
}

/**
 * Holds a layer against its formula: values to 1e-4, and the gradient of a weighted sum of its outputs by each operand to 1e-3, which is as near as
 * single precision comes to central differences in double precision.
 */
export async function expectFormula(
  operands: readonly Drawn[],
  layer: (...tensors: tf.Tensor[]) => tf.Tensor,
  formula: () => number[],
  random: Random,
): Promise<void> {
  const expected = formula();
  const weights = Float64Array.from(expected, () => random.normal());
  const tensors = operands.map((operand) => tensorOf(operand));
  const y = tf.tidy(() => layer(...tensors));
  const gradients = tf.tidy(() => {
    const scale = tf.tensor(Float32Array.from(weights), y.shape);
    return tf.grads((...inputs) => tf.sum(tf.mul(layer(...inputs), scale)))([...tensors]);
  });
  expectClose(await y.data(), expected, 1e-4);
  for (const [index, operand] of operands.entries())
    expectClose(await gradients[index]!.data(), differences(operand, weights, formula), 1e-3);
  tf.dispose([y, ...tensors, ...gradients]);
}
