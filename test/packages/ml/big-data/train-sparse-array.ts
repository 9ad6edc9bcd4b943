/** A program of its own, so that its peak of memory is its own: a large array becomes a dataset and trains a small CNN for one epoch. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runRecipe } from '@atelier/ml';
import { parseModel, parseTraining } from '@atelier/ml/config';
import { importFiles, openDataset } from '@atelier/ml/dataset';
import { parseRecipe } from '@atelier/ml/recipe';
import { npyBytes } from '../../../support/data-files.ts';

const SIDE = 256;
const ROW_BYTES = SIDE * SIDE * 3;
/** One picture in so many shows something; the others are a hole in the file. */
const EVERY = 16;

const [folder, bytes] = process.argv.slice(2);
const rows = Math.floor(Number(bytes) / ROW_BYTES);

function writeImages(path: string): void {
  const header = npyBytes('|u1', [rows, SIDE, SIDE, 3], new Uint8Array());
  const descriptor = openSync(path, 'wx');
  writeSync(descriptor, header);
  ftruncateSync(descriptor, header.length + rows * ROW_BYTES);
  for (let row = 0; row < rows; row += EVERY) {
    const picture = new Uint8Array(ROW_BYTES).fill((row * 7) % 256);
    writeSync(descriptor, picture, 0, ROW_BYTES, header.length + row * ROW_BYTES);
  }
  closeSync(descriptor);
}

function writeLabels(path: string): void {
  const descriptor = openSync(path, 'wx');
  writeSync(
    descriptor,
    npyBytes(
      '|u1',
      [rows],
      Uint8Array.from({ length: rows }, (_, row) => (row % EVERY === 0 ? 1 : 0)),
    ),
  );
  closeSync(descriptor);
}

const files = ['images.npy', 'labels.npy'].map((name) => ({ name, path: join(folder, name) }));
writeImages(files[0].path);
writeLabels(files[1].path);
const dataset = await openDataset((await importFiles(files, { folder: join(folder, 'version') })).folder);
const { history, backend } = await runRecipe({
  dataset,
  view: 'images',
  assignment: Uint8Array.from({ length: rows }, (_, row) => (row % 10 === 1 ? 1 : 0)),
  recipe: parseRecipe({
    steps: [
      { step: 'resize', version: 1, height: 16, width: 16 },
      { step: 'scale', version: 1, method: 'divide', by: 255 },
    ],
  }),
  model: parseModel({ family: 'cnn', filters: [4], dense: [] }),
  training: parseTraining({ epochs: 1, batchSize: 64 }),
  seed: 1,
});
dataset.close();
process.stdout.write(
  `${JSON.stringify({ rows, bytes: rows * ROW_BYTES, epochs: history.length, backend: backend.name, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`,
);
