import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../../apps/web/src/charts/prepare/bars.ts';
import { paintPicture, paintSteps } from '../../../../apps/web/src/features/data/paint-values.ts';
import { nameFor, refusalOf, timeLeft } from '../../../../apps/web/src/features/data/file-hints.ts';
import { lookOf, numbersText, stepsOf } from '../../../../apps/web/src/features/data/preview-row.ts';
import {
  afterWords,
  moved,
  newStep,
  optionFields,
  optionText,
  optionValue,
  withOption,
} from '../../../../apps/web/src/features/data/recipe-form.ts';
import { needsOf, splitInput, strategies } from '../../../../apps/web/src/features/data/split-choices.ts';
import { epochsOf, otherEpochs } from '../../../../apps/web/src/features/data/variation.ts';
import { noValue, worksCsv, worksQuery } from '../../../../apps/web/src/features/data/works-query.ts';
import { neighbour } from '../../../../apps/web/src/features/data/works-grid.ts';

const scale = {
  name: 'scale',
  version: 1,
  options: {
    type: 'object',
    required: ['method'],
    properties: {
      method: { type: 'string', enum: ['divide', 'min-max'] },
      by: { type: 'number', default: 255 },
      features: { type: 'array', items: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } },
      minSteps: { type: 'integer', minimum: 1, maximum: 100 },
      flip: { type: 'boolean', default: false },
    },
  },
};

describe('the form of a step', () => {
  const fields = optionFields(scale);
  it('has a field for each option, of its kind, with its limits and its standard', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['method', 'choice'],
      ['by', 'number'],
      ['features', 'numbers'],
      ['minSteps', 'number'],
      ['flip', 'switch'],
    ]);
    expect(fields[3]).toMatchObject({ label: 'Min steps', min: 1, max: 100, whole: true, required: false });
    expect(fields[1]).toMatchObject({ standard: 255, whole: false });
  });
  it('reads what is typed, and leaves to the standard what is empty', () => {
    expect(optionValue(fields[1]!, ' 127.5 ')).toBe(127.5);
    expect(optionValue(fields[1]!, '')).toBeUndefined();
    expect(optionValue(fields[2]!, '0, 2 3')).toEqual([0, 2, 3]);
    expect(optionValue(fields[4]!, true)).toBe(true);
  });
  it('hands on what is no number, so that the server says what it wants', () => {
    expect(optionValue(fields[1]!, 'many')).toBe('many');
  });
  it('shows what was read as it was typed', () => {
    for (const value of [127.5, [0, 2, 3]]) expect(optionValue(fields[Array.isArray(value) ? 2 : 1]!, optionText(value))).toEqual(value);
  });
});

