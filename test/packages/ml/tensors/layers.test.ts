import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { convolve, dense, maxPool, normalizeBatch, NORMALIZATION_EPSILON } from '../../../../packages/ml/src/tensors/layers.ts';
import { AVAILABLE } from '../support.ts';

const random = createRandom('layers');
const draw = (...shape: number[]) => ({
  shape,
  values: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
});
type Drawn = ReturnType<typeof draw>;
const tensorOf = <T extends tf.Tensor>({ shape, values }: Drawn): T => tf.tensor(Float32Array.from(values), shape) as T;

/** The formula of convolution, bias and ReLU in plain loops. */
function convolution(x: Drawn, kernel: Drawn, bias: Drawn, padding: 'valid' | 'same', relu: boolean): number[] {
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

function affine(x: Drawn, kernel: Drawn, bias: Drawn, relu: boolean): number[] {
  const [batch, inputs] = x.shape as [number, number];
  const units = kernel.shape[1]!;
  return Array.from({ length: batch * units }, (_, at) => {
    const [n, u] = [Math.floor(at / units), at % units];
    let sum = bias.values[u]!;
    for (let i = 0; i < inputs; i++) sum += x.values[n * inputs + i]! * kernel.values[i * units + u]!;
    return relu ? Math.max(0, sum) : sum;
  });
}

/** Central differences of `Σ weights · formula` by every number of one operand. */
function differences(operand: Drawn, weights: Float64Array, formula: () => number[]): number[] {
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

const close = (found: ArrayLike<number>, expected: readonly number[], tolerance: number) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, at) =>
    expect(Math.abs(found[at]! - value), `at ${at}: ${found[at]} and ${value}`).toBeLessThan(tolerance * Math.max(1, Math.abs(value))),
  );
};

