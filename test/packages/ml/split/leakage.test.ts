import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, importFiles, openDataset, writeSampleSet } from '@atelier/ml/dataset';
import { openNpy } from '@atelier/ml/formats';
import { defaultRecipe, type PartRows, prepare } from '@atelier/ml/recipe';
import { checkLeakage, type LeakageReport, makeSplit, partRows, type Split, splitOfRows } from '@atelier/ml/split';
import sharp from 'sharp';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { npyBytes } from '../../../support/data-files.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const SAMPLES = 120;
const TRAIN = 80;
const SIDE = 32;
const root = mkdtempSync(join(tmpdir(), 'atelier-leakage-'));
/** Drawn works without the copy that the sample set plants itself, so that what is found is what was planted here. */
let images: Uint8Array;
let notes: Float32Array;
beforeAll(async () => {
  await writeSampleSet({ folder: root, samples: SAMPLES + 1 });
  const [pictures, melodies] = ['images.npy', 'notes.npy'].map((name) => openNpy(join(root, name)));
  images = pictures.readRange(0, SAMPLES) as Uint8Array;
  notes = melodies.readRange(0, SAMPLES) as Float32Array;
  pictures.close();
  melodies.close();
});
afterAll(() => rmSync(root, { recursive: true }));
const open: Dataset[] = [];
afterEach(() => open.splice(0).forEach((dataset) => dataset.close()));

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const split = splitOfRows(SAMPLES, { train: range(0, TRAIN), validation: range(TRAIN, 100), test: range(100, SAMPLES) });
const labels = (more: (row: number) => string = () => '', header = ''): string =>
  `id,label${header}\n${range(0, SAMPLES)
    .map((row) => `w${row},${row % 2 ? 'x' : 'y'}${more(row)}`)
    .join('\n')}\n`;
const picturesFile = (pixels: Uint8Array): Uint8Array => npyBytes('|u1', [SAMPLES, SIDE, SIDE, 3], pixels);
const rowOf = (row: number): Uint8Array => images.slice(row * SIDE * SIDE * 3, (row + 1) * SIDE * SIDE * 3);

async function check(
  files: Record<string, string | Uint8Array>,
  parts: Split = split,
  options?: Parameters<typeof checkLeakage>[2],
): Promise<LeakageReport> {
  const dataset = await datasetOf(files);
  open.push(dataset);
  return checkLeakage(dataset, parts, options);
}

/** The set with row 3 (trained on), changed, in the place of row 110 (tested). */
function plant(changed: Uint8Array): Promise<LeakageReport> {
  const pixels = images.slice();
  pixels.set(changed, 110 * SIDE * SIDE * 3);
  return check({ 'images.npy': picturesFile(pixels), 'labels.csv': labels() });
}

const raw = { raw: { width: SIDE, height: SIDE, channels: 3 as const } };
const decoded = async (bytes: Buffer): Promise<Uint8Array> => new Uint8Array(await sharp(bytes).removeAlpha().raw().toBuffer());

