/** Opens `.npy` files: the header is read and checked against the file's size, the elements stay where they are. */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { type ArrayFile, openArray, readBytes } from './array-file.ts';
import { type ArrayDtype, decodeElements } from './dtype.ts';
import { DataError } from './data-error.ts';
import { NPY_PREAMBLE_BYTES, type NpyHeader, type NpyTextHeader, npyHeaderLength, parseNpyHeader } from './npy-header.ts';

/** Opens an array of numbers. `name` is what messages call the file. Throws a `DataError` for anything that is not one. */
export function openNpy(path: string, name = path): ArrayFile {
  const { descriptor, header } = openFile(path, name);
  if (header.dtype === 'U') {
    closeSync(descriptor);
    throw new DataError(`${name}: expected numbers, found text of ${header.width} characters an element`, { file: name });
  }
  return openArray(descriptor, header, name);
}

/** The strings of a one-dimensional array of fixed-width Unicode text (`<U…`), as NumPy writes names. */
export function readNpyStrings(path: string, name = path): string[] {
  const { descriptor, header } = openFile(path, name);
  try {
    if (header.dtype !== 'U' || header.shape.length !== 1) {
      const found = header.dtype === 'U' ? `${header.shape.length} dimensions` : header.dtype;
      throw new DataError(`${name}: expected a one-dimensional array of text, found ${found}`, { file: name });
    }
    const bytes = readBytes(descriptor, header.dataOffset, header.shape[0] * header.width * 4, name);
    const points = decodeElements(bytes, 'u4', header.bigEndian) as Uint32Array;
    return Array.from({ length: header.shape[0] }, (_, row) =>
      textOf(points.subarray(row * header.width, (row + 1) * header.width), row, name),
    );
  } finally {
    closeSync(descriptor);
  }
}

/** What the array holds, without reading it: `'U'` for text. */
export function npyDtype(path: string, name = path): ArrayDtype | 'U' {
  const { descriptor, header } = openFile(path, name);
  closeSync(descriptor);
  return header.dtype;
}

function openFile(path: string, name: string): { descriptor: number; header: NpyHeader | NpyTextHeader } {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const preamble = readBytes(descriptor, 0, Math.min(NPY_PREAMBLE_BYTES, size), name);
    const length = npyHeaderLength(preamble, name);
    if (length > size) throw new DataError(`${name}: expected a .npy header of ${length} bytes, found a file of ${size}`, { file: name });
    return { descriptor, header: parseNpyHeader(readBytes(descriptor, 0, length, name), size, name) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function textOf(points: Uint32Array, row: number, name: string): string {
  let length = points.length;
  while (length > 0 && points[length - 1] === 0) length--;
  const bad = points.subarray(0, length).find((point) => point > 0x10ffff || (point >= 0xd800 && point < 0xe000));
  if (bad !== undefined) throw new DataError(`${name}, row ${row}: expected Unicode text, found code point ${bad}`, { file: name, row });
  let text = '';
  for (const point of points.subarray(0, length)) text += String.fromCodePoint(point);
  return text;
}
