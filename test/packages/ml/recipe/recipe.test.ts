import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BatchSource, type Dataset, importFiles, openDataset, writeSampleSet } from '@atelier/ml/dataset';
import { DataError } from '@atelier/ml/formats';
import {
  defaultRecipe,
  describeStep,
  formAfter,
  hashRecipe,
  parseRecipe,
  prepare,
  prepareRows,
  previewRecipe,
  type Recipe,
  STEPS,
} from '@atelier/ml/recipe';
import { makeSplit, partRows } from '@atelier/ml/split';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npyBytes } from '../../../support/data-files.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const root = mkdtempSync(join(tmpdir(), 'atelier-recipe-'));
let works: Dataset;
beforeAll(async () => {
  const files = await writeSampleSet({ folder: join(root, 'files'), samples: 60 });
  await importFiles(files, { folder: join(root, 'version') });
  works = await openDataset(join(root, 'version'));
});
afterAll(() => {
  works.close();
  rmSync(root, { recursive: true });
});

const range = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, index) => from + index);
const step = (name: string, options: object = {}): Recipe['steps'][number] => ({ step: name, version: 1, ...options });

function readAll(input: BatchSource): number[] {
  const size = input.samples * input.shape.reduce((product, length) => product * length, 1);
  const into = input.kind === 'token' ? new Int32Array(size) : new Float32Array(size);
  input.read(range(0, input.samples), into);
  return [...into];
}

const texts = (rows: readonly string[]) =>
  datasetOf({ 't.ndjson': rows.map((text, index) => JSON.stringify({ text, label: index % 2 ? 'x' : 'y' })).join('\n') });

