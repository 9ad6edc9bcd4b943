import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import type { Dataset } from '../../../../packages/ml/src/dataset/dataset.ts';
import { importFiles } from '../../../../packages/ml/src/dataset/import/import-files.ts';
import { openDataset } from '../../../../packages/ml/src/dataset/open-dataset.ts';
import { writeSampleSet } from '../../../../packages/ml/src/dataset/sample/write-sample-set.ts';
import { parseModel, parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { runRecipe, type RecipeHooks, type RecipeTask } from '../../../../packages/ml/src/pipeline.ts';
import { defaultRecipe } from '../../../../packages/ml/src/recipe/default-recipe.ts';
import { makeSplit } from '../../../../packages/ml/src/split/make-split.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../packages/ml/src/training/checkpoint.ts';

let folder: string;
let dataset: Dataset;
let assignment: Uint8Array;

beforeAll(async () => {
  await startBackend('wasm', { threads: 1 });
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'atelier-pipeline-'));
  const files = await writeSampleSet({ folder: path.join(folder, 'files'), samples: 80 });
  await importFiles(files, { folder: path.join(folder, 'dataset') });
  dataset = await openDataset(path.join(folder, 'dataset'));
  assignment = makeSplit({
    samples: dataset.samples,
    groups: dataset.groups!,
    strategy: 'grouped',
    seed: 1,
    allowEmptyClasses: true,
  }).assignment;
}, 60_000);

afterAll(async () => {
  dataset?.close();
  await fs.rm(folder, { recursive: true, force: true });
});

function task(modality: string, more: Partial<RecipeTask> = {}): RecipeTask {
  const view = dataset.views.find(({ manifest }) => manifest.modality === modality)!;
  const model = parseModel(
    modality === 'IMAGE'
      ? { family: 'cnn', filters: [4], dense: [8], dropout: 0.2 }
      : { family: 'rnn', units: [6], bidirectional: true, dense: [], dropout: 0.2 },
  );
  return {
    dataset,
    view: view.name,
    assignment,
    recipe: defaultRecipe(view),
    model,
    training: parseTraining({ epochs: 3, batchSize: 16 }),
    seed: 1,
    backend: 'wasm',
    ...more,
  };
}

describe('runRecipe', () => {
  it.each(['IMAGE', 'SEQUENCE'])('carries %s rows to predictions of exactly the works it did not train on', async (modality) => {
    const before = tf.memory().numTensors;
    const { predictions, history, backend, trained } = await runRecipe(task(modality));
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(backend.name).toBe('wasm');
    expect(predictions.map(({ part }) => part)).toEqual(['validation', 'test']);
    for (const { part, rows, predictions: said } of predictions) {
      expect([...rows]).toEqual([...assignment.keys()].filter((row) => assignment[row] === (part === 'validation' ? 1 : 2)));
      expect(said.ids).toEqual([...rows].map((row) => dataset.ids[row]));
      const classes = 'classes' in said ? said.classes.length : 0;
      for (let row = 0; row < rows.length; row++)
        expect(said.scores.subarray(row * classes, (row + 1) * classes).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 5);
    }
    expect(trained.weights.length).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the same predictions for the same seed', async () => {
    const [one, other] = [await runRecipe(task('IMAGE')), await runRecipe(task('IMAGE'))];
    expect(other.predictions).toEqual(one.predictions);
  });

  it('goes on from a checkpoint to the same predictions', async () => {
    const states: Uint8Array[] = [];
    const whole = await runRecipe(task('SEQUENCE'), { onCheckpoint: (state) => void states.push(encodeCheckpoint(state)) });
    const resumed = await runRecipe(task('SEQUENCE', { resume: decodeCheckpoint(states[0]!) }));
    expect(resumed.predictions).toEqual(whole.predictions);
  });

  it('leaves no tensor behind when it is stopped', async () => {
    const before = tf.memory().numTensors;
    const control = new AbortController();
    const hooks: RecipeHooks = { signal: control.signal, onBatch: ({ step }) => void (step === 2 && control.abort(new Error('enough'))) };
    await expect(runRecipe(task('IMAGE'), hooks)).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a model that is too large for this machine before it trains, with the estimate', async () => {
    const huge = parseModel({ family: 'cnn', filters: [2048, 2048], kernelSize: 15, padding: 'same', pool: 1, dense: [8192, 8192] });
    await expect(runRecipe(task('IMAGE', { model: huge }))).rejects.toThrow(
      /needs at least [\d.,]+ GB of memory with batches of 16, and this machine has [\d.,]+ GB/,
    );
  });

  it('refuses a model that does not fit the view', async () => {
    await expect(runRecipe(task('IMAGE', { model: parseModel({ family: 'rnn' }) }))).rejects.toThrow('family rnn needs sequences');
  });
});
