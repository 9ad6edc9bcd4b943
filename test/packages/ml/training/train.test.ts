import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import type { BatchSource } from '../../../../packages/ml/src/dataset/batch-source.ts';
import { buildModel, type Model } from '../../../../packages/ml/src/model/build.ts';
import { parseModel, parseTraining, type ModelInput, type TrainingInput } from '../../../../packages/ml/src/model/config.ts';
import { inputSpec } from '../../../../packages/ml/src/model/input.ts';
import { planModel } from '../../../../packages/ml/src/model/plan.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../packages/ml/src/training/checkpoint.ts';
import { predictLogits } from '../../../../packages/ml/src/training/predict.ts';
import type { TrainingState } from '../../../../packages/ml/src/training/state.ts';
import { headFor } from '../../../../packages/ml/src/training/target.ts';
import { train, type TrainingHooks, type TrainingTask } from '../../../../packages/ml/src/training/train.ts';
import { AVAILABLE, bars, letters, memorySource, planes, slopes, type Task } from '../support.ts';

const CNN: ModelInput = { family: 'cnn', filters: [4, 8], dense: [16] };
const RNN: ModelInput = { family: 'rnn', units: [8], dense: [] };

function modelFor(task: Task, model: ModelInput, seed = 1): Model {
  return buildModel(planModel(parseModel(model), inputSpec(task.input), headFor(task.target)), createRandom(seed));
}

interface Outcome {
  readonly logits: Float32Array;
  readonly result: Awaited<ReturnType<typeof train>>;
  readonly weights: Float32Array[];
}

async function run(
  task: Task,
  model: ModelInput,
  training: TrainingInput,
  more: Partial<TrainingTask> & { hooks?: TrainingHooks; held?: Task; seed?: number } = {},
): Promise<Outcome> {
  const { hooks, held, seed = 1, ...rest } = more;
  const built = modelFor(task, model, seed);
  try {
    const result = await train(
      {
        model: built,
        train: task,
        ...(held ? { validation: held } : {}),
        config: parseTraining(training),
        random: createRandom(seed).fork('training'),
        ...rest,
      },
      hooks,
    );
    return { result, logits: await predictLogits(built, task.input), weights: (await built.weightValues()).map((weight) => weight.values) };
  } finally {
    built.dispose();
  }
}

const STEPS = [0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001];

/** The weights that a model of no layers but the last starts from. */
async function modelWeights(task: Task): Promise<Float32Array[]> {
  const model = modelFor(task, { family: 'mlp', dense: [] });
  const values = await model.weightValues();
  model.dispose();
  return values.map((weight) => weight.values);
}

/** A source that changes with the epoch, as an augmented one does. */
function dimmed(input: BatchSource, epoch: number): BatchSource {
  return {
    ...input,
    read(rows, into) {
      input.read(rows, into);
      for (let at = 0; at < into.length; at++) into[at]! *= 1 - 0.1 * epoch;
    },
  };
}

const last = ({ result }: Outcome) => result.history.at(-1)!.metrics;