describe('a recipe', () => {
  it('survives JSON and has one hash, defaults spelled out or not', () => {
    const short = { steps: [step('scale', { method: 'divide' }), step('augment-picture', { rotate: 5 })] };
    const full = parseRecipe(short);
    expect(parseRecipe(JSON.parse(JSON.stringify(full)))).toEqual(full);
    expect(full.steps[0]).toEqual({ step: 'scale', version: 1, method: 'divide', by: 255 });
    expect(hashRecipe(short)).toBe(hashRecipe(full));
    expect(hashRecipe({ steps: [step('scale', { method: 'divide', by: 128 })] })).not.toBe(
      hashRecipe({ steps: [step('scale', { method: 'divide' })] }),
    );
  });

  it('has a readable line for every kind of step', () => {
    const needed: Record<string, object> = {
      scale: { method: 'standardise' },
      resize: { height: 8, width: 8 },
      pad: { steps: 3 },
      windows: { length: 2, stride: 1 },
      vocabulary: { size: 9 },
      'fill-missing': { policy: 'mean' },
    };
    for (const name of STEPS.keys()) expect(describeStep(step(name, needed[name]))).toMatch(/^[A-Z].{9,}$/);
  });

  it.each<[string, unknown, RegExp]>([
    ['no steps', {}, /recipe: expected \{ steps: \[\.\.\.\] \}/],
    ['an unknown step', { steps: [step('polish')] }, /step 1: expected one of drop-missing.*found "polish"/],
    ['another version', { steps: [{ step: 'greyscale', version: 2 }] }, /\(greyscale\): expected version 1, found 2/],
    [
      'an option out of range',
      { steps: [step('greyscale'), step('resize', { height: 0, width: 4 })] },
      /step 2 \(resize\), height: .*>=1, found 0/,
    ],
    ['an option that does not exist', { steps: [step('greyscale', { depth: 3 })] }, /Unrecognized key: "depth"/],
    ['a value of another kind', { steps: [step('scale', { method: 'log' })] }, /\(scale\), method: .*found "log"/],
  ])('refuses %s by name', (_, recipe, message) => {
    expect(() => parseRecipe(recipe)).toThrow(DataError);
    expect(() => parseRecipe(recipe)).toThrow(message);
  });

  it('refuses a step that has no business with the view', () => {
    const parts = { train: range(0, 40), validation: range(40, 50), test: range(50, 60) };
    expect(() => prepare(works, 'images', { steps: [step('notes')] }, parts, { seed: 1 })).toThrow(
      'step notes: expected values, SEQUENCE, 2 dimensions, found values IMAGE [32, 32, 3]',
    );
    expect(() => prepare(works, 'notes', { steps: [step('resize', { height: 4, width: 4 })] }, parts, { seed: 1 })).toThrow(
      'step resize: expected values, IMAGE',
    );
  });

  it('fits nothing on anything but the training part', async () => {
    const rows = ['a b', 'b c c', 'a a d', 'zz zz zz zz zz', 'q q q q q q q'];
    const recipes: [Recipe, Dataset][] = [
      [{ steps: [step('tokenise', { unit: 'pairs' })] }, await texts(rows)],
      [{ steps: [step('tokenise', { unit: 'words' }), step('vocabulary', { size: 4 })] }, await texts(rows)],
    ];
    const numbers = (test: number) => datasetOf({ 't.csv': `x,y,label\n1,2,a\n3,NA,b\n5,6,a\n${test},${test},b\nNA,7,a\n` });
    const pipeline = { steps: [step('fill-missing', { policy: 'model' }), step('scale', { method: 'standardise' })] };
    recipes.push([pipeline, await numbers(4)], [pipeline, await numbers(4000)]);
    recipes.push(
      [{ steps: [step('scale', { method: 'min-max' })] }, await numbers(4)],
      [{ steps: [step('scale', { method: 'min-max' })] }, await numbers(4000)],
    );
    const states = recipes.map(([recipe, dataset]) => {
      const { state, train } = prepare(
        dataset,
        dataset.views[0].name,
        recipe,
        { train: range(0, 3), validation: range(3, 4), test: range(4, 5) },
        { seed: 1 },
      );
      const alone = prepare(
        dataset,
        dataset.views[0].name,
        recipe,
        { train: range(0, 3), validation: range(0, 0), test: range(0, 0) },
        { seed: 1 },
      );
      // Without the other parts, the same is fitted and the same comes out.
      expect(alone.state).toEqual(state);
      expect(readAll(alone.train.input)).toEqual(readAll(train.input));
      dataset.close();
      return JSON.stringify(state);
    });
    expect(states[0]).not.toContain('z');
    // Changing a test row changes nothing that was fitted.
    expect(states[3]).toBe(states[2]);
    expect(states[5]).toBe(states[4]);
  });

  it('prepares other rows later with what was fitted, to the bit', () => {
    const parts = { train: range(0, 40), validation: range(40, 50), test: range(50, 60) };
    for (const view of works.views) {
      const recipe = defaultRecipe(view);
      const { test, state } = prepare(works, view.name, recipe, parts, { seed: 1 });
      const later = prepareRows(works, view.name, recipe, JSON.parse(JSON.stringify(state)), parts.test);
      expect(readAll(later.input)).toEqual(readAll(test.input));
      expect(later.ids).toEqual(test.ids);
      const expected = formAfter(view.manifest, recipe);
      expect([expected.kind, expected.shape]).toEqual([test.input.kind, test.input.shape]);
    }
  });

  it('says on which samples it was fitted', () => {
    const parts = { train: range(0, 40), validation: range(40, 50), test: range(50, 60) };
    const recipe = defaultRecipe(works.view('images'));
    const first = prepare(works, 'images', recipe, parts, { seed: 1 }).state.fittedOn;
    expect(first.samples).toBe(40);
    expect(prepare(works, 'images', recipe, { ...parts, train: range(0, 39) }, { seed: 1 }).state.fittedOn.ids).not.toBe(first.ids);
  });

  it('shows rows before and after', async () => {
    const dataset = await texts(['ab', 'ba', 'aa']);
    const recipe = { steps: [step('tokenise'), step('pad', { steps: 3 })] };
    const preview = previewRecipe(dataset, 'text', recipe, {
      train: range(0, 2),
      shown: [2],
      variation: { seed: 1, epochs: [0] },
    });
    expect(preview.steps.map(({ after }) => after)).toEqual(['tokens [2] of 4 words', 'tokens [3] of 4 words']);
    expect(preview.rows).toEqual([
      {
        id: '2',
        before: { kind: 'texts', text: 'aa' },
        after: { kind: 'tokens', shape: [3], data: [2, 2, 0], length: 2, words: ['a', 'a'] },
        varied: [],
      },
    ]);
    dataset.close();
  });

  it('says what tokens mean however often they were numbered anew', async () => {
    const dataset = await texts(['aab', 'aac']);
    const recipe = { steps: [step('tokenise'), step('vocabulary', { size: 3 })] };
    const { rows } = previewRecipe(dataset, 'text', recipe, { train: range(0, 2), shown: [1] });
    expect(rows[0]?.after).toMatchObject({ data: [2, 2, 1], words: ['a', 'a', '<unknown>'] });
    dataset.close();
  });

  it('shows what training would see in the epochs asked for, and the rows themselves unvaried', () => {
    const recipe = { steps: [step('scale', { method: 'divide', by: 255 }), step('augment-picture', { rotate: 30, noise: 0.1 })] };
    const parts = { train: range(0, 40), validation: range(40, 50), test: range(50, 60) };
    const seen = prepare(works, 'images', recipe, parts, { seed: 7 }).train.input.atEpoch?.(2) as BatchSource;
    const trained = new Float32Array(32 * 32 * 3);
    seen.read(Uint32Array.of(5), trained);
    const { rows } = previewRecipe(works, 'images', recipe, {
      train: parts.train,
      shown: [5],
      variation: { seed: 7, epochs: [2, 3] },
    });
    const [{ after, varied }] = rows as [(typeof rows)[number]];
    const data = varied.map((row) => (row.kind === 'values' ? Float32Array.from(row.data) : undefined));
    expect(data[0]).toEqual(trained);
    expect(data[1]).not.toEqual(trained);
    expect(after.kind === 'values' && Float32Array.from(after.data)).not.toEqual(trained);
  });
});

