import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, startBackend } from '../../../../packages/ml/src/backend.ts';
import { stepAdam } from '../../../../packages/ml/src/backends/loops.ts';
import { cacheFolder } from '../../../../packages/ml/src/backends/native/builds.ts';
import { probeBackend } from '../../../../packages/ml/src/backends/probe.ts';
import { compute, type WebgpuBackend } from '../../../../packages/ml/src/backends/webgpu/program.ts';
import { buildModel } from '../../../../packages/ml/src/model/build.ts';
import { type ModelInput, parseModel, parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { inputSpec } from '../../../../packages/ml/src/model/input.ts';
import { planModel } from '../../../../packages/ml/src/model/plan.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { convolve, dense, maxPool, normalizeBatch } from '../../../../packages/ml/src/tensors/layers.ts';
import { recurrentSequence } from '../../../../packages/ml/src/tensors/sequences.ts';
import { createOptimizer } from '../../../../packages/ml/src/training/optimizer.ts';
import { headFor } from '../../../../packages/ml/src/training/target.ts';
import { train } from '../../../../packages/ml/src/training/train.ts';
import { bars, letters, type Task, tryWebgpu } from '../support.ts';
import { affine, convolution, drawer, expectClose, expectFormula, gru, lstm, maximumOfWindows, tensorOf } from '../tensors/plain-loops.ts';

const webgpu = await tryWebgpu();
const random = createRandom('webgpu');
const draw = drawer(random);

it.skipIf(webgpu.works)(`WebGPU is not tested: ${webgpu.works ? '' : webgpu.reason}`, ({ skip }) => skip());

describe.skipIf(!webgpu.works)('WebGPU', () => {
  beforeAll(async () => void (await startBackend('webgpu')), 60_000);

  it('says which driver it runs on', async () => {
    const { versions, device } = await startBackend('webgpu');
    expect(versions).toMatchObject({ tfjs: '4.22.0', dawn: '0.6.2', driver: expect.stringMatching(/\w/) });
    expect(device).toBe(/swiftshader|llvmpipe|lavapipe/i.test(versions.driver!) ? 'cpu' : 'gpu');
  });

  it('is passed over on software unless it is asked for by name', async () => {
    const { device } = await startBackend('webgpu');
    const probe = await probeBackend('webgpu', { cacheFolder: cacheFolder(), softwareGpu: false });
    expect(probe).toEqual(device === 'gpu' ? { works: true } : { works: false, reason: expect.stringContaining('is no GPU but software') });
  });

  it.each([
    ['lstm', 4, lstm, 5],
    ['gru', 3, gru, 5],
    // More columns than a workgroup has threads.
    ['lstm', 4, lstm, 70],
    ['gru', 3, gru, 90],
  ] as const)('%s with %d gates equals its formula in plain loops', { timeout: 120_000 }, async (cell, gates, formula, units) => {
    const steps = units > 10 ? 2 : 5;
    const x = draw(steps, 2, 2);
    const scaled = (...shape: number[]) => {
      const drawn = draw(...shape);
      drawn.values.forEach((value, at) => (drawn.values[at] = value / Math.sqrt(units)));
      return drawn;
    };
    const weights = { kernel: draw(2, gates * units), recurrent: scaled(units, gates * units), bias: draw(gates * units) };
    const layer = (a: tf.Tensor, k: tf.Tensor, r: tf.Tensor, b: tf.Tensor) =>
      recurrentSequence(cell, a as tf.Tensor3D, { kernel: k as tf.Tensor2D, recurrent: r as tf.Tensor2D, bias: b as tf.Tensor1D });
    if (units <= 10) {
      await expectFormula([x, weights.kernel, weights.recurrent, weights.bias], layer as never, () => formula({ x, ...weights }), random);
      return;
    }
    const operands = [x, weights.kernel, weights.recurrent, weights.bias].map((operand) => tensorOf(operand));
    const y = tf.tidy(() => layer(operands[0]!, operands[1]!, operands[2]!, operands[3]!));
    expectClose(await y.data(), formula({ x, ...weights }), 1e-4);
    tf.dispose([y, ...operands]);
  });

  it('convolution, dense layer and pooling equal their formulas in plain loops', { timeout: 120_000 }, async () => {
    const [x, kernel, bias] = [draw(2, 6, 7, 3), draw(3, 3, 3, 4), draw(4)];
    await expectFormula(
      [x, kernel, bias],
      (a, k, b) => convolve(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, 'same', { relu: true, inputGradient: true }),
      () => convolution(x, kernel, bias, 'same', true),
      random,
    );
    const [rows, matrix, offset] = [draw(5, 6), draw(6, 3), draw(3)];
    await expectFormula(
      [rows, matrix, offset],
      (a, k, b) => dense(a as tf.Tensor2D, k as tf.Tensor2D, b as tf.Tensor1D, { relu: true, inputGradient: true }),
      () => affine(rows, matrix, offset, true),
      random,
    );
    await expectFormula(
      [x],
      (a) => maxPool(a as tf.Tensor4D, 2),
      () => maximumOfWindows(x, 2),
      random,
    );
  });

  it('takes steps of Adam in place, and reads what it wrote and not what it had read before', async () => {
    const [weights, gradient] = [draw(700), draw(700)];
    const expected = Float32Array.from(weights.values);
    const [first, second] = [new Float32Array(700), new Float32Array(700)];
    const optimizer = createOptimizer('adam');
    let tensor = tf.keep(tensorOf(weights));
    for (let step = 1; step <= 3; step++) {
      const slope = tensorOf(gradient);
      const [stepped] = optimizer.step([0], [tensor], [slope], 0.01);
      tf.dispose([tensor, slope]);
      tensor = tf.keep(stepped!);
      const rate = (0.01 * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
      stepAdam(expected, first, second, Float32Array.from(gradient.values), { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
      expectClose(await tensor.data(), [...expected], 1e-5);
    }
    expectClose((await optimizer.state()).slots.second![0]!, [...second], 1e-5);
    optimizer.dispose();
    tensor.dispose();
  });

  it.each([
    ['a CNN', bars(80, 1, 8), { family: 'cnn', filters: [4], dense: [8], batchNormalization: true }],
    ['an embedding and an LSTM', letters(80, 1, 6), { family: 'rnn', embedding: 4, units: [6], dense: [4] }],
  ] as [string, Task, ModelInput][])(
    'trains %s as the plain backend does, to 1e-3 over twenty steps',
    { timeout: 120_000 },
    async (_, task, config) => {
      const losses = async (backend: BackendName) => {
        await startBackend(backend);
        const model = buildModel(planModel(parseModel(config), inputSpec(task.input), headFor(task.target)), createRandom(1));
        const seen: number[] = [];
        await train(
          { model, train: task, config: parseTraining({ epochs: 1, batchSize: 4, clipNorm: 1 }), random: createRandom(2) },
          { onBatch: ({ loss }) => void seen.push(loss) },
        );
        model.dispose();
        return seen;
      };
      const expected = await losses('cpu');
      const found = await losses('webgpu');
      expect(found.length).toBe(20);
      found.forEach((loss, step) => expect(Math.abs(loss - expected[step]!), `step ${step + 1}`).toBeLessThan(1e-3));
    },
  );

  it('leaves no tensor behind', async () => {
    const operands = [draw(2, 6, 6, 2), draw(3, 3, 2, 4), draw(4), draw(4), draw(4)].map((drawn) => tensorOf(drawn));
    const before = tf.memory().numTensors;
    const gradients = tf.grads((a, k, b, gamma, beta) => {
      const y = convolve(a as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, 'same', { relu: true, inputGradient: true });
      const moving = { mean: tf.zeros([4]) as tf.Tensor1D, variance: tf.ones([4]) as tf.Tensor1D };
      const normalized = normalizeBatch(y, { ...moving, gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D }, () => {});
      const sequence = tf.reshape(maxPool(normalized, 2), [9, 2, 4]) as tf.Tensor3D;
      const weights = {
        kernel: tf.ones([4, 8]) as tf.Tensor2D,
        recurrent: tf.ones([2, 8]) as tf.Tensor2D,
        bias: tf.ones([8]) as tf.Tensor1D,
      };
      return tf.sum(recurrentSequence('lstm', sequence, weights));
    })(operands);
    await Promise.all(gradients.map((gradient) => gradient.data()));
    tf.dispose(gradients);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(operands);
  });

  // The last one: what has failed once goes on to say so. Dawn prints what it finds wrong, too.
  it('throws where numbers are read when a program did not compile, instead of going on with what lay in memory', async () => {
    const program = { name: 'broken', code: 'fn main(index : i32) { result[index] = nothing; }', inputs: {}, threads: 64, groups: 1 };
    const broken = compute(tf.backend() as unknown as WebgpuBackend, program, [4]);
    await expect(broken.data()).rejects.toThrow(/^WebGPU: .*nothing/s);
  });
});
