/**
 * `node bench/ml/measure.ts '{"backend":"native","net":"rnn","layers":"ours"}'`: times training steps of a reference net in a process of its own and
 * prints one line of JSON: milliseconds a step (best of several rounds), losses, and resident memory.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@atelier/ml';
import { createRecorder } from '../../packages/client/src/run/recorder.ts';
import { createSpool } from '../../packages/client/src/spool/index.ts';
import { cacheFolder } from '../../packages/ml/src/backends/native/builds.ts';
import { webgpuFolder } from '../../packages/ml/src/backends/webgpu/installed.ts';
import { startWebgpu } from '../../packages/ml/src/backends/webgpu/load.ts';
import { buildModel } from '../../packages/ml/src/model/build.ts';
import { planModel } from '../../packages/ml/src/model/plan.ts';
import { PRESETS } from '../../packages/ml/src/model/presets.ts';
import { createRandom } from '../../packages/ml/src/random.ts';
import { createOptimizer } from '../../packages/ml/src/training/optimizer.ts';
import { createStep } from '../../packages/ml/src/training/step.ts';
import type { Measurement, Task } from './task.ts';

const BATCH = 32;
const task = JSON.parse(process.argv[2]!) as Task;
if (task.layers === 'stock kernels') await tf.setBackend(task.backend);
else if (task.hostOnly) await startWebgpu(webgpuFolder(cacheFolder()), { software: true, dawn: ['backend=null'] });
else await startBackend(task.backend, task.threads === undefined ? {} : { threads: task.threads });

const random = createRandom(1);
const input =
  task.net === 'rnn'
    ? { kind: 'token' as const, shape: [100], vocabulary: 10_000 }
    : { kind: 'float' as const, shape: task.net === 'cnn64' ? [64, 64, 3] : [32, 32, 3] };
const width = input.shape.reduce((product, side) => product * side, 1);
const samples =
  task.net === 'rnn'
    ? Int32Array.from({ length: BATCH * width }, () => random.integer(10_000))
    : Float32Array.from({ length: BATCH * width }, () => random.uniform());
const labels = Int32Array.from({ length: BATCH }, (_, row) => row % 2);
const step = task.layers === 'ours' ? ourStep() : layersStep();

const losses: number[] = [];
const rounds: number[] = [];
const memory: number[] = [];
const trackedRounds: number[] = [];
for (let warm = 0; warm < task.warm; warm++) losses.push(await step());
for (let round = 0; round < task.rounds; round++) {
  const started = performance.now();
  for (let index = 0; index < task.steps; index++) losses.push(await step());
  rounds.push((performance.now() - started) / task.steps);
  memory.push(process.memoryUsage.rss());
  if (task.tracked) trackedRounds.push(await trackedRound());
}
console.log(
  JSON.stringify({
    ms: Math.min(...rounds),
    trackedMs: task.tracked ? Math.min(...trackedRounds) : null,
    rounds,
    losses: losses.slice(0, 5),
    memory,
    tensors: tf.memory().numTensors,
  } satisfies Measurement),
);
process.exit(0);

/** The same steps, each logging twenty scalars into a spool on the disk. */
async function trackedRound(): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-tracked-'));
  const spool = createSpool(path.join(folder, 'run.spool'));
  const recorder = createRecorder({ spool });
  const started = performance.now();
  for (let index = 0; index < task.steps; index++) {
    const loss = await step();
    recorder.log(Object.fromEntries(Array.from({ length: 20 }, (_, scalar) => [`scalar_${scalar}`, loss + scalar])));
  }
  const ms = (performance.now() - started) / task.steps;
  recorder.close();
  spool.close();
  fs.rmSync(folder, { recursive: true });
  return ms;
}

function ourStep(): () => Promise<number> {
  const plan = planModel(PRESETS[task.net === 'rnn' ? 'reference-rnn' : 'reference-cnn'].model, input, { kind: 'binary' });
  const model = buildModel(plan, random);
  const run = createStep(model, createOptimizer('adam'), { l2: 0, clipNorm: null });
  const rows = Uint32Array.from({ length: BATCH }, (_, row) => row);
  const source = { samples: BATCH, ...input, read: (_: Uint32Array, into: Float32Array | Int32Array) => into.set(samples) };
  return async () =>
    (
      await run({
        input: source,
        target: { kind: 'binary', labels, classes: ['a', 'b'] },
        rows,
        classWeights: null,
        random,
        learningRate: 1e-3,
      })
    ).loss;
}

/** The same net from TensorFlow.js's own layers and optimiser. */
function layersStep(): () => Promise<number> {
  const model = tf.sequential();
  if (task.net === 'rnn') {
    model.add(tf.layers.embedding({ inputDim: 10_000, outputDim: 64, inputLength: 100 }));
    model.add(tf.layers.lstm({ units: 64, returnSequences: true, recurrentActivation: 'sigmoid' }));
    model.add(tf.layers.lstm({ units: 64, recurrentActivation: 'sigmoid' }));
    model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
  } else {
    [32, 64, 128].forEach((filters, index) => {
      model.add(tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...(index === 0 ? { inputShape: input.shape } : {}) }));
      model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    });
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 512, activation: 'relu' }));
  }
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'binaryCrossentropy' });
  const x = tf.tensor(samples, [BATCH, ...input.shape], 'float32');
  const y = tf.tensor2d(Float32Array.from(labels), [BATCH, 1]);
  return async () => (await model.trainOnBatch(x, y)) as number;
}