describe('steps', () => {
  const pictures = (values: number[], shape: number[]) =>
    datasetOf({ 'images.npy': npyBytes('|u1', [1, ...shape], Uint8Array.from(values)), 'labels.csv': 'label\nx\n' });
  const only = { train: range(0, 1), validation: range(0, 0), test: range(0, 0) };

  it('resize means over areas when smaller and goes linearly when larger', async () => {
    const dataset = await pictures([0, 100, 200, 40], [2, 2]);
    const sized = (height: number, width: number): number[] =>
      readAll(prepare(dataset, 'images', { steps: [step('resize', { height, width })] }, only, { seed: 1 }).train.input);
    expect(sized(1, 1)).toEqual([85]);
    expect(sized(2, 2)).toEqual([0, 100, 200, 40]);
    expect(sized(1, 4)).toEqual([100, 92.5, 77.5, 70]);
    dataset.close();
  });

  it('greyscale weighs colours as the eye does', async () => {
    const dataset = await pictures([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255], [2, 2, 3]);
    const grey = readAll(prepare(dataset, 'images', { steps: [step('greyscale')] }, only, { seed: 1 }).train.input);
    expect(grey.map(Math.round)).toEqual([76, 150, 29, 255]);
    dataset.close();
  });

  it('byte pairs join the most frequent neighbours first', async () => {
    const dataset = await texts(['abab', 'abc', 'abab']);
    const { state, train } = prepare(
      dataset,
      'text',
      { steps: [step('tokenise', { unit: 'pairs', vocabulary: 7 })] },
      { ...only, train: range(0, 3) },
      { seed: 1 },
    );
    expect((state.steps[0] as { merges: unknown }).merges).toEqual([
      ['a', 'b'],
      ['ab', 'ab'],
    ]);
    expect(train.input.lengths).toEqual(Int32Array.of(1, 2, 1));
    dataset.close();
  });

  it('calls what training never saw unknown', async () => {
    const dataset = await texts(['a a b', 'a x']);
    const { test } = prepare(
      dataset,
      'text',
      { steps: [step('tokenise', { unit: 'words' })] },
      { ...only, test: range(1, 2) },
      { seed: 1 },
    );
    expect(readAll(test.input)).toEqual([2, 1, 0]);
    dataset.close();
  });

  it('describes notes by rest, height, interval, duration and place in the bar', async () => {
    const dataset = await datasetOf({
      'notes.npy': npyBytes('<i2', [1, 4, 2], new Uint8Array(Int16Array.of(60, 24, 0, 24, 72, 48, 0, 0).buffer)),
      'lengths.npy': npyBytes('|u1', [1], Uint8Array.of(3)),
      'labels.csv': 'label\nx\n',
    });
    const { train } = prepare(dataset, 'notes', { steps: [step('notes', { periods: [96] })] }, only, { seed: 1 });
    const rows = readAll(train.input).map((value) => Math.round(value * 1000) / 1000 + 0);
    expect(rows.slice(0, 7)).toEqual([0, 0, 0, 0, 1, 1, 0]);
    expect(rows.slice(7, 14)).toEqual([1, 0, 0, 0, 1, 0, 1]);
    expect(rows.slice(14, 21)).toEqual([0, 1, 1, 1, 1, -1, 0]);
    expect(rows.slice(21)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    dataset.close();
  });

  it('drops repeats, flat pictures and sequences that are too short', async () => {
    const dataset = await datasetOf({
      'images.npy': npyBytes('|u1', [4, 1, 2], Uint8Array.of(1, 2, 5, 5, 1, 2, 3, 4)),
      'labels.csv': 'id,label\na,x\nb,y\nc,x\nd,y\n',
    });
    const all = { ...only, train: range(0, 4) };
    expect(prepare(dataset, 'images', { steps: [step('drop-duplicates')] }, all, { seed: 1 }).train.ids).toEqual(['a', 'b', 'd']);
    expect(prepare(dataset, 'images', { steps: [step('drop-corrupt')] }, all, { seed: 1 }).train.ids).toEqual(['a', 'c', 'd']);
    dataset.close();
  });
});

describe('augmentation', () => {
  const parts = { train: range(0, 40), validation: range(40, 50), test: range(50, 60) };
  const recipe = {
    steps: [step('scale', { method: 'divide' }), step('augment-picture', { flipHorizontal: true, rotate: 10, shift: 0.1, noise: 0.05 })],
  };

  it('changes training rows in each epoch, and nothing else ever', () => {
    const { train, validation, test } = prepare(works, 'images', recipe, parts, { seed: 3 });
    const plain = prepare(works, 'images', { steps: recipe.steps.slice(0, 1) }, parts, { seed: 3 });
    const epochs = [0, 1].map((epoch) => readAll(train.input.atEpoch?.(epoch) as BatchSource));
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(readAll(train.input)).toEqual(readAll(plain.train.input));
    expect(readAll(test.input)).toEqual(readAll(plain.test.input));
    expect([validation.input.atEpoch, test.input.atEpoch, plain.train.input.atEpoch]).toEqual([undefined, undefined, undefined]);
  });

  it('depends on seed, epoch and row alone, whatever the batch', () => {
    const { train } = prepare(works, 'images', recipe, parts, { seed: 3 });
    const whole = readAll(train.input.atEpoch?.(5) as BatchSource);
    const size = 32 * 32 * 3;
    const single = new Float32Array(size);
    train.input.atEpoch?.(5).read(Uint32Array.of(17), single);
    expect([...single]).toEqual(whole.slice(17 * size, 18 * size));
    const other = prepare(works, 'images', recipe, parts, { seed: 4 });
    expect(readAll(other.train.input.atEpoch?.(5) as BatchSource)).not.toEqual(whole);
  });

  it('transposes tunes whole, rests excepted', () => {
    const steps = [step('fill-missing', { policy: 'mean' }), step('transpose', { semitones: 6 })];
    const { train } = prepare(works, 'notes', { steps }, parts, { seed: 3 });
    const [before, after] = [readAll(train.input), readAll(train.input.atEpoch?.(0) as BatchSource)];
    const length = (train.input.lengths as Int32Array)[0];
    const moves = new Set(
      Array.from({ length }, (_, note) => note)
        .filter((note) => before[note * 2] > 0)
        .map((note) => after[note * 2] - before[note * 2]),
    );
    expect(moves.size).toBe(1);
    Array.from({ length }, (_, note) => note)
      .filter((note) => before[note * 2] === 0)
      .forEach((note) => expect(after[note * 2]).toBe(0));
  });

  it('refuses to hide tokens that have no unknown', () => {
    const split = makeSplit({ samples: works.samples, seed: 1 });
    expect(() => prepare(works, 'images', { steps: [step('token-dropout')] }, partRows(split), { seed: 1 })).toThrow(
      'step token-dropout: expected tokens',
    );
  });
});
