/**
 * `node bench/ml/accuracy.ts FOLDER [SEED …] [--backend NAME]`: how well the presets do on a folder of two views of the same works (an `.npz`
 * and a CSV with a group column), split by group. Prints one line per seed: accuracies on the test part of both models and of their plain mean, and seconds.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importFiles, openDataset } from '@atelier/ml/dataset';
import { evaluate, type Predictions } from '@atelier/ml/evaluation';
import { chooseWeights, fuse } from '@atelier/ml/fusion';
import { defaultRecipe } from '@atelier/ml/recipe';
import { makeSplit } from '@atelier/ml/split';
import { type BackendName, runRecipe } from '@atelier/ml';
import { presetFor } from '@atelier/ml/config';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { backend: { type: 'string', default: 'auto' }, only: { type: 'string' } },
});
const [folder, ...seeds] = positionals;
if (folder === undefined) throw new Error('usage: node bench/ml/accuracy.ts FOLDER [SEED …] [--backend NAME] [--only VIEW]');
const names = await fs.readdir(folder);
const table = ['music_index.csv', 'labels.csv'].find((name) => names.includes(name))!;
const work = await fs.mkdtemp(path.join(os.tmpdir(), 'atelier-accuracy-'));
try {
  const files = names.filter((name) => name.endsWith('.npz') || name === table).map((name) => ({ name, path: path.join(folder, name) }));
  const groupColumn = table === 'labels.csv' ? 'drawer' : 'group';
  await importFiles(files, { folder: path.join(work, 'dataset'), columns: { group: groupColumn } });
  const dataset = await openDataset(path.join(work, 'dataset'));
  const target = dataset.target!;
  if (!('classes' in target) || target.kind === 'multilabel') throw new Error('expects one class for each work');
  for (const seed of (seeds.length > 0 ? seeds : ['1', '2', '3']).map(Number)) {
    const split = makeSplit({
      samples: dataset.samples,
      seed,
      strategy: 'stratified-grouped',
      labels: target.labels,
      classes: target.classes,
      groups: dataset.groups!,
    });
    const members: { name: string; validation: Predictions; test: Predictions; seconds: number; backend: string; epoch: number }[] = [];
    for (const view of dataset.views.filter((view) => !values.only || view.name === values.only)) {
      const started = performance.now();
      const { model, training } = presetFor(view.manifest.modality === 'IMAGE' ? 'cnn' : 'rnn');
      const result = await runRecipe(
        {
          dataset,
          view: view.name,
          assignment: split.assignment,
          recipe: defaultRecipe(view),
          model,
          training,
          seed,
          backend: values.backend as 'auto' | BackendName,
        },
        {
          onEpoch: ({ epoch, metrics, samplesPerSecond }) =>
            console.error(view.name, epoch, JSON.stringify(metrics), `${samplesPerSecond.toFixed(0)} samples/s`),
        },
      );
      const [validation, test] = result.predictions.map((part) => part.predictions);
      members.push({
        name: view.name,
        validation: validation!,
        test: test!,
        seconds: (performance.now() - started) / 1000,
        backend: result.backend.name,
        epoch: result.epoch,
      });
    }
    const accuracy = (predictions: Predictions) =>
      (100 * evaluate(predictions).metrics.find(({ name }) => name === 'accuracy')!.value!).toFixed(1);
    const line = members.map(
      ({ name, test, seconds, backend, epoch }) => `${name} ${accuracy(test)} (${seconds.toFixed(0)} s on ${backend}, epoch ${epoch})`,
    );
    if (members.length === 2) {
      const { weights } = chooseWeights(
        members.map((member) => member.validation),
        { metric: 'accuracy' },
      );
      const fused = (shares: readonly number[]) =>
        accuracy(
          fuse(
            members.map((member) => member.test),
            { method: 'weighted', weights: [...shares] },
          ),
        );
      line.push(`mean ${fused([0.5, 0.5])}`, `weights ${[...weights].map((weight) => weight.toFixed(2)).join('/')} ${fused([...weights])}`);
    }
    console.log(`seed ${seed}: ${line.join(', ')}`);
  }
  dataset.close();
} finally {
  await fs.rm(work, { recursive: true, force: true });
}