describe.each(AVAILABLE)('layers on %s against their formulas in plain loops', (backend) => {
  beforeAll(async () => void (await startBackend(backend)));

  it.each([
    [3, 'valid', true],
    [3, 'same', false],
    [2, 'same', true],
    [1, 'valid', false],
  ] as const)('convolution with side %d, %s padding, ReLU %s: values and gradients', (side, padding, relu) => {
    const [x, kernel, bias] = [draw(2, 6, 7, 3), draw(side, side, 3, 4), draw(4)];
    const formula = () => convolution(x, kernel, bias, padding, relu);
    const expected = formula();
    const weights = Float64Array.from(expected, () => random.normal());
    tf.tidy(() => {
      const operands = [tensorOf(x), tensorOf(kernel), tensorOf(bias)];
      const run = (a: tf.Tensor, k: tf.Tensor, b: tf.Tensor) =>
        convolve(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, padding, { relu, inputGradient: true });
      const y = run(operands[0]!, operands[1]!, operands[2]!);
      close(y.dataSync(), expected, 1e-4);
      const scale = tf.tensor(Float32Array.from(weights), y.shape);
      const gradients = tf.grads((a, k, b) => tf.sum(tf.mul(run(a!, k!, b!), scale)))(operands);
      [x, kernel, bias].forEach((operand, index) => close(gradients[index]!.dataSync(), differences(operand, weights, formula), 1e-3));
    });
  });

  it.each([true, false])("dense with ReLU %s: values and gradients, the input's too", (relu) => {
    const [x, kernel, bias] = [draw(5, 6), draw(6, 3), draw(3)];
    const formula = () => affine(x, kernel, bias, relu);
    const expected = formula();
    const weights = Float64Array.from(expected, () => random.normal());
    tf.tidy(() => {
      const operands = [tensorOf(x), tensorOf(kernel), tensorOf(bias)];
      const run = (a: tf.Tensor, k: tf.Tensor, b: tf.Tensor) =>
        dense(a as tf.Tensor2D, k as tf.Tensor2D, b as tf.Tensor1D, { relu, inputGradient: true });
      const y = run(operands[0]!, operands[1]!, operands[2]!);
      close(y.dataSync(), expected, 1e-4);
      const scale = tf.tensor(Float32Array.from(weights), y.shape);
      const gradients = tf.grads((a, k, b) => tf.sum(tf.mul(run(a!, k!, b!), scale)))(operands);
      [x, kernel, bias].forEach((operand, index) => close(gradients[index]!.dataSync(), differences(operand, weights, formula), 1e-3));
    });
  });

  it.each([2, 3])('max pooling by %d gives the gradient to the maximum of each window', (size) => {
    const x = draw(2, 7, 6, 3);
    tf.tidy(() => {
      const input = tensorOf<tf.Tensor4D>(x);
      const y = maxPool(input, size);
      const gradient = tf
        .grad((a) => tf.sum(maxPool(a as tf.Tensor4D, size)))(input)
        .dataSync();
      const expected = new Array<number>(x.values.length).fill(0);
      const maxima: number[] = [];
      for (let n = 0; n < 2; n++)
        for (let r = 0; r < Math.floor(7 / size); r++)
          for (let c = 0; c < Math.floor(6 / size); c++)
            for (let k = 0; k < 3; k++) {
              let best = -1;
              for (let i = 0; i < size; i++)
                for (let j = 0; j < size; j++) {
                  const at = ((n * 7 + r * size + i) * 6 + c * size + j) * 3 + k;
                  if (best < 0 || x.values[at]! > x.values[best]!) best = at;
                }
              expected[best]!++;
              maxima.push(x.values[best]!);
            }
      close(y.dataSync(), maxima, 1e-6);
      close(gradient, expected, 1e-6);
    });
  });

  it("batch normalisation: the batch's statistics in training, the moving ones otherwise", () => {
    const x = draw(4, 3, 3, 2);
    tf.tidy(() => {
      const weights = {
        gamma: tf.tensor1d([1.5, 0.5]),
        beta: tf.tensor1d([0.1, -0.2]),
        mean: tf.tensor1d([0.3, 0.4]),
        variance: tf.tensor1d([2, 0.5]),
      };
      const channel = (k: number) => [...x.values].filter((_, at) => at % 2 === k);
      const mean = [0, 1].map((k) => channel(k).reduce((a, b) => a + b, 0) / 36);
      const variance = [0, 1].map((k) => channel(k).reduce((sum, value) => sum + (value - mean[k]!) ** 2, 0) / 36);
      const normalized = (m: number[], v: number[]) =>
        [...x.values].map(
          (value, at) =>
            ((value - m[at % 2]!) / Math.sqrt(v[at % 2]! + NORMALIZATION_EPSILON)) * [1.5, 0.5][at % 2]! + [0.1, -0.2][at % 2]!,
        );
      const seen: number[][] = [];
      close(
        normalizeBatch(tensorOf(x), weights, (m, v) => seen.push([...m.dataSync()], [...v.dataSync()])).dataSync(),
        normalized(mean, variance),
        1e-4,
      );
      close(seen[0]!, mean, 1e-4);
      close(seen[1]!, variance, 1e-4);
      close(normalizeBatch(tensorOf(x), weights, null).dataSync(), normalized([0.3, 0.4], [2, 0.5]), 1e-4);
    });
  });

  it('batch normalisation gives the gradients by input, gamma and beta, the statistics taken into account', () => {
    const [x, gamma, beta] = [draw(3, 2, 2, 2), draw(2), draw(2)];
    const formula = () => {
      const channel = (k: number) => [...x.values].filter((_, at) => at % 2 === k);
      const mean = [0, 1].map((k) => channel(k).reduce((a, b) => a + b, 0) / 12);
      const variance = [0, 1].map((k) => channel(k).reduce((sum, value) => sum + (value - mean[k]!) ** 2, 0) / 12);
      return [...x.values].map((value, at) => {
        const k = at % 2;
        return ((value - mean[k]!) / Math.sqrt(variance[k]! + NORMALIZATION_EPSILON)) * gamma.values[k]! + beta.values[k]!;
      });
    };
    const weights = Float64Array.from(formula(), () => random.normal());
    tf.tidy(() => {
      const operands = [tensorOf(x), tensorOf(gamma), tensorOf(beta)];
      const scale = tf.tensor(Float32Array.from(weights), x.shape);
      const moving = { mean: tf.zeros([2]) as tf.Tensor1D, variance: tf.ones([2]) as tf.Tensor1D };
      const gradients = tf.grads((a, g, b) =>
        tf.sum(
          tf.mul(
            normalizeBatch(a as tf.Tensor4D, { ...moving, gamma: g as tf.Tensor1D, beta: b as tf.Tensor1D }, () => {}),
            scale,
          ),
        ),
      )(operands);
      [x, gamma, beta].forEach((operand, index) => close(gradients[index]!.dataSync(), differences(operand, weights, formula), 2e-3));
    });
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const operands = [tensorOf(draw(2, 6, 6, 2)), tensorOf(draw(3, 3, 2, 4)), tensorOf(draw(4))];
    const gradients = tf.grads((a, k, b) =>
      tf.sum(maxPool(convolve(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, 'same', { relu: true, inputGradient: true }), 2)),
    )(operands);
    tf.dispose([...operands, ...gradients]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
