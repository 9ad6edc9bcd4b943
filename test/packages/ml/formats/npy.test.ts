import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ArrayData, createNpyWriter, DataError, openNpy, readNpyStrings, writeNpy } from '@atelier/ml/formats';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'atelier-npy-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface GoldenCase {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly file: string;
  readonly elements: string;
}

const golden = gunzipSync(readFileSync(new URL('golden/npy.ndjson.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenCase);

function bytesOf(data: ArrayData): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A file of version 1.0 with this header text and so many bytes of data. */
function npyWith(header: string, dataBytes: number): Uint8Array {
  const text = Buffer.from(`${header}\n`, 'latin1');
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(text.length, 8);
  return Buffer.concat([start, text, Buffer.alloc(dataBytes)]);
}

const header = (descr: string, shape: string, order = 'False') => `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

describe('.npy', () => {
  it('reads 2,000 arrays that NumPy wrote, bit for bit, whole and row by row', () => {
    expect(golden).toHaveLength(2000);
    golden.forEach(({ dtype, shape, file, elements }, index) => {
      const array = openNpy(put('golden.npy', Buffer.from(file, 'base64')));
      expect([array.dtype, array.shape], `case ${index}`).toEqual([dtype, shape]);
      const expected = Buffer.from(elements, 'base64');
      expect(bytesOf(array.readRange(0, array.rows)).equals(expected), `case ${index}, ${dtype} (${shape})`).toBe(true);
      const backwards = Array.from({ length: array.rows }, (_, row) => array.rows - 1 - row);
      const rowBytes = array.rows === 0 ? 0 : expected.length / array.rows;
      const expectedRows = Buffer.concat(backwards.map((row) => expected.subarray(row * rowBytes, (row + 1) * rowBytes)));
      expect(bytesOf(array.read(backwards)).equals(expectedRows), `case ${index}, rows`).toBe(true);
      array.close();
    });
  });

  it('reads back what it wrote', () => {
    const path = join(folder, 'written.npy');
    const writer = createNpyWriter(path, 'f4', [2, 2]);
    writer.append(Float32Array.of(1, 2, 3, Number.NaN));
    writer.append(Float32Array.of(-0, 1e-45, 5, 6, 0, 0, 0, 0));
    expect(writer.finish()).toBe(3);
    const array = openNpy(path);
    expect(array.shape).toEqual([3, 2, 2]);
    expect(array.read([1, 0])).toEqual(Float32Array.of(-0, 1e-45, 5, 6, 1, 2, 3, Number.NaN));
    array.close();
  });

  it('reads names', () => {
    const names = ['air', 'reel', '詩'];
    const text = Buffer.alloc(3 * 4 * 4);
    names.forEach((name, row) =>
      [...name].forEach((character, at) => text.writeUInt32LE(character.codePointAt(0) as number, (row * 4 + at) * 4)),
    );
    const bytes = Buffer.concat([npyWith(header("'<U4'", '(3,)'), 0), text]);
    expect(readNpyStrings(put('names.npy', bytes))).toEqual(names);
  });

  it.each([
    ['an empty file', new Uint8Array(), /begins with 93 4e.*found an empty file/],
    ['another magic', Buffer.from('PK\x03\x04aaaaaaaaaaaaaa'), /expected a \.npy file/],
    [
      'a version that does not exist',
      Buffer.from('\x93NUMPY\x09\x00\x00\x00\x00\x00\x00', 'latin1'),
      /version 1\.0, 2\.0 or 3\.0, found 9\.0/,
    ],
    ['a header of 4 GiB', Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff\x00', 'latin1'), /header of at most 65536 bytes/],
    [
      'a header that is cut',
      npyWith(header("'<f4'", '(3,)'), 0).subarray(0, 40),
      /expected a \.npy header of \d+ bytes, found a file of 40/,
    ],
    ['a header that is code', npyWith("__import__('os').system('true')", 0), /expected a header such as/],
    ['a header of nested brackets', npyWith(`{'descr': ${'('.repeat(10_000)}`, 0), /expected a header such as/],
    ['a key twice', npyWith("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4), /expected a header such as/],
    ['objects', npyWith(header("'|O'", '(3,)'), 24), /found \|O \(Python objects/],
    ['complex numbers', npyWith(header("'<c8'", '(1,)'), 8), /found <c8 \(complex/],
    ['dates', npyWith(header("'<M8[s]'", '(1,)'), 8), /expected elements of/],
    ['a structured type', npyWith(header("[('x', '<f4')]", '(1,)'), 4), /structured type/],
    ['an unknown byte order', npyWith(header("'!f4'", '(1,)'), 4), /expected elements of/],
    ['a negative shape', npyWith(header("'<f4'", '(-1,)'), 4), /expected a header such as/],
    ['33 dimensions', npyWith(header("'|u1'", `(${'1, '.repeat(33)})`), 1), /at most 32 dimensions, found 33/],
    ['a shape beyond memory in 80 bytes', npyWith(header("'<f8'", '(65536, 65536)'), 80), /expected 34359738\d+ bytes.*cut short/],
    ['a shape beyond 2^53', npyWith(header("'<f8'", '(9007199254740991, 3)'), 8), /too large/],
    ['too few bytes', npyWith(header("'<f4'", '(3,)'), 11), /for shape \(3\) of <f4, found \d+ \(cut short\)/],
    ['too many bytes', npyWith(header("'<f4'", '(3,)'), 13), /something follows the data/],
    ['names where numbers are wanted', npyWith(header("'<U4'", '(1,)'), 16), /expected numbers, found text/],
  ])('refuses %s', (_, bytes, message) => {
    const path = put('bad.npy', bytes);
    expect(() => openNpy(path, 'bad.npy')).toThrow(DataError);
    expect(() => openNpy(path, 'bad.npy')).toThrow(message);
  });

  it('refuses rows that it does not have', () => {
    const path = join(folder, 'rows.npy');
    writeNpy(path, 'u1', [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6));
    const array = openNpy(path, 'rows.npy');
    expect(() => array.read([2])).toThrow('rows.npy has rows 0 to 2, got 2 to 3');
    array.close();
  });
});
