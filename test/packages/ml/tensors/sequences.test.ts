import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { poolSteps, recurrentSequence, reverseSequences } from '../../../../packages/ml/src/tensors/sequences.ts';
import { AVAILABLE } from '../support.ts';
import { drawer, expectFormula, gru, lstm, pooled } from './plain-loops.ts';

const random = createRandom('sequences');
const draw = (shape: number[], spread = 1) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => spread * random.normal()),
    shape,
  );
const drawn = drawer(random);
const [STEPS, BATCH, FEATURES, UNITS] = [7, 3, 4, 5];

function farthest(a: tf.Tensor, b: tf.Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!);
}

describe.each(AVAILABLE)('recurrent layers on %s', (backend) => {
  beforeAll(async () => void (await startBackend(backend)));

  it.each(['lstm', 'gru'] as const)('%s equals the layer of TensorFlow.js in values and gradients to 1e-5', (cell) => {
    tf.tidy(() => {
      const gates = cell === 'lstm' ? 4 : 3;
      const x = draw([STEPS, BATCH, FEATURES]);
      const weights = [draw([FEATURES, gates * UNITS], 0.5), draw([UNITS, gates * UNITS], 0.5), draw([gates * UNITS], 0.2)];
      const scale = draw([STEPS, BATCH, UNITS]);
      const layer = tf.layers[cell]({
        units: UNITS,
        returnSequences: true,
        recurrentActivation: 'sigmoid',
        inputShape: [STEPS, FEATURES],
        ...(cell === 'gru' ? { resetAfter: false } : {}),
      } as never);
      const stock = (input: tf.Tensor) => tf.transpose(layer.apply(tf.transpose(input, [1, 0, 2])) as tf.Tensor3D, [1, 0, 2]);
      stock(x);
      const variables = (layer as unknown as { trainableWeights: { val: tf.Variable }[] }).trainableWeights.map((weight) => weight.val);
      variables.forEach((variable, index) => variable.assign(weights[index]!));
      const theirs = tf.variableGrads(() => tf.sum(tf.mul(stock(x), scale)) as tf.Scalar, variables);
      const run = (input: tf.Tensor, k: tf.Tensor, r: tf.Tensor, b: tf.Tensor) =>
        recurrentSequence(cell, input as tf.Tensor3D, { kernel: k as tf.Tensor2D, recurrent: r as tf.Tensor2D, bias: b as tf.Tensor1D });
      expect(farthest(run(x, weights[0]!, weights[1]!, weights[2]!), stock(x))).toBeLessThan(1e-5);
      const ours = tf.grads((input, k, r, b) => tf.sum(tf.mul(run(input!, k!, r!, b!), scale)))([x, ...weights]);
      variables.forEach((variable, index) =>
        expect(farthest(ours[index + 1]!, theirs.grads[variable.name]!), `gradient ${index}`).toBeLessThan(2e-5),
      );
      const theirsByInput = tf.grad((input) => tf.sum(tf.mul(stock(input), scale)))(x);
      expect(farthest(ours[0]!, theirsByInput)).toBeLessThan(2e-5);
      layer.dispose();
    });
  });

  it.each([
    ['lstm', 4, lstm],
    ['gru', 3, gru],
  ] as const)('%s equals its formula in plain loops: values, and gradients by finite differences', async (cell, gates, formula) => {
    const x = drawn(4, 2, 3);
    const weights = { kernel: drawn(3, gates * 4), recurrent: drawn(4, gates * 4), bias: drawn(gates * 4) };
    await expectFormula(
      [x, weights.kernel, weights.recurrent, weights.bias],
      (a, k, r, b) =>
        recurrentSequence(cell, a as tf.Tensor3D, { kernel: k as tf.Tensor2D, recurrent: r as tf.Tensor2D, bias: b as tf.Tensor1D }),
      () => formula({ x, ...weights }),
      random,
    );
  });

  it.each(['last', 'mean', 'max'] as const)('pooling the %s of the valid steps: values and gradients', async (how) => {
    const x = drawn(5, 3, 4);
    const lengths = Int32Array.of(5, 1, 3);
    await expectFormula(
      [x],
      (a) => poolSteps(a as tf.Tensor3D, lengths, how),
      () => pooled(x, lengths, how),
      random,
    );
  });

  it.each(['lstm', 'gru'] as const)('%s takes sequences of one step', (cell) => {
    tf.tidy(() => {
      const gates = cell === 'lstm' ? 4 : 3;
      const weights = {
        kernel: draw([FEATURES, gates * UNITS]) as tf.Tensor2D,
        recurrent: draw([UNITS, gates * UNITS]) as tf.Tensor2D,
        bias: draw([gates * UNITS]) as tf.Tensor1D,
      };
      const gradient = tf.grad((r) =>
        tf.sum(recurrentSequence(cell, draw([1, BATCH, FEATURES]) as tf.Tensor3D, { ...weights, recurrent: r as tf.Tensor2D })),
      )(weights.recurrent);
      expect([...gradient.dataSync()].every((value) => value === 0)).toBe(true);
    });
  });

  it('what lies behind the end of a sequence changes neither its pooled outputs nor their gradients', () => {
    tf.tidy(() => {
      const lengths = Int32Array.of(7, 4, 1);
      const weights = {
        kernel: draw([FEATURES, 4 * UNITS]) as tf.Tensor2D,
        recurrent: draw([UNITS, 4 * UNITS]) as tf.Tensor2D,
        bias: draw([4 * UNITS]) as tf.Tensor1D,
      };
      const x = draw([STEPS, BATCH, FEATURES]) as tf.Tensor3D;
      const valid = tf.tensor3d(Array.from({ length: STEPS }, (_, step) => Array.from(lengths, (length) => [step < length ? 1 : 0])));
      const other = tf.add(tf.mul(x, valid), tf.mul(draw([STEPS, BATCH, FEATURES], 9), tf.sub(1, valid))) as tf.Tensor3D;
      for (const how of ['last', 'mean', 'max'] as const) {
        const both = (input: tf.Tensor3D, kernel: tf.Tensor2D) => {
          const backward = reverseSequences(recurrentSequence('lstm', reverseSequences(input, lengths), { ...weights, kernel }), lengths);
          return poolSteps(tf.concat([recurrentSequence('lstm', input, { ...weights, kernel }), backward], 2), lengths, how);
        };
        expect(farthest(both(x, weights.kernel), both(other, weights.kernel))).toBeLessThan(1e-6);
        const gradient = (input: tf.Tensor3D) => tf.grad((kernel) => tf.sum(both(input, kernel as tf.Tensor2D)))(weights.kernel);
        expect(farthest(gradient(x), gradient(other))).toBeLessThan(1e-5);
      }
    });
  });

  it('reverses each sequence within its own length', () => {
    tf.tidy(() => {
      const x = tf.tensor3d([1, 10, 2, 20, 3, 30], [3, 2, 1]);
      expect([...reverseSequences(x, Int32Array.of(3, 2)).dataSync()]).toEqual([3, 20, 2, 10, 1, 30]);
    });
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    for (const cell of ['lstm', 'gru'] as const) {
      const gates = cell === 'lstm' ? 4 : 3;
      const operands = [
        draw([STEPS, BATCH, FEATURES]),
        draw([FEATURES, gates * UNITS]),
        draw([UNITS, gates * UNITS]),
        draw([gates * UNITS]),
      ];
      const gradients = tf.grads((x, k, r, b) =>
        tf.sum(
          recurrentSequence(cell, x as tf.Tensor3D, { kernel: k as tf.Tensor2D, recurrent: r as tf.Tensor2D, bias: b as tf.Tensor1D }),
        ),
      )(operands);
      tf.dispose([...operands, ...gradients]);
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