describe('the steps of a recipe', () => {
  it('begin with what they cannot do without', () => {
    expect(newStep(scale)).toEqual({ step: 'scale', version: 1, method: 'divide' });
  });
  it('lose an option that is left out', () => {
    expect(withOption({ step: 'scale', version: 1, by: 2 }, 'by', undefined)).toEqual({ step: 'scale', version: 1 });
    expect(withOption({ step: 'scale', version: 1 }, 'by', 3)).toEqual({ step: 'scale', version: 1, by: 3 });
  });
  it('move by a place, and not past the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -2)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});

describe('values as pixels', () => {
  const pixel = (pixels: Uint8ClampedArray, at: number) => [...pixels.subarray(at * 4, at * 4 + 3)];
  it('keep what lies between 0 and 1 and between 0 and 255 as bright as it is', () => {
    expect(pixel(paintPicture(Float64Array.from([0.2, 0.4]), [1, 2, 1]).pixels, 0)).toEqual([51, 51, 51]);
    expect(pixel(paintPicture(Float64Array.from([20, 100]), [1, 2, 1]).pixels, 1)).toEqual([100, 100, 100]);
  });
  it('stretch every other range', () => {
    const { pixels } = paintPicture(Float64Array.from([-2, 2]), [1, 2, 1]);
    expect([pixel(pixels, 0), pixel(pixels, 1)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
  });
  it('are as bright as they would be in a picture beside', () => {
    const [half, double] = [Float64Array.from([0, 0.5]), Float64Array.from([0, 2])];
    expect(pixel(paintPicture(half, [1, 2, 1], half).pixels, 1)).toEqual([128, 128, 128]);
    expect(pixel(paintPicture(double, [1, 2, 1], half).pixels, 1)).toEqual([255, 255, 255]);
  });
  it('are red where a value is missing, and empty where a sequence has ended', () => {
    const { width, height, pixels } = paintSteps(Float64Array.from([0, 9, Number.NaN, 5, 1, 7]), [3, 2], 2);
    expect([width, height]).toEqual([3, 24]);
    expect(pixel(pixels, 1)).toEqual([179, 38, 30]);
    expect(pixels[2 * 4 + 3]).toBe(0);
  });
});

describe('bars of a histogram', () => {
  it('fill the frame with the highest, and show one work among a million', () => {
    const bars = barsOf([0, 1, 2, 4], [1_000_000, 1, 0], 400, 100);
    expect(bars.map((bar) => bar.height)).toEqual([100, 1, 0]);
    expect(bars[2]!.x).toBe(200);
    expect(bars.every((bar) => bar.y + bar.height === 100)).toBe(true);
  });
});

describe('what a form asks of a split', () => {
  const form = (values: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    return data;
  };
  const filled = form({
    seed: '7',
    train: '60 %',
    validation: '20 %',
    test: '20 %',
    folds: '5',
    repeats: '3',
    groupBy: 'artist',
    timeColumn: 'year',
  });
  it('is only what its strategy has a use for', () => {
    expect(splitInput('v', 'STRATIFIED', filled)).toEqual({ version: 'v', strategy: 'STRATIFIED', seed: 7, fractions: [0.6, 0.2, 0.2] });
    expect(splitInput('v', 'GROUPED_K_FOLD', filled)).toMatchObject({ folds: 5, repeats: 3, groupBy: 'artist' });
    expect(splitInput('v', 'TIME', filled)).toMatchObject({ timeColumn: 'year' });
    expect(splitInput('v', 'TIME', filled)).not.toHaveProperty('groupBy');
  });
  it('asks for no shares where every work is tested once', () => {
    for (const { value } of strategies) expect(needsOf(value).shares).toBe(!/FOLD|LEAVE|NESTED/.test(value));
  });
});

describe('a file that somebody brings', () => {
  const file = (name: string, ...bytes: number[]) => new File([Uint8Array.from(bytes)], name);
  it('is taken by its ending or its first bytes', async () => {
    for (const name of ['a.npy', 'a.NPZ', 'a.csv', 'a.jsonl', 'train-images-idx3-ubyte'])
      expect(await refusalOf(file(name, 65))).toBeUndefined();
    expect(await refusalOf(file('unnamed', 0x50, 0x4b, 3, 4))).toBeUndefined();
    expect(await refusalOf(file('unnamed', 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59))).toBeUndefined();
  });
  it('is refused in words that say what was expected and what was found', async () => {
    expect(await refusalOf(file('tunes.mid', 77, 84))).toBe(
      'tunes.mid is of no kind that is read here. Expected .npy, .npz, .zip, .csv, .tsv, .ndjson, .jsonl, .json or .abc, found .mid.',
    );
    expect(await refusalOf(file('a.csv'))).toBe('a.csv is empty.');
    expect(await refusalOf(file('me.png', 0x89, 0x50))).toContain('Expected a zip in which each class is a folder');
  });
  it('is sent at the speed so far, as soon as there is one', () => {
    expect(timeLeft(4000, 0.25)).toBe(12_000);
    expect(timeLeft(4000, 0)).toBeUndefined();
    expect(timeLeft(10, 0.9)).toBeUndefined();
  });
  it('names the dataset by what the files share', () => {
    expect(nameFor(['music_pairs.npz', 'music_index.csv'])).toBe('music');
    expect(nameFor(['images.npy', 'labels.csv'])).toBe('');
  });
});

describe('a row of a recipe’s preview', () => {
  const values = (shape: number[], ...data: (number | string)[]) => ({ kind: 'values' as const, shape, data });
  it('is shown as what it is', () => {
    expect(lookOf({ kind: 'texts', text: 'a' })).toBe('words');
    expect(lookOf(values([2, 2, 1], 0, 1, 2, 3))).toBe('picture');
    expect(lookOf(values([2, 2], 60, 12, 62, 'NaN'))).toBe('notes');
    expect(lookOf(values([2, 2], -1, 0.5, 0, 0))).toBe('strip');
    expect(lookOf(values([3], 1, 2, 3))).toBe('numbers');
  });
  it('ends where its padding begins', () => {
    expect(stepsOf({ ...values([3, 2], 1, 2, 3, 'NaN', 0, 0), length: 2 })).toEqual([
      [1, 2],
      [3, Number.NaN],
    ]);
  });
  it('tells of many numbers those that are not zero', () => {
    expect(numbersText(Float64Array.of(1, 0, 0.5))).toBe('1 · 0 · 0.5');
    const many = new Float64Array(300);
    many[4] = 1;
    expect(numbersText(many)).toBe('5: 1 · zero in the other 299');
  });
  it('is described without the words of the machine', () => {
    expect(afterWords('values IMAGE [32, 32, 3]')).toBe('pictures of 32 × 32 × 3');
    expect(afterWords('tokens [160] of 5100 words')).toBe('160 tokens of 5100 words');
    expect(afterWords('texts')).toBe('texts');
  });
  it('is varied in the epochs that one leafs through, from the first on', () => {
    expect(epochsOf(otherEpochs({ seed: 1, from: 1 }, 1))).toEqual([4, 5, 6]);
    expect(otherEpochs({ seed: 1, from: 1 }, -1)).toEqual({ seed: 1, from: 1 });
  });
});

describe('a grid of works', () => {
  const grid = { columns: 4, total: 10, page: 2 };
  it('is gone through by the arrow keys, and not left by them', () => {
    expect(neighbour('ArrowRight', 3, grid)).toBe(4);
    expect(neighbour('ArrowDown', 3, grid)).toBe(7);
    expect(neighbour('ArrowDown', 8, grid)).toBe(9);
    expect(neighbour('ArrowUp', 0, grid)).toBeUndefined();
    expect(neighbour('PageDown', 1, grid)).toBe(9);
    expect(neighbour('End', 0, grid)).toBe(9);
    expect(neighbour('Enter', 0, grid)).toBeUndefined();
  });
});

describe('which works are asked for', () => {
  const [version, url] = ['V', '/works/01a2/works.csv'];
  const filter = { label: '', column: '', value: '', search: '' };
  it('is nothing in particular without a filter', () => {
    expect(worksQuery(version, filter)).toEqual({ version, label: null, where: null, search: null });
    expect(worksQuery(version, { ...filter, column: 'artist' })).toMatchObject({ where: null });
    expect(worksCsv(url, filter)).toBe('/works/01a2/works.csv');
  });
  it('says of a column also that it is to have no value', () => {
    const without = { ...filter, label: 'a jig', column: 'artist', value: noValue };
    expect(worksQuery(version, without)).toMatchObject({ label: 'a jig', where: { column: 'artist', value: null } });
    expect(worksCsv(url, without)).toBe('/works/01a2/works.csv?label=a+jig&column=artist');
    expect(worksCsv(url, { ...without, value: 'Ada & Co' })).toBe('/works/01a2/works.csv?label=a+jig&column=artist&value=Ada+%26+Co');
  });
});
