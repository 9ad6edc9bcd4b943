import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, type ImportOptions, importFiles, openDataset } from '@atelier/ml/dataset';
import { DataError, sha256 } from '@atelier/ml/formats';
import sharp from 'sharp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { npyBytes, zipOf } from '../../../support/data-files.ts';

const root = mkdtempSync(join(tmpdir(), 'atelier-import-'));
afterAll(() => rmSync(root, { recursive: true }));
const opened: Dataset[] = [];
afterEach(() => opened.splice(0).forEach((dataset) => dataset.close()));

let count = 0;
async function bring(files: Record<string, string | Uint8Array>, options: Omit<ImportOptions, 'folder'> = {}): Promise<Dataset> {
  const own = join(root, `try-${count++}`);
  const inputs = Object.entries(files).map(([name, content], index) => {
    const path = join(root, `input-${count}-${index}`);
    writeFileSync(path, content);
    return { name, path };
  });
  const { folder, hash } = await importFiles(inputs, { ...options, folder: own });
  const dataset = await openDataset(folder);
  expect(dataset.hash).toBe(hash);
  opened.push(dataset);
  return dataset;
}

const images = npyBytes(
  '|u1',
  [3, 2, 2],
  Uint8Array.from({ length: 12 }, (_, index) => index),
);
const notes = npyBytes('<i2', [3, 4, 2], new Uint8Array(Int16Array.from({ length: 24 }, (_, index) => index).buffer));
const lengths = npyBytes('<i8', [3], new Uint8Array(BigInt64Array.of(4n, 0n, 2n).buffer));
const labels = 'id,label,drawer\nw1,air,d1\nw2,reel,d1\nw3,air,\n';

