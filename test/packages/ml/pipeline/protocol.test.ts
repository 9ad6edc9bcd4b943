import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import type { Dataset } from '../../../../packages/ml/src/dataset/index.ts';
import { metricOf } from '../../../../packages/ml/src/evaluation/index.ts';
import { decode, encode, type ProtocolState, type ProtocolTask, runProtocol, runRecipe } from '../../../../packages/ml/src/index.ts';
import { parseModel, parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { defaultRecipe } from '../../../../packages/ml/src/recipe/index.ts';
import { assignmentOf, makeSplit, type Split, type SplitOptions } from '../../../../packages/ml/src/split/index.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const SAMPLES = 60;
let dataset: Dataset;
let labels: Int32Array;
let groups: readonly string[];

beforeAll(async () => {
  await startBackend('wasm', { threads: 1 });
  const random = createRandom(3);
  const rows = Array.from({ length: SAMPLES }, (_, row) => {
    const tall = row % 2 === 1;
    return `w${row},${(random.normal() + (tall ? 2 : -2)).toFixed(3)},${random.normal().toFixed(3)},${tall ? 'tall' : 'short'},g${row % 12}`;
  });
  dataset = await datasetOf({ 'works.csv': ['id,height,noise,label,group', ...rows].join('\n') });
  if (dataset.target?.kind !== 'binary') throw new Error('the table has two classes');
  labels = dataset.target.labels;
  groups = dataset.groups!;
});
afterAll(() => dataset?.close());

function splitOf(options: Partial<SplitOptions>): Split {
  return makeSplit({ samples: SAMPLES, seed: 1, labels, groups, ...options });
}

function taskOf(split: Split, more: Partial<ProtocolTask> = {}): ProtocolTask {
  const [view] = dataset.views;
  return {
    dataset,
    view: view!.name,
    split,
    recipe: defaultRecipe(view!),
    model: parseModel({ family: 'mlp', dense: [4] }),
    training: parseTraining({ epochs: 3, learningRate: 0.05, batchSize: 16 }),
    seed: 5,
    backend: 'wasm',
    ...more,
  };
}

describe('runProtocol', () => {
  test.each<[string, Partial<SplitOptions>, number]>([
    ['a holdout', { strategy: 'stratified' }, 1],
    ['k folds', { protocol: 'k-fold', folds: 3 }, 3],
    ['stratified folds', { protocol: 'k-fold', folds: 3, strategy: 'stratified' }, 3],
    ['folds of whole groups', { protocol: 'k-fold', folds: 3, strategy: 'grouped' }, 3],
    ['repeated folds', { protocol: 'k-fold', folds: 2, repeats: 2 }, 4],
    ['one group at a time', { protocol: 'leave-one-group-out' }, 12],
  ])('tests every sample of %s by models that have not seen it', async (_name, options, folds) => {
    const split = splitOf(options);
    const { outcome } = await runProtocol(taskOf(split, { training: parseTraining({ epochs: 8, learningRate: 0.05, batchSize: 16 }) }));
    if (!outcome.complete) throw new Error('all folds were trained');
    expect(outcome.scores).toHaveLength(folds);
    const { ids } = outcome.pooled.predictions;
    if (split.folds) expect(ids).toEqual(dataset.ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(metricOf(outcome.evaluation, 'accuracy')!.value).toBeGreaterThan(0.8);
  });

  test('leaves one out 60 times without 60 copies of anything', async () => {
    const split = splitOf({ protocol: 'leave-one-out', fractions: { train: 1, validation: 0, test: 0 } });
    const { outcome } = await runProtocol(taskOf(split, { training: parseTraining({ epochs: 4, learningRate: 0.1, batchSize: 64 }) }));
    if (!outcome.complete) throw new Error('all folds were trained');
    expect(outcome.scores).toHaveLength(SAMPLES);
    const [mean, pooled] = [outcome.mean, outcome.evaluation.metrics].map((metrics) => metrics.find(({ name }) => name === 'accuracy')!);
    expect(mean).toEqual({ name: 'accuracy', value: expect.closeTo(pooled!.value, 12) });
    // 500 rows are 500 folds: a number a row, not a row a fold.
    const large = makeSplit({ samples: 500, seed: 1, protocol: 'leave-one-out', fractions: { train: 1, validation: 0, test: 0 } });
    expect(large.folds!.testedIn.byteLength + large.folds!.inner.byteLength + large.assignment.byteLength).toBe(500 * 5);
  });

  test('makes of a fold what a training of that fold alone makes', async () => {
    const split = splitOf({ protocol: 'k-fold', folds: 3 });
    const { dataset, view, recipe, model, training, seed } = taskOf(split);
    const { folds, outcome } = await runProtocol(taskOf(split, { only: [2] }));
    const { predictions } = await runRecipe({
      dataset,
      view,
      recipe,
      model,
      training,
      seed,
      backend: 'wasm',
      assignment: assignmentOf(split, 2),
    });
    expect(outcome).toMatchObject({ complete: false, missing: [0, 1] });
    expect(folds[0]!.predictions.scores).toEqual(predictions.find(({ part }) => part === 'test')!.predictions.scores);
  });

  test('stopped within any training and between folds, goes on to the same predictions and trains nothing twice', async () => {
    const split = splitOf({ protocol: 'k-fold', folds: 3 });
    const states: Uint8Array[] = [];
    const whole = await runProtocol(taskOf(split), { onCheckpoint: (state) => void states.push(encode(state)) });
    // Three epochs and the end of each of three folds.
    expect(states).toHaveLength(12);
    for (const at of [1, 3, 6]) {
      const epochs: string[] = [];
      let fold = -1;
      const resumed = await runProtocol(taskOf(split, { resume: decode(states[at]!) as ProtocolState }), {
        onTraining: (step) => void (fold = step.fold),
        onEpoch: ({ epoch }) => void epochs.push(`${fold}:${epoch}`),
      });
      expect(resumed.folds.map(({ predictions }) => predictions)).toEqual(whole.folds.map(({ predictions }) => predictions));
      expect(epochs).toHaveLength(9 - (at + 1 - Math.floor((at + 1) / 4)));
    }
  });

  test('stops within one batch when it is asked to', async () => {
    const control = new AbortController();
    let folds = 0;
    const running = runProtocol(taskOf(splitOf({ protocol: 'k-fold', folds: 3 })), {
      signal: control.signal,
      onFold: () => void (folds += 1),
      onBatch: () => (folds === 1 ? control.abort(new Error('enough')) : undefined),
    });
    await expect(running).rejects.toThrow('enough');
    expect(folds).toBe(1);
  });

  test('lets inner folds choose and outer folds judge', async () => {
    const split = splitOf({ protocol: 'nested', folds: 2, innerFolds: 2 });
    const useless = { model: parseModel({ family: 'mlp', dense: [4] }), training: parseTraining({ epochs: 1, learningRate: 1e-9 }) };
    const steps: string[] = [];
    const { training } = taskOf(split);
    const { folds } = await runProtocol(taskOf(split, { training: useless.training, alternatives: [{ ...useless, training }] }), {
      onTraining: ({ training: at, trainings, candidate, innerFold, fold }) =>
        void steps.push(`${at}/${trainings} ${fold} ${candidate ?? '-'} ${innerFold ?? '-'}`),
    });
    expect(steps).toEqual([
      '1/10 0 0 0',
      '2/10 0 0 1',
      '3/10 0 1 0',
      '4/10 0 1 1',
      '5/10 0 - -',
      '6/10 1 0 0',
      '7/10 1 0 1',
      '8/10 1 1 0',
      '9/10 1 1 1',
      '10/10 1 - -',
    ]);
    for (const { candidate, choice } of folds) {
      expect(candidate).toBe(1);
      expect(choice[1]).toBeGreaterThan(choice[0]!);
    }
  });

  test('goes on within a nested choice', async () => {
    const split = splitOf({ protocol: 'nested', folds: 2, innerFolds: 2 });
    const task = taskOf(split, {
      alternatives: [{ model: parseModel({ family: 'mlp', dense: [2] }), training: parseTraining({ epochs: 2 }) }],
    });
    const states: ProtocolState[] = [];
    const whole = await runProtocol(task, { onCheckpoint: (state) => void states.push(decode(encode(state)) as ProtocolState) });
    const resume = states.find(({ current }) => current?.fold === 1 && current.inner.length === 3)!;
    expect((await runProtocol({ ...task, resume })).folds).toEqual(whole.folds);
  });

  test('refuses alternatives without inner folds, and folds that there are not', async () => {
    const split = splitOf({ protocol: 'k-fold', folds: 3 });
    const { model, training } = taskOf(split);
    await expect(runProtocol(taskOf(split, { alternatives: [{ model, training }] }))).rejects.toThrow(
      /a nested split to choose among 2 candidates, got k-fold/,
    );
    await expect(runProtocol(taskOf(split, { only: [3] }))).rejects.toThrow(/folds from 0 to 2, got 3/);
  });
});