describe('planted leaks among pictures', () => {
  it('finds nothing where nothing was planted', async () => {
    expect(await check({ 'images.npy': picturesFile(images), 'labels.csv': labels() })).toEqual({
      clean: true,
      verdict: expect.stringMatching(/^No leak found/),
      findings: [],
    });
  });

  it('finds an exact copy, and only once', async () => {
    const { findings, clean } = await plant(rowOf(3));
    expect(clean).toBe(false);
    expect(findings).toMatchObject([{ kind: 'exact-duplicate', severity: 'error', view: 'images', count: 2, rows: [[3, 110]] }]);
  });

  it.each<[string, (picture: Uint8Array) => Promise<Uint8Array> | Uint8Array]>([
    ['re-encoded as JPEG', async (picture) => decoded(await sharp(picture, raw).jpeg({ quality: 85 }).toBuffer())],
    ['re-encoded as WebP', async (picture) => decoded(await sharp(picture, raw).webp({ quality: 85 }).toBuffer())],
    ['brighter', (picture) => picture.map((value) => Math.min(255, value * 1.15))],
    ['darker', (picture) => picture.map((value) => value * 0.7)],
    ['one pixel to the right', (picture) => picture.map((_, index) => picture[index % (SIDE * 3) < 3 ? index : index - 3])],
    ['one pixel up and to the left', (picture) => picture.map((value, index) => picture[index + SIDE * 3 + 3] ?? value)],
  ])('finds a copy that is %s', async (_, change) => {
    const { findings } = await plant(await change(rowOf(3)));
    expect(findings).toMatchObject([{ kind: 'near-duplicate', view: 'images', count: 2, rows: [[3, 110]] }]);
  });

  it('finds a darker copy among more pictures than can be compared each with each', async () => {
    const side = 8;
    const samples = 9_000;
    const random = createRandom('many pictures');
    const pixels = Uint8Array.from({ length: samples * side * side }, () => random.integer(256));
    const picture = pixels.slice(3 * side * side, 4 * side * side);
    pixels.set(
      picture.map((value) => value * 0.8),
      8_500 * side * side,
    );
    const rows = range(0, samples);
    const many = splitOfRows(samples, { train: rows.slice(0, 7_000), validation: rows.slice(7_000, 8_000), test: rows.slice(8_000) });
    const files = {
      'images.npy': npyBytes('|u1', [samples, side, side], pixels),
      'labels.csv': `label\n${rows.map((row) => row % 2).join('\n')}\n`,
    };
    expect((await check(files, many)).findings).toMatchObject([{ kind: 'near-duplicate', count: 2, rows: [[3, 8_500]] }]);
  });

  it('lets copies within one part be', async () => {
    const pixels = images.slice();
    pixels.set(rowOf(3), 4 * SIDE * SIDE * 3);
    expect((await check({ 'images.npy': picturesFile(pixels), 'labels.csv': labels() })).clean).toBe(true);
  });

  it('finds copies in different folds of a cross-validation', async () => {
    const pixels = images.slice();
    pixels.set(rowOf(3), 110 * SIDE * SIDE * 3);
    const folds = makeSplit({ samples: SAMPLES, protocol: 'leave-one-out', seed: 1 });
    expect((await check({ 'images.npy': picturesFile(pixels), 'labels.csv': labels() }, folds)).findings).toMatchObject([
      { kind: 'exact-duplicate', rows: [[3, 110]] },
    ]);
  });

  it('says nothing of blank pictures', async () => {
    const pixels = images.slice();
    for (const row of [3, 110]) pixels.fill(127, row * SIDE * SIDE * 3, (row + 1) * SIDE * SIDE * 3);
    expect((await check({ 'images.npy': picturesFile(pixels), 'labels.csv': labels() })).clean).toBe(true);
  });
});

describe('planted leaks among sequences and texts', () => {
  const size = 48 * 2;
  const notesFile = (values: Float32Array): Uint8Array => npyBytes('<f4', [SAMPLES, 48, 2], new Uint8Array(values.buffer));

  it('finds a tune in another key and at another speed', async () => {
    const values = notes.slice();
    values.set(
      notes.slice(3 * size, 4 * size).map((value, index) => (index % 2 === 0 ? (value > 0 ? value + 5 : value) : value * 2)),
      110 * size,
    );
    expect((await check({ 'notes.npy': notesFile(values), 'labels.csv': labels() })).findings).toMatchObject([
      { kind: 'near-duplicate', view: 'notes', count: 2, rows: [[3, 110]] },
    ]);
    expect((await check({ 'notes.npy': notesFile(notes.slice()), 'labels.csv': labels() })).clean).toBe(true);
  });

  it('finds a text with a changed line', async () => {
    const words = 'night wind over the water carries lanterns home while cranes and old boats answer slowly from reeds'.split(' ');
    const textOf = (row: number): string =>
      range(0, 16)
        .map((at) => words[(row * row * 7 + at * (row + 3) + at * at * (row % 5)) % words.length])
        .join(' ');
    const lines = range(0, SAMPLES).map((row) => ({ id: `w${row}`, label: row % 2 ? 'x' : 'y', text: textOf(row) }));
    const planted = lines.map((line, row) =>
      row === 110 ? { ...line, text: `${lines[3].text.slice(0, -20)} and then at last the dawn` } : line,
    );
    const file = (rows: object[]): Record<string, string> => ({ 'texts.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') });
    expect(
      (await check(file(planted))).findings.filter(({ rows }) => rows.some(([one, other]) => one === 3 && other === 110)),
    ).toMatchObject([{ kind: 'near-duplicate', view: 'text' }]);
  });
});