describe('importing files', () => {
  it('brings two views, their lengths, labels, ids and groups together', async () => {
    const dataset = await bring({ 'images.npy': images, 'notes.npy': notes, 'lengths.npy': lengths, 'labels.csv': labels });
    expect(dataset.manifest.views.map(({ name, modality, shape, dtype }) => [name, modality, shape, dtype])).toEqual([
      ['images', 'IMAGE', [2, 2, 1], 'u1'],
      ['notes', 'SEQUENCE', [4, 2], 'i2'],
    ]);
    expect(dataset.ids).toEqual(['w1', 'w2', 'w3']);
    expect(dataset.target).toEqual({ kind: 'binary', classes: ['air', 'reel'], labels: Int32Array.of(0, 1, 0) });
    expect(dataset.manifest.label).toMatchObject({ counts: [2, 1] });
    expect(dataset.metadata('drawer')).toEqual(['d1', 'd1', null]);
    expect(new Set(dataset.groups).size).toBe(2);
    expect(dataset.view('notes').lengths).toEqual(Int32Array.of(4, 0, 2));
    expect(dataset.view('notes').read([2, 0]).subarray(0, 3)).toEqual(Int16Array.of(16, 17, 18));
    expect(dataset.manifest.missing).toEqual({ notes: 1, drawer: 1 });
  });

  it('takes a whole folder: what came in one archive belongs together, and the same labels may come twice', async () => {
    const numbers = (...values: bigint[]) => npyBytes('<i8', [3], new Uint8Array(BigInt64Array.from(values).buffer));
    const pairs = zipOf({ 'images.npy': images, 'sequences.npy': notes, 'lengths.npy': lengths, 'labels.npy': numbers(0n, 1n, 0n) });
    const files = { 'music.npy': notes, 'music_lengths.npy': numbers(4n, 4n, 4n), 'pairs.npz': pairs };
    const dataset = await bring({ ...files, 'music_labels.npy': numbers(0n, 1n, 0n) });
    expect(dataset.manifest.views.map(({ name }) => name).sort()).toEqual(['images', 'music', 'sequences']);
    expect(dataset.view('sequences').lengths).toEqual(Int32Array.of(4, 0, 2));
    expect(dataset.view('music').lengths).toEqual(Int32Array.of(4, 4, 4));
    await expect(bring({ ...files, 'music_labels.npy': numbers(1n, 1n, 0n) })).rejects.toThrow(
      'expected labels once, found 2: pairs.npz, member labels.npy, music_labels.npy; leave all but one out',
    );
  });

  it('reads an .npz with names, and a table in another order by id', async () => {
    const ids = Buffer.alloc(3 * 2 * 4);
    ['w3', 'w1', 'w2'].forEach((id, row) =>
      [...id].forEach((character, at) => ids.writeUInt32LE(character.charCodeAt(0), (row * 2 + at) * 4)),
    );
    const npz = zipOf({ 'images.npy': images, 'sequences.npy': notes, 'lengths.npy': lengths, 'ids.npy': npyBytes('<U2', [3], ids) });
    const dataset = await bring({ 'works.npz': npz, 'labels.csv': labels });
    expect(dataset.ids).toEqual(['w3', 'w1', 'w2']);
    expect(dataset.target).toMatchObject({ labels: Int32Array.of(0, 0, 1) });
    expect(dataset.metadata('drawer')).toEqual([null, 'd1', 'd1']);
  });

  it('takes the folders of a zip for classes', async () => {
    const picture = (shade: number): Promise<Buffer> =>
      sharp({ create: { width: 5, height: 4, channels: 3, background: { r: shade, g: shade, b: 0 } } })
        .png()
        .toBuffer();
    const zip = zipOf({
      'set/calm/a.png': await picture(10),
      'set/wild/b.png': await picture(200),
      '__MACOSX/x.png': Buffer.from('x'),
      'set/.DS_Store': Buffer.from('x'),
    });
    const dataset = await bring({ 'pictures.zip': zip });
    expect(dataset.ids).toEqual(['a', 'b']);
    expect(dataset.target).toMatchObject({ classes: ['calm', 'wild'], labels: Int32Array.of(0, 1) });
    expect(dataset.view('images').manifest.shape).toEqual([4, 5, 3]);
    expect([...dataset.view('images').read([1]).subarray(0, 3)]).toEqual([200, 200, 0]);
  });

  it('reads a table of numbers and categories, gaps and all', async () => {
    const dataset = await bring({ 'table.csv': 'id,size,colour,label\na,1.5,red,x\nb,NA,blue,y\nc,3,,x\n' });
    expect(dataset.view('table').manifest.columns).toEqual([
      { name: 'size', kind: 'number' },
      { name: 'colour', kind: 'category', categories: ['blue', 'red'] },
    ]);
    expect(dataset.view('table').read([0, 1, 2])).toEqual(Float64Array.of(1.5, 1, Number.NaN, 0, 3, Number.NaN));
    expect(dataset.manifest.missing).toEqual({ size: 1, colour: 1 });
  });

  it('reads texts by position, in any script', async () => {
    const dataset = await bring({
      'poems.ndjson':
        '{"id":"1","text":"大道如青天","label":"li"}\n{"id":"2","text":"","label":"du"}\n{"id":"3","text":"ü b","label":"li"}\n',
    });
    expect([2, 0, 1].map((row) => dataset.view('text').text(row))).toEqual(['ü b', '大道如青天', '']);
    expect(dataset.manifest.missing).toEqual({ text: 1 });
  });

  it('takes whole numbers for classes, fractions for values and red|round for several labels', async () => {
    expect((await bring({ 'a.csv': 'text,label\na,2\nb,10\nc,\n' })).target).toEqual({
      kind: 'binary',
      classes: ['2', '10'],
      labels: Int32Array.of(0, 1, -1),
    });
    expect((await bring({ 'a.csv': 'text,label\na,0.5\nb,2\n' })).target).toEqual({
      kind: 'regression',
      values: Float64Array.of(0.5, 2),
      outputs: 1,
    });
    const several = await bring({ 'a.csv': 'text,label\na,red|round\nb,\nc,round\n' }, { task: 'multilabel' });
    expect(several.target).toEqual({ kind: 'multilabel', classes: ['red', 'round'], labels: Uint8Array.of(1, 1, 0, 0, 0, 1) });
  });

  it('numbers tokens by a vocabulary and finds their lengths', async () => {
    const tokens = npyBytes('<i4', [2, 4], new Uint8Array(Int32Array.of(1, 2, 0, 0, 2, 0, 1, 0).buffer));
    const dataset = await bring({ 'tokens.npy': tokens, 'vocab.json': '{"<pad>":0,"a":1,"b":2}', 'labels.csv': 'label\nx\ny\n' });
    expect(dataset.view('tokens').manifest).toMatchObject({ vocabularySize: 3, vocabulary: ['<pad>', 'a', 'b'] });
    expect(dataset.view('tokens').lengths).toEqual(Int32Array.of(2, 3));
  });

  it('reads IDX', async () => {
    const idx = Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6]);
    const classes = Buffer.from([0, 0, 8, 1, 0, 0, 0, 2, 3, 5]);
    const dataset = await bring({ 'train-images-idx3-ubyte': idx, labels: classes });
    expect(dataset.views[0].read([1])).toEqual(Uint8Array.of(7, 6));
    expect(dataset.target).toMatchObject({ classes: ['3', '5'], labels: Int32Array.of(0, 1) });
  });

  it('finds samples that are the same in every view', async () => {
    const twice = npyBytes('|u1', [3, 2, 2], Uint8Array.of(1, 2, 3, 4, 9, 9, 9, 9, 1, 2, 3, 4));
    expect((await bring({ 'images.npy': twice, 'labels.csv': labels })).manifest.duplicates).toEqual({ samples: 1, sets: [[0, 2]] });
    expect((await bring({ 'images.npy': twice, 'notes.npy': notes, 'labels.csv': labels })).manifest.duplicates.samples).toBe(0);
  });

  it('gives the same input the same hash and the same bytes, whatever the files are called on disk', async () => {
    const first = await bring({ 'images.npy': images, 'labels.csv': labels });
    const second = await bring({ 'labels.csv': labels, 'images.npy': images });
    expect(second.hash).toBe(first.hash);
    const changed = await bring({ 'images.npy': images, 'labels.csv': labels.replace('air', 'jig') });
    expect(changed.hash).not.toBe(first.hash);
    const folder = join(root, 'again');
    const path = join(root, 'again.csv');
    writeFileSync(path, 'text,label\na,b\nc,d\n');
    const { manifest } = await importFiles([{ name: 'x.csv', path }], { folder });
    for (const file of manifest.files) expect(sha256(readFileSync(join(folder, file.name)))).toBe(file.sha256);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', ...manifest.files.map(({ name }) => name)].sort());
  });

  it.each<[string, Record<string, string | Uint8Array>, RegExp, Omit<ImportOptions, 'folder'>?]>([
    ['nothing', {}, /requires at least one file/],
    ['an unknown format', { 'a.pdf': '%PDF-1.7' }, /a\.pdf: expected \.npy.*found \.pdf and content that begins with 25504446/],
    ['labels that are too few', { 'images.npy': images, 'labels.csv': 'label\na\nb\n' }, /found 3 in images\.npy and 2 in labels\.csv/],
    [
      'lengths that are too long',
      { 'notes.npy': notes, 'lengths.npy': npyBytes('|u1', [3], Uint8Array.of(4, 5, 1)), 'labels.csv': labels },
      /lengths\.npy, row 1: expected a length from 0 to 4, found 5/,
    ],
    [
      'lengths of nothing',
      { 'images.npy': images, 'lengths.npy': lengths, 'labels.csv': labels },
      /expected a sequence that these lengths belong to/,
    ],
    [
      'an npz member that is no array',
      { 'a.npz': zipOf({ 'images.npy': Buffer.from('no') }) },
      /a\.npz, member images\.npy: expected a \.npy file/,
    ],
    [
      'an npz member of objects',
      { 'a.npz': zipOf({ 'images.npy': npyBytes('|O', [1], new Uint8Array(8)) }) },
      /a\.npz, member images\.npy: .*Python objects/,
    ],
    [
      'an archive in an archive',
      { 'a.zip': zipOf({ 'b.zip': zipOf({ c: Buffer.from('c') }) }) },
      /member b\.zip: expected no archive within an archive/,
    ],
    [
      'a picture that is none',
      { 'a.zip': zipOf({ 'x/a.png': Buffer.from('no picture') }) },
      /a\.zip, member x\/a\.png: expected a picture/,
    ],
    ['an id twice', { 'a.csv': 'id,text,label\nx,a,b\nx,c,d\n' }, /a\.csv, row 1: expected each id once, found "x" in row 0 as well/],
    [
      'an id that no row has',
      {
        'a.csv': 'id,label\nw9,a\n',
        'a.npz': zipOf({
          'images.npy': npyBytes('|u1', [1, 2, 2], new Uint8Array(4)),
          'ids.npy': npyBytes('<U1', [1], Buffer.from('w\0\0\0')),
        }),
      },
      /expected a row with the id "w", found none/,
    ],
    [
      'a column that is not there',
      { 'a.csv': 'text,label\na,b\n' },
      /expected the group column "who", found the columns text, label/,
      { columns: { group: 'who' } },
    ],
    [
      'a number that is none',
      { 'a.csv': 'text,label\na,1.5\nb,many\n' },
      /row 1: expected a number to learn, found "many"/,
      { task: 'regression' },
    ],
    [
      'integers beyond 32 bits',
      {
        'labels.csv': labels,
        'notes.npy': npyBytes('<i8', [3, 1, 2], new Uint8Array(BigInt64Array.of(1n, 2n, 3n, 2n ** 40n, 5n, 6n).buffer)),
      },
      /notes\.npy, row 1: expected integers that fit in 32 bits, found 1099511627776/,
    ],
    [
      'tokens below zero',
      { 'tokens.npy': npyBytes('<i2', [1, 2], new Uint8Array(Int16Array.of(1, -1).buffer)), 'labels.csv': 'label\nx\n' },
      /tokens\.npy, row 0: expected token indices from 0, found -1/,
    ],
    ['labels alone', { 'labels.npy': npyBytes('|u1', [3], Uint8Array.of(0, 1, 0)) }, /expected pictures, sequences, texts or a table/],
    [
      'two tables that nothing joins',
      { 'a.csv': 'text,label\na,b\n', 'b.csv': 'text,label\na,b\n' },
      /a\.csv: expected an id column to join the tables by .*, found the columns text, label/,
    ],
    [
      'two tables of other samples',
      { 'a.csv': 'id,label\nw1,a\nw2,b\n', 'b.csv': 'id,text\nw1,x\nw3,y\n' },
      /b\.csv: expected a row with the id "w2" of a\.csv, found none/,
    ],
    [
      'a table that names a sample twice',
      { 'a.csv': 'id,label\nw1,a\nw2,b\n', 'b.csv': 'id,text\nw1,x\nw1,y\n' },
      /b\.csv, line 3: expected each id once, found "w1" twice/,
    ],
    ['no samples', { 'images.npy': npyBytes('|u1', [0, 2, 2], new Uint8Array()) }, /expected at least one sample/],
  ])('refuses %s and leaves nothing behind', async (_, files, message, options) => {
    const before = readdirSync(root).filter((name) => name.startsWith('try-'));
    const error = await bring(files, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toMatch(message);
    expect(readdirSync(root).filter((name) => name.startsWith('try-'))).toEqual(before);
  });

  it('joins tables by id, in any order, the one with a row for each work leading', async () => {
    const dataset = await bring({
      'all.csv': 'id,text,title\nw9,nine,IX\nw2,two,II\nw1,one,I\nw3,three,III\n',
      'images.npy': images,
      'labels.csv': labels,
    });
    expect(dataset.ids).toEqual(['w1', 'w2', 'w3']);
    expect([0, 1, 2].map((row) => dataset.view('text').text(row))).toEqual(['one', 'two', 'three']);
    expect(dataset.metadata('title')).toEqual(['I', 'II', 'III']);
  });

  it('hears the notes of tunes in ABC notation', async () => {
    const dataset = await bring({ 'tunes.abc': 'X:1\nR:jig\nM:6/8\nL:1/8\nK:G\nGAB c2z |]\n\nX:2\nR:reel\nM:4/4\nL:1/8\nK:D\nf>e |]\n' });
    const notesView = dataset.view('notes');
    expect(notesView.manifest).toMatchObject({ modality: 'SEQUENCE', shape: [5, 2], features: ['pitch', 'duration'] });
    expect(notesView.lengths).toEqual(Int32Array.of(5, 2));
    expect([...notesView.read([0, 1])]).toEqual([67, 24, 69, 24, 71, 24, 72, 48, 0, 24, 78, 36, 76, 12, 0, 0, 0, 0, 0, 0]);
    expect(dataset.view('text').text(1)).toBe('f>e |]');
  });

  it('wants pictures of one size, or a size to bring them to', async () => {
    const picture = (width: number): Promise<Buffer> =>
      sharp({ create: { width, height: 4, channels: 3, background: { r: 1, g: 2, b: 3 } } })
        .png()
        .toBuffer();
    const files = { 'p.zip': zipOf({ 'a/1.png': await picture(4), 'b/2.png': await picture(6) }) };
    await expect(bring(files)).rejects.toThrow(/member b\/2\.png: expected 4 × 4 pixels like p\.zip, member a\/1\.png, found 6 × 4/);
    expect((await bring(files, { resize: [8, 8] })).view('images').manifest.shape).toEqual([8, 8, 3]);
  });

  it('reads a version whose files lie anywhere, and refuses files that do not fit', async () => {
    const { manifest } = await bring({ 'images.npy': images, 'labels.csv': labels });
    const folder = join(root, `try-${count - 1}`);
    const dataset = await openDataset({ manifest, resolve: (name) => join(folder, name) });
    expect(dataset.view('images').read([0])).toHaveLength(4);
    dataset.close();
    await expect(openDataset({ manifest: { ...manifest, samples: 4 }, resolve: (name) => join(folder, name) })).rejects.toThrow(
      /samples\.ndjson: expected 4 samples, found 3/,
    );
    expect(() => dataset.view('none')).toThrow('expected a view (images), found "none"');
    expect(() => dataset.metadata('none')).toThrow('expected a metadata column (drawer), found "none"');
  });
});

