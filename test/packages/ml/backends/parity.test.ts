/** The same models, weights, batches and trainings on every backend that works here, each held against the plain `cpu` one. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs';
import { type BackendName, startBackend } from '../../../../packages/ml/src/backend.ts';
import { buildModel } from '../../../../packages/ml/src/model/build.ts';
import { parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { inputSpec, readBatch } from '../../../../packages/ml/src/model/input.ts';
import { planModel } from '../../../../packages/ml/src/model/plan.ts';
import { PRESETS } from '../../../../packages/ml/src/model/presets.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { gradientsOf, trainableWeights } from '../../../../packages/ml/src/training/gradients.ts';
import { headFor, truthOf } from '../../../../packages/ml/src/training/target.ts';
import { train } from '../../../../packages/ml/src/training/train.ts';
import { AVAILABLE, bars, letters, slopes, type Task, tryWebgpu } from '../support.ts';

const BATCH = 4;
const STEPS = 20;

/** The reference nets on the smallest inputs that they take, so that the slowest backend is done in seconds. */
const MODELS = {
  'reference CNN': { task: bars(BATCH * STEPS, 1, 22), model: PRESETS['reference-cnn'].model },
  'reference RNN': { task: letters(BATCH * STEPS, 1, 8), model: PRESETS['reference-rnn'].model },
  'bidirectional GRU': { task: slopes(BATCH * STEPS), model: PRESETS['works-rnn'].model },
} as const;
type ModelName = keyof typeof MODELS;

function build({ task, model }: { task: Task; model: (typeof MODELS)[ModelName]['model'] }) {
  return buildModel(planModel(model, inputSpec(task.input), headFor(task.target)), createRandom(1));
}

async function losses(name: ModelName): Promise<number[]> {
  const { task } = MODELS[name];
  const model = build(MODELS[name]);
  const seen: number[] = [];
  await train(
    { model, train: task, config: parseTraining({ epochs: 1, batchSize: BATCH }), random: createRandom(2) },
    { onBatch: ({ loss }) => void seen.push(loss) },
  );
  model.dispose();
  return seen;
}

/** Of the untrained model's loss on one batch, by weight name. */
async function gradients(name: ModelName): Promise<Map<string, Float32Array>> {
  const { task } = MODELS[name];
  const model = build(MODELS[name]);
  const rows = Uint32Array.from({ length: 2 * BATCH }, (_, row) => row);
  const batch = await readBatch(model.plan, task.input, rows);
  const truth = tf.tensor2d(truthOf(task.target, model.plan.outputs, rows), [rows.length, model.plan.outputs]);
  const found = gradientsOf(model, batch, truth);
  const values = await Promise.all(found.gradients.map((gradient) => gradient.data<'float32'>()));
  const names = trainableWeights(model).map((index) => model.weightPlans[index]!.name);
  tf.dispose([batch.x, truth, found.loss, found.logits, ...found.gradients]);
  model.dispose();
  return new Map(names.map((weight, index) => [weight, Float32Array.from(values[index]!)]));
}

const oracle = new Map<ModelName, { losses: number[]; gradients: Map<string, Float32Array> }>();

beforeAll(async () => {
  await startBackend('cpu');
  for (const name of Object.keys(MODELS) as ModelName[]) oracle.set(name, { losses: await losses(name), gradients: await gradients(name) });
}, 60_000);

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

// On software the shaders alone take a minute to compile, so there it has to be asked for: with VK_DRIVER_FILES in the environment.
const asked = process.env.VK_DRIVER_FILES !== undefined;
const webgpu = await tryWebgpu();
const driver = process.env.VK_DRIVER_FILES;
const reason = !webgpu.works
  ? webgpu.reason
  : driver === undefined || asked
    ? null
    : `takes a minute on software; ask with VK_DRIVER_FILES=${driver}`;
const compared: BackendName[] = [...AVAILABLE.filter((name) => name !== 'cpu'), ...(reason === null ? (['webgpu'] as const) : [])];

it.skipIf(reason === null)(`webgpu is not compared: ${reason}`, ({ skip }) => skip());

describe.each(compared)('%s against the plain backend', (backend: BackendName) => {
  it.each(Object.keys(MODELS) as ModelName[])('%s: the losses of twenty steps agree to 1e-3', { timeout: 120_000 }, async (name) => {
    await startBackend(backend);
    const [seen, expected] = [await losses(name), oracle.get(name)!.losses];
    expect(seen.length).toBe(STEPS);
    expect(expected.at(-1)).not.toBeCloseTo(expected[0]!, 3);
    seen.forEach((loss, step) => expect(Math.abs(loss - expected[step]!), `step ${step + 1}`).toBeLessThan(1e-3));
  });

  it.each(Object.keys(MODELS) as ModelName[])(
    '%s: the gradients of all weights agree to 1e-4 of the largest',
    { timeout: 120_000 },
    async (name) => {
      await startBackend(backend);
      const [computed, expected] = [await gradients(name), oracle.get(name)!.gradients];
      expect([...computed.keys()]).toEqual([...expected.keys()]);
      for (const [weight, values] of expected) {
        const scale = largest(values);
        expect(scale, weight).toBeGreaterThan(0);
        expect(largest(values.map((value, at) => value - computed.get(weight)![at]!)) / scale, weight).toBeLessThan(1e-4);
      }
    },
  );
});