describe.each(AVAILABLE)('training on %s', (backend) => {
  beforeAll(async () => void (await startBackend(backend, { threads: 1 })));

  it.each([
    ['a CNN tells upright from lying bars', bars(64), CNN, 0.95],
    ['an LSTM tells rising from falling sequences', slopes(90), { family: 'rnn', units: [12], dense: [] }, 0.9],
    [
      'a bidirectional GRU does so too',
      slopes(90),
      { family: 'rnn', cell: 'gru', units: [8], bidirectional: true, pooling: 'mean', dense: [] },
      0.85,
    ],
    ['an embedding finds a letter', letters(120), { family: 'rnn', units: [8], embedding: 8, pooling: 'max', dense: [8] }, 0.95],
  ] as const)('%s', async (_, task, model, accuracy) => {
    const outcome = await run(task, model as ModelInput, { epochs: 15, batchSize: 16, learningRate: 0.02 });
    expect(last(outcome).accuracy).toBeGreaterThan(accuracy);
    expect(last(outcome).loss).toBeLessThan(outcome.result.history[0]!.metrics.loss!);
  });

  it('an MLP fits two planes', async () => {
    const outcome = await run(planes(128), { family: 'mlp', dense: [32] }, { epochs: 30, batchSize: 16, learningRate: 0.01 });
    expect(last(outcome).loss).toBeLessThan(0.05);
    expect(last(outcome).mae).toBeLessThan(0.2);
  });

  it('gives the same numbers for the same seed, dropout and batch normalisation included, and others for another', async () => {
    const model: ModelInput = { ...CNN, dropout: 0.3, batchNormalization: true } as ModelInput;
    const [one, same, other] = [
      await run(bars(40), model, { epochs: 2 }),
      await run(bars(40), model, { epochs: 2 }),
      await run(bars(40), model, { epochs: 2 }, { seed: 2 }),
    ];
    expect(same.weights).toEqual(one.weights);
    expect(same.logits).toEqual(one.logits);
    expect(other.logits).not.toEqual(one.logits);
  });

  it.each(['adam', 'momentum', 'rmsprop', 'sgd'] as const)(
    'resumed from a checkpoint is to the bit the training that never stopped: %s',
    async (optimizer) => {
      const [task, held] = [slopes(45), slopes(30, 2)];
      const training: TrainingInput = { epochs: 4, batchSize: 8, optimizer, learningRate: 0.01, schedule: 'cosine' };
      const model: ModelInput = { family: 'rnn', units: [6, 6], dense: [8], dropout: 0.3 };
      const states: Uint8Array[] = [];
      const whole = await run(task, model, training, {
        held,
        hooks: { onCheckpoint: (state) => void states.push(encodeCheckpoint(state)) },
      });
      const resumed = await run(task, model, training, { held, resume: decodeCheckpoint(states[1]!) });
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.result.history.map(({ metrics }) => metrics)).toEqual(whole.result.history.map(({ metrics }) => metrics));
      expect(resumed.result.epoch).toBe(whole.result.epoch);
    },
  );

  it('leaves no tensor behind and holds the same number in every epoch', async () => {
    const before = tf.memory().numTensors;
    const { result } = await run(
      bars(40),
      { ...CNN, dropout: 0.2, batchNormalization: true } as ModelInput,
      { epochs: 4, clipNorm: 1 },
      { held: bars(20, 3), l2: 0.001 },
    );
    expect(new Set(result.history.map(({ tensors }) => tensors)).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('training', () => {
  beforeAll(async () => void (await startBackend('wasm', { threads: 1 })));

  it('stops within one batch when it is told to, with the reason it was given', async () => {
    const control = new AbortController();
    const steps: number[] = [];
    const training = run(
      bars(64),
      CNN,
      { epochs: 50, batchSize: 8 },
      {
        hooks: {
          signal: control.signal,
          onBatch: ({ step }) => {
            steps.push(step);
            if (step === 3) control.abort(new Error('canceled by Ada'));
          },
        },
      },
    );
    await expect(training).rejects.toThrow('canceled by Ada');
    expect(steps).toEqual([1, 2, 3]);
  });

  it('stops at a loss that is no number, says why and keeps the last good weights', async () => {
    const task = planes(32);
    const poisoned: Task = {
      ...task,
      input: {
        ...task.input,
        atEpoch: (epoch) => (epoch < 2 ? task.input : { ...task.input, read: (_rows, into) => void into.fill(Number.NaN) }),
      },
    };
    const states: TrainingState[] = [];
    const outcome = await run(
      poisoned,
      { family: 'mlp', dense: [] },
      { epochs: 5 },
      { hooks: { onCheckpoint: (state) => void states.push(state) } },
    );
    expect(outcome.result).toMatchObject({
      ending: 'diverged',
      epoch: 2,
      reason: expect.stringContaining('the loss became NaN in epoch 3, batch 1 of 1; kept the weights of epoch 2'),
    });
    expect(outcome.weights).toEqual(states[1]!.weights.map(({ values }) => values));
    expect(outcome.weights.flatMap((values) => [...values]).every(Number.isFinite)).toBe(true);
  });

  it('keeps the weights of before when the last step of an epoch overflows, although its loss was finite', async () => {
    // One sample so far out that the gradient is beyond single precision while the squared error is not.
    const task: Task = {
      input: memorySource([Float32Array.of(8e18)], [1]),
      target: { kind: 'regression', values: Float64Array.of(0), outputs: 1 },
    };
    const { result, weights } = await run(task, { family: 'mlp', dense: [] }, { epochs: 3, optimizer: 'sgd', learningRate: 10 });
    expect(result).toMatchObject({ ending: 'diverged', epoch: 0, history: [] });
    expect(result.reason).toContain('the weights were no longer finite after epoch 1; kept the weights of the start');
    expect(weights.flatMap((values) => [...values]).every(Number.isFinite)).toBe(true);
  });

  it('stops early when validation no longer improves, and gives back the best weights', async () => {
    const states: TrainingState[] = [];
    const { result, weights } = await run(
      bars(24),
      CNN,
      { epochs: 60, learningRate: 0.05, earlyStopping: { patience: 3 } },
      { held: bars(24, 9), hooks: { onCheckpoint: (state) => void states.push(state) } },
    );
    const held = result.history.map(({ metrics }) => metrics.val_loss!);
    const best = held.indexOf(Math.min(...held)) + 1;
    expect(result).toMatchObject({ ending: 'stopped early', epoch: best, reason: 'val_loss did not improve for 3 epochs' });
    expect(result.history.length).toBe(best + 3);
    expect(weights).toEqual(states[best - 1]!.weights.map(({ values }) => values));
  });

  it('that was resumed from the checkpoint where it had stopped early stops there again', async () => {
    const [task, held] = [bars(24), bars(24, 9)];
    const training: TrainingInput = { epochs: 60, learningRate: 0.05, earlyStopping: { patience: 3 } };
    const states: TrainingState[] = [];
    const whole = await run(task, CNN, training, { held, hooks: { onCheckpoint: (state) => void states.push(state) } });
    const resumed = await run(task, CNN, training, { held, resume: states.at(-1)! });
    expect(whole.result.ending).toBe('stopped early');
    expect(resumed.result).toEqual(whole.result);
    expect(resumed.weights).toEqual(whole.weights);
  });

  it('clips all gradients together to the norm it is given', async () => {
    const start = (await modelWeights(planes(16))).flatMap((values) => [...values]);
    const length = async (clipNorm: number | null) => {
      const { weights } = await run(
        planes(16),
        { family: 'mlp', dense: [] },
        { epochs: 1, batchSize: 16, optimizer: 'sgd', learningRate: 0.5, clipNorm, restoreBest: false },
      );
      return Math.hypot(...weights.flatMap((values) => [...values]).map((value, at) => value - start[at]!)) / 0.5;
    };
    const free = await length(null);
    expect(free).toBeGreaterThan(1);
    expect(await length(0.25)).toBeCloseTo(0.25, 5);
    expect(await length(2 * free)).toBeCloseTo(free, 5);
  });

  it('asks for augmented samples by epoch, and a resumed training asks for the same ones', async () => {
    const task = bars(16);
    const asked: number[] = [];
    const shaken: Task = { ...task, input: { ...task.input, atEpoch: (epoch) => (asked.push(epoch), dimmed(task.input, epoch)) } };
    const states: TrainingState[] = [];
    const whole = await run(shaken, CNN, { epochs: 4 }, { hooks: { onCheckpoint: (state) => void states.push(state) } });
    const resumed = await run(shaken, CNN, { epochs: 4 }, { resume: states[1]! });
    const plain = await run(task, CNN, { epochs: 4 });
    expect(asked).toEqual([0, 1, 2, 3, 2, 3]);
    expect(resumed.weights).toEqual(whole.weights);
    expect(plain.weights).not.toEqual(whole.weights);
  });

  it.each(['cosine', 'step'] as const)('lowers the learning rate along the %s of its schedule, batch by batch', async (schedule) => {
    const rates: number[] = [];
    await run(
      planes(8),
      { family: 'mlp', dense: [] },
      { epochs: 4, batchSize: 4, learningRate: 0.1, schedule },
      { hooks: { onBatch: ({ learningRate }) => void rates.push(learningRate) } },
    );
    const expected = { cosine: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => 0.05 * (1 + Math.cos((Math.PI * step) / 8))), step: STEPS }[schedule];
    rates.forEach((rate, step) => expect(rate).toBeCloseTo(expected[step]!, 12));
    expect(rates.length).toBe(8);
  });

  it('weighs rare classes up when told to', async () => {
    const task = bars(90);
    const labels = Int32Array.from({ length: 90 }, (_, row) => (row < 81 ? 0 : 1));
    const noise: Task = { input: task.input, target: { kind: 'binary', labels, classes: ['many', 'few'] } };
    const share = async (classWeights: 'none' | 'balanced') => {
      const { logits } = await run(noise, { family: 'mlp', dense: [] }, { epochs: 10, classWeights });
      return logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
    };
    expect(await share('balanced')).toBeGreaterThan((await share('none')) + 0.5);
  });

  it('reports progress: batches, time left, samples per second and memory', async () => {
    const fractions: number[] = [];
    const { result } = await run(
      bars(32),
      CNN,
      { epochs: 2, batchSize: 8 },
      { hooks: { onBatch: ({ fraction, etaMs }) => void (fractions.push(fraction), expect(etaMs).toBeGreaterThanOrEqual(0)) } },
    );
    expect(fractions).toEqual([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
    expect(result.history[1]).toMatchObject({ epoch: 2, epochs: 2, etaMs: 0 });
    expect(result.history[1]!.samplesPerSecond).toBeGreaterThan(0);
    expect(result.history[1]!.memoryBytes).toBeGreaterThan(1e6);
  });

  it.each([
    [
      'an empty training part',
      { train: { ...bars(2), input: { ...bars(2).input, samples: 0 } } },
      {},
      'train requires at least one sample in the train part, got 0',
    ],
    ['early stopping without validation', {}, { earlyStopping: {} }, 'early stopping requires a validation part, got none'],
  ])('refuses %s', async (_, more, training, message) => {
    await expect(run(bars(8), CNN, training as TrainingInput, more as Partial<TrainingTask>)).rejects.toThrow(message);
  });

  it('keeps its memory flat over a thousand steps', { timeout: 120_000 }, async () => {
    const memory: number[] = [];
    const { result } = await run(
      slopes(64),
      RNN,
      { epochs: 125, batchSize: 8 },
      { hooks: { onEpoch: ({ memoryBytes }) => void memory.push(memoryBytes) } },
    );
    expect(new Set(result.history.map(({ tensors }) => tensors)).size).toBe(1);
    expect(memory.at(-1)! - memory[60]!).toBeLessThan(64 * 2 ** 20);
  });
});