const shared = new URL('../../../../../shared/data/', import.meta.url).pathname;
describe.skipIf(!existsSync(shared))('the real sets', () => {
  it.each([
    ['music', ['music_pairs.npz', 'music_index.csv'], 1496, ['images 32,64,1', 'sequences 192,2'], [374, 374, 374, 374], 'group'],
    [
      'omniglot',
      ['omniglot_pairs.npz', 'labels.csv'],
      3872,
      ['images 32,32,1', 'sequences 96,3'],
      [384, 352, 384, 752, 640, 416, 672, 272],
      'drawer',
    ],
    ['sprites', ['images.npy', 'labels.csv'], 2477, ['images 32,32,3'], [96, 430, 153, 296, 140, 254, 228, 165, 340, 115, 260], 'group'],
    ['poems', ['poems.csv'], 4800, ['text '], [600, 600, 600, 600, 600, 600, 600, 600], 'group'],
    [
      'music',
      ['music_pairs.npz', 'music_index.csv', 'tunes.csv'],
      1496,
      ['images 32,64,1', 'sequences 192,2', 'text ', 'notes 348,2'],
      [374, 374, 374, 374],
      'group',
    ],
  ])('%s comes in as its README says', async (set, names, samples, views, counts, group) => {
    const inputs = names.map((name) => ({ name, path: join(shared, set, name) }));
    const { manifest } = await importFiles(inputs, { folder: join(root, names.join('+')) });
    expect(manifest.samples).toBe(samples);
    expect(manifest.views.map(({ name, shape }) => `${name} ${shape}`)).toEqual(views);
    expect(manifest.label).toMatchObject({ counts });
    expect(manifest.groupColumn).toBe(group);
  });
});
