import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import {
  convolve,
  convolveAndPool,
  dense,
  maxPool,
  normalizeBatch,
  NORMALIZATION_EPSILON,
} from '../../../../packages/ml/src/tensors/layers.ts';
import { AVAILABLE } from '../support.ts';
import { affine, convolution, differences, drawer, expectClose, expectFormula, maximumOfWindows, tensorOf } from './plain-loops.ts';

const random = createRandom('layers');
const draw = drawer(random);

describe.each(AVAILABLE)('layers on %s against their formulas in plain loops', (backend) => {
  beforeAll(async () => void (await startBackend(backend)));

  it.each([
    [3, 'valid', true],
    [3, 'same', false],
    [2, 'same', true],
    [1, 'valid', false],
  ] as const)('convolution with side %d, %s padding, ReLU %s: values and gradients', async (side, padding, relu) => {
    const [x, kernel, bias] = [draw(2, 6, 7, 3), draw(side, side, 3, 4), draw(4)];
    await expectFormula(
      [x, kernel, bias],
      (a, k, b) => convolve(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, padding, { relu, inputGradient: true }),
      () => convolution(x, kernel, bias, padding, relu),
      random,
    );
  });

  it.each([true, false])("dense with ReLU %s: values and gradients, the input's too", async (relu) => {
    const [x, kernel, bias] = [draw(5, 6), draw(6, 3), draw(3)];
    await expectFormula(
      [x, kernel, bias],
      (a, k, b) => dense(a as tf.Tensor2D, k as tf.Tensor2D, b as tf.Tensor1D, { relu, inputGradient: true }),
      () => affine(x, kernel, bias, relu),
      random,
    );
  });

  it.each([2, 3])('max pooling by %d: values, and gradients that reach the maximum of each window alone', async (size) => {
    const x = draw(2, 7, 6, 3);
    await expectFormula(
      [x],
      (a) => maxPool(a as tf.Tensor4D, size),
      () => maximumOfWindows(x, size),
      random,
    );
  });

  it.each(['valid', 'same'] as const)(
    'convolution, ReLU and pooling as one layer with %s padding: values and gradients',
    async (padding) => {
      const [x, kernel, bias] = [draw(2, 6, 7, 3), draw(3, 3, 3, 4), draw(4)];
      // Low enough that some windows have no positive value, and let no gradient through.
      bias.values.forEach((value, at) => (bias.values[at] = value - 4));
      const formula = () => {
        const values = convolution(x, kernel, bias, padding, true);
        const side = padding === 'same' ? [6, 7] : [4, 5];
        return maximumOfWindows({ shape: [2, ...side, 4], values: Float64Array.from(values) }, 2);
      };
      expect(formula()).toContain(0);
      await expectFormula(
        [x, kernel, bias],
        (a, k, b) => convolveAndPool(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, padding, { size: 2, inputGradient: true }),
        formula,
        random,
      );
    },
  );

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
      expectClose(
        normalizeBatch(tensorOf(x), weights, (m, v) => seen.push([...m.dataSync()], [...v.dataSync()])).dataSync(),
        normalized(mean, variance),
        1e-4,
      );
      expectClose(seen[0]!, mean, 1e-4);
      expectClose(seen[1]!, variance, 1e-4);
      expectClose(normalizeBatch(tensorOf(x), weights, null).dataSync(), normalized([0.3, 0.4], [2, 0.5]), 1e-4);
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
      [x, gamma, beta].forEach((operand, index) => expectClose(gradients[index]!.dataSync(), differences(operand, weights, formula), 2e-3));
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
