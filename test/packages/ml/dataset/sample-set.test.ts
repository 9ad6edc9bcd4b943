import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, importFiles, openDataset, renderThumbnail, writeSampleSet } from '@atelier/ml/dataset';
import { sha256 } from '@atelier/ml/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npyBytes } from '../../../support/data-files.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const root = mkdtempSync(join(tmpdir(), 'atelier-sample-'));
let works: Dataset;
beforeAll(async () => {
  await importFiles(await writeSampleSet({ folder: join(root, 'files'), samples: 80 }), { folder: join(root, 'version') });
  works = await openDataset(join(root, 'version'));
});
afterAll(() => {
  works.close();
  rmSync(root, { recursive: true });
});

describe('the sample set', () => {
  it('has two views, missing values and one copy under another artist', () => {
    const { manifest, groups = [] } = works;
    expect(manifest.views.map(({ name, modality }) => [name, modality])).toEqual([
      ['images', 'IMAGE'],
      ['notes', 'SEQUENCE'],
    ]);
    expect(manifest.label).toMatchObject({ classes: ['lament', 'lullaby', 'march', 'reel'] });
    expect(manifest.missing.notes).toBeGreaterThan(10);
    expect(manifest.duplicates).toEqual({ samples: 1, sets: [[0, 79]] });
    expect(groups[0]).not.toBe(groups[79]);
  });

  it('is the same for the same seed', async () => {
    const hashes = async (folder: string, seed: number): Promise<string[]> =>
      (await writeSampleSet({ folder: join(root, folder), samples: 50, seed })).map(({ path }) => sha256(readFileSync(path)));
    const first = await hashes('a', 3);
    expect(await hashes('b', 3)).toEqual(first);
    expect((await hashes('c', 4))[0]).not.toBe(first[0]);
  });

  it('refuses to be too small', async () => {
    await expect(writeSampleSet({ folder: join(root, 'd'), samples: 3 })).rejects.toThrow(
      'writeSampleSet requires 40 to 100000 samples, got 3',
    );
  });
});

describe('thumbnails', () => {
  const lit = (pixels: Uint8Array): number => pixels.filter((pixel) => pixel > 0).length;

  it('shows a picture as it is', () => {
    expect(renderThumbnail(works.view('images'), 5)).toMatchObject({
      width: 32,
      height: 32,
      channels: 3,
      pixels: works.view('images').read([5]),
    });
  });

  it('shows notes as a piano roll, higher ones higher, rests as gaps', async () => {
    const dataset = await datasetOf({
      'notes.npy': npyBytes('<i2', [1, 3, 2], new Uint8Array(Int16Array.of(60, 24, 0, 24, 72, 48).buffer)),
      'labels.csv': 'label\nx\n',
    });
    const { width, height, pixels } = renderThumbnail(dataset.view('notes'), 0) as NonNullable<ReturnType<typeof renderThumbnail>>;
    const rowsLit = [...Array(height).keys()].filter((row) => lit(pixels.subarray(row * width, (row + 1) * width)) > 0);
    expect(rowsLit).toHaveLength(2);
    expect(lit(pixels.subarray(rowsLit[0] * width, (rowsLit[0] + 1) * width))).toBe(width / 2);
    expect(lit(pixels.subarray(rowsLit[1] * width, (rowsLit[1] + 1) * width))).toBe(width / 4);
    dataset.close();
  });

  it('draws strokes and lifts the pen between them', async () => {
    const dataset = await datasetOf({
      'strokes.npy': npyBytes('<i2', [1, 4, 3], new Uint8Array(Int16Array.of(0, 0, 0, 40, 0, 1, 0, 40, 0, -40, 0, 1).buffer)),
      'labels.csv': 'label\nx\n',
    });
    const { width, pixels } = renderThumbnail(dataset.view('strokes'), 0) as NonNullable<ReturnType<typeof renderThumbnail>>;
    const side = width - 8;
    // Two lines along the edges of a square, and nothing between them.
    expect(lit(pixels)).toBe(2 * side);
    dataset.close();
  });

  it('has none for texts, and refuses rows that are not there', async () => {
    const dataset = await datasetOf({ 'a.csv': 'text,label\na,b\n' });
    expect(renderThumbnail(dataset.view('text'), 0)).toBeUndefined();
    expect(() => renderThumbnail(dataset.view('text'), 1)).toThrow('text: expected a row from 0 to 0, found 1');
    dataset.close();
  });
});