describe('planted leaks in columns', () => {
  it('finds groups on two sides', async () => {
    const { findings } = await check({
      'images.npy': picturesFile(images),
      'labels.csv': labels((row) => `,artist${row % 100}`, ',group'),
    });
    expect(findings).toMatchObject([{ kind: 'group-overlap', severity: 'error', column: 'group', count: 40 }]);
    expect(findings[0].message).toBe(
      '20 groups of group have samples in more than one part (40 samples): a model can know them by their group.',
    );
  });

  it('finds training rows later than tested ones', async () => {
    const dated = labels((row) => `,2020-01-${String(1 + (row % 28)).padStart(2, '0')}`, ',date');
    expect((await check({ 'images.npy': picturesFile(images), 'labels.csv': dated })).findings).toMatchObject([
      { kind: 'time-order', severity: 'warning', column: 'date' },
    ]);
    const inOrder = labels((row) => `,${row}`, ',time');
    expect((await check({ 'images.npy': picturesFile(images), 'labels.csv': inOrder })).clean).toBe(true);
  });

  it('finds a column that is the label in another form, and no honest one', async () => {
    const value = (row: number): string =>
      `${((row * 7919) % 101) / 10},${row % 2 ? 8 + (row % 3) / 10 : 2 + (row % 4) / 10},${row % 2 ? 'odd' : 'even'},${['a', 'b', 'c'][(row * 31) % 3]}`;
    const table = `id,label,honest,number,word,letter\n${range(0, SAMPLES)
      .map((row) => `w${row},${row % 2 ? 'x' : 'y'},${value(row)}`)
      .join('\n')}\n`;
    expect((await check({ 'table.csv': table })).findings.map(({ kind, column }) => [kind, column])).toEqual([
      ['label-column', 'number'],
      ['label-column', 'word'],
    ]);
  });

  it('finds a recipe that was fitted on all rows', async () => {
    const dataset = await datasetOf({
      'notes.npy': npyBytes('<f4', [SAMPLES, 48, 2], new Uint8Array(notes.slice().buffer)),
      'labels.csv': labels(),
    });
    open.push(dataset);
    const recipe = defaultRecipe(dataset.view('notes'));
    const all = { train: Uint32Array.from(range(0, SAMPLES)), validation: new Uint32Array(), test: new Uint32Array() };
    const fitted = (parts: PartRows): LeakageReport =>
      checkLeakage(dataset, split, { fitted: { state: prepare(dataset, 'notes', recipe, parts, { seed: 1 }).state } });
    expect(fitted(all).findings).toMatchObject([{ kind: 'fitted-on-other-rows', severity: 'error' }]);
    expect(fitted(partRows(split)).clean).toBe(true);
  });
});

const shared = new URL('../../../../../shared/data/', import.meta.url).pathname;
describe.skipIf(!existsSync(shared))('the real sets, split by their own groups', { timeout: 120_000 }, () => {
  async function report(set: string, names: string[], seed: number): Promise<LeakageReport> {
    const folder = join(root, `${set}-${names.length}-${seed}`);
    await importFiles(
      names.map((name) => ({ name, path: join(shared, set, name) })),
      { folder },
    );
    const dataset = await openDataset(folder);
    open.push(dataset);
    const { target, groups } = dataset;
    if (target?.kind !== 'multiclass' || groups === undefined) throw new Error(`${set} should have classes and groups`);
    return checkLeakage(
      dataset,
      makeSplit({ samples: dataset.samples, labels: target.labels, groups, strategy: 'stratified-grouped', seed }),
    );
  }

  it.each([
    ['music', ['music_pairs.npz', 'music_index.csv']],
    ['music', ['tunes.csv']],
    ['omniglot', ['omniglot_pairs.npz', 'labels.csv']],
  ])('%s is clean: no false alarm', async (set, names) => {
    expect((await report(set, names, 1)).findings).toEqual([]);
  });

  it('poems has one poem twice, in two wordings under two groups, and that is all that is found', async () => {
    const ids = readFileSync(join(shared, 'poems/poems.csv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    const pairs = new Set<string>();
    for (const seed of [1, 2, 3])
      for (const { rows } of (await report('poems', ['poems.csv'], seed)).findings)
        for (const pair of rows) pairs.add(pair.map((row) => ids[row]).join(' '));
    for (const pair of pairs) expect(pair).toBe('pm00018 pm01706');
  });

  it('sprites has pictures that differ in lightness alone under two groups, and few others are found', async () => {
    const { findings } = await report('sprites', ['images.npy', 'labels.csv'], 1);
    expect(findings.every(({ kind, severity }) => kind === 'near-duplicate' && severity === 'warning')).toBe(true);
    expect(findings.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(0.02 * 2477);
  });
});
