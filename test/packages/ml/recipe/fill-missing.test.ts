import { prepare, type Recipe } from '@atelier/ml/recipe';
import { afterEach, describe, expect, it } from 'vitest';
import type { Dataset } from '@atelier/ml/dataset';
import { npyBytes } from '../../../support/data-files.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const open: Dataset[] = [];
afterEach(() => open.splice(0).forEach((dataset) => dataset.close()));

/** The rows of a part after the recipe, as lists of numbers. */
async function run(
  files: Record<string, string | Uint8Array>,
  view: string,
  steps: Recipe['steps'],
  train: number[],
  test: number[],
): Promise<{ train: number[][]; test: number[][]; ids: readonly string[] }> {
  const dataset = await datasetOf(files);
  open.push(dataset);
  const parts = { train: Uint32Array.from(train), validation: new Uint32Array(), test: Uint32Array.from(test) };
  const prepared = prepare(dataset, view, { steps }, parts, { seed: 1 });
  const rowsOf = ({ input }: (typeof prepared)['train']): number[][] => {
    const size = input.shape.reduce((product, length) => product * length, 1);
    return Array.from({ length: input.samples }, (_, row) => {
      const into = new Float32Array(size);
      input.read(Uint32Array.of(row), into);
      return Array.from(into, (value) => Math.round(value * 1000) / 1000);
    });
  };
  return { train: rowsOf(prepared.train), test: rowsOf(prepared.test), ids: prepared.train.ids };
}

const fill = (policy: string, more: object = {}): Recipe['steps'][number] => ({ step: 'fill-missing', version: 1, policy, ...more });

/** Training rows a–e; x is 1, 2, 6, 6, missing and c is red, blue, red, missing, blue (codes 1, 0, 1, –, 0). Test rows f and g have a gap each. */
const table = ['id,x,c,label', 'a,1,red,k', 'b,2,blue,m', 'c,6,red,k', 'd,6,,m', 'e,,blue,k', 'f,,red,k', 'g,100,,m'].join('\n');
const onTable = (steps: Recipe['steps']) => run({ 'table.csv': `${table}\n` }, 'table', steps, [0, 1, 2, 3, 4], [5, 6]);

describe('missing values of a table', () => {
  it('drop: rows with a gap are left out of every part', async () => {
    const { train, test, ids } = await onTable([{ step: 'drop-missing', version: 1 }]);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(train).toEqual([
      [1, 1],
      [2, 0],
      [6, 1],
    ]);
    expect(test).toEqual([]);
  });

  it('mean: of the training part, 15 ÷ 4; categories get their most frequent one', async () => {
    const { train, test } = await onTable([fill('mean')]);
    expect(train[4]).toEqual([3.75, 0]);
    // Blue and red are equally frequent: the first in order.
    expect(train[3]).toEqual([6, 0]);
    expect(test).toEqual([
      [3.75, 1],
      [100, 0],
    ]);
  });

  it('median: the mean of the middle two, 2 and 6', async () => {
    expect((await onTable([fill('median')])).test[0]).toEqual([4, 1]);
  });

  it('mode: the most frequent value', async () => {
    expect((await onTable([fill('mode')])).test[0]).toEqual([6, 1]);
  });

  it('model: the mean of the nearest training rows by the other columns', async () => {
    // f is red: of the red rows a and c, x is 1 and 6.
    expect((await onTable([fill('model', { neighbours: 2 })])).test[0]).toEqual([3.5, 1]);
    // g is at 100: the nearest with a colour are c (6), then b (2): red and blue, the nearer wins.
    expect((await onTable([fill('model', { neighbours: 2 })])).test[1]).toEqual([100, 1]);
  });

  it('marker: a value, a category of its own and a column that says so', async () => {
    const { train, test } = await onTable([fill('marker', { value: -1 })]);
    expect(train).toEqual([
      [1, 1, 0, 0],
      [2, 0, 0, 0],
      [6, 1, 0, 0],
      [6, 2, 0, 1],
      [-1, 0, 1, 0],
    ]);
    expect(test).toEqual([
      [-1, 1, 1, 0],
      [100, 2, 0, 1],
    ]);
  });

  it('gives categories columns of their own after that', async () => {
    expect((await onTable([fill('marker', { indicator: false }), { step: 'one-hot', version: 1 }])).train[3]).toEqual([6, 0, 0, 1]);
  });
});

const NAN = Number.NaN;
const series = (rows: number[][]): Uint8Array =>
  npyBytes('<f4', [rows.length, rows[0].length, 1], new Uint8Array(Float32Array.from(rows.flat()).buffer));
/** Training sequences 1 2 3 4 and 10 – 14 (padding); the test sequence has gaps in the middle and at both ends. */
const sequences = {
  'notes.npy': series([
    [1, 2, 3, 4],
    [10, NAN, 14, 0],
    [NAN, 5, NAN, 9],
  ]),
  'lengths.npy': npyBytes('|u1', [3], Uint8Array.of(4, 3, 4)),
  'labels.csv': 'label\nx\ny\nx\n',
};
const onSequences = (steps: Recipe['steps']) => run(sequences, 'notes', steps, [0, 1], [2]);

describe('missing values of a sequence', () => {
  it('drop: sequences with a gap are left out', async () => {
    const { train, test } = await onSequences([{ step: 'drop-missing', version: 1 }]);
    expect([train.length, test.length]).toEqual([1, 0]);
  });

  it('mean, median and mode: of the steps that are there, padding not among them', async () => {
    // 1 2 3 4 10 14: mean 34 ÷ 6, median 3.5, mode the smallest of all.
    expect((await onSequences([fill('mean')])).test[0]).toEqual([5.667, 5, 5.667, 9]);
    expect((await onSequences([fill('median')])).test[0]).toEqual([3.5, 5, 3.5, 9]);
    expect((await onSequences([fill('mode')])).test[0]).toEqual([1, 5, 1, 9]);
  });

  it('model: a line through the steps beside, the nearest value at an end', async () => {
    // 2 and 3 lie between their neighbours exactly: a line fitted to them does too.
    expect((await onSequences([fill('model')])).test[0]).toEqual([5, 5, 7, 9]);
    expect((await onSequences([fill('model')])).train[1]).toEqual([10, 12, 14, 0]);
  });

  it('marker: a value and a feature that says so, never in the padding', async () => {
    expect((await onSequences([fill('marker', { value: -1 })])).train[1]).toEqual([10, 0, -1, 1, 14, 0, 0, 0]);
    expect((await onSequences([fill('marker', { value: -1 })])).test[0]).toEqual([-1, 1, 5, 0, -1, 1, 9, 0]);
  });
});
