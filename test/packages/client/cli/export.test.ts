import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parquetWriter } from '../../../../packages/client/src/cli/export/parquet-writer.ts';
import { sparkline } from '../../../../packages/client/src/cli/sparkline.ts';
import { brief, textTable } from '../../../../packages/client/src/cli/text-table.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a Parquet file has row groups of bounded size, and every value as it was', async () => {
  const path = join(folder, 'x.parquet');
  const writer = parquetWriter(path, [
    { name: 'key', kind: 'text' },
    { name: 'value', kind: 'number' },
    { name: 'row', kind: 'integer' },
    { name: 'time', kind: 'time' },
  ]);
  const special = [Number.NaN, Infinity, -Infinity, -0, 5e-324, null];
  const batch = (from: number, count: number) => {
    const indices = Array.from({ length: count }, (_, index) => from + index);
    return [
      indices.map((index) => (index === 3 ? null : `key ${index % 7} ü`)),
      indices.map((index) => (index < special.length ? special[index]! : index / 3)),
      indices,
      indices.map((index) => 1_700_000_000_000 + index),
    ];
  };
  for (let from = 0; from < 250_000; from += 10_000) await writer.write(batch(from, 10_000));
  await writer.close();

  const file = await asyncBufferFromFile(path);
  const { row_groups: groups, num_rows: count } = await parquetMetadataAsync(file);
  expect(count).toBe(250_000n);
  expect(groups.map(({ num_rows }) => Number(num_rows))).toEqual([100_000, 100_000, 50_000]);
  const rows = await parquetReadObjects({ file, rowStart: 0, rowEnd: 10 });
  expect(rows.slice(0, special.length).every(({ value }, index) => Object.is(value, special[index]))).toBe(true);
  expect(rows[3]).toEqual({ key: null, value: -0, row: 3n, time: new Date(1_700_000_000_003) });
  expect(rows[9]).toEqual({ key: 'key 2 ü', value: 3, row: 9n, time: new Date(1_700_000_000_009) });
});

test('a Parquet file without rows is one all the same', async () => {
  const path = join(folder, 'none.parquet');
  await parquetWriter(path, [{ name: 'value', kind: 'number' }]).close();
  expect(await parquetReadObjects({ file: await asyncBufferFromFile(path) })).toEqual([]);
});

test('a sparkline shows the course of a curve, with gaps where there is no number', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([1, Number.NaN, 0, Infinity])).toBe('█ ▁ ');
  expect(sparkline([5, 5, 5])).toBe('▄▄▄');
  expect(sparkline([])).toBe('');
  expect([...sparkline(Array.from({ length: 1000 }, (_, step) => step))]).toHaveLength(32);
});

test('a table puts numbers to the right, and numbers are brief', () => {
  expect(
    textTable([
      ['name', 'value'],
      ['a', '1'],
      ['bcd', '10'],
    ]),
  ).toBe('name  value\na         1\nbcd      10');
  expect([0.123456, 1e-7, 12, 1234567.8, null, 'NaN'].map(brief)).toEqual(['0.1235', '1.00e-7', '12', '1.23e+6', '–', 'NaN']);
});
