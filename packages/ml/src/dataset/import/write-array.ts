/** Copies an array into a version's folder in canonical form, a few megabytes at a time. */
import { join } from 'node:path';
import type { ArrayData, ArrayDtype } from '../../formats/dtype.ts';
import { DataError } from '../../formats/data-error.ts';
import { createNpyWriter } from '../../formats/npy-writer.ts';
import type { ViewDtype, ViewManifest } from '../manifest.ts';
import type { ViewRole } from './roles.ts';
import type { RowHashes } from './row-hash.ts';

const BLOCK_BYTES = 4 * 2 ** 20;
/** Eight-byte integers are stored in four when they fit, and refused when they do not: no model input needs them. */
const STORED: Readonly<Record<ArrayDtype, ViewDtype>> = {
  b1: 'u1',
  u1: 'u1',
  i1: 'i1',
  u2: 'u2',
  i2: 'i2',
  u4: 'u4',
  i4: 'i4',
  u8: 'u4',
  i8: 'i4',
  f2: 'f4',
  f4: 'f4',
  f8: 'f8',
};

export interface WrittenView {
  readonly manifest: ViewManifest;
  /** Values that are not a number, and sequences of length 0. */
  readonly missing: number;
}

export function writeArrayView(role: ViewRole, folder: string, hashes: RowHashes): WrittenView {
  const { array, file } = role.source;
  const rowShape = role.modality === 'IMAGE' && array.rowShape.length === 2 ? [...array.rowShape, 1] : array.rowShape;
  const dtype = STORED[array.dtype];
  const perRow = rowShape.reduce((product, length) => product * length, 1);
  const blockRows = Math.max(1, Math.floor(BLOCK_BYTES / (perRow * 8)));
  const steps = role.modality === 'SEQUENCE' ? array.rowShape[0] : undefined;
  const given =
    role.lengths === undefined
      ? undefined
      : readLengths(role.lengths.array.readRange(0, role.lengths.array.rows), array.rows, steps as number, role.lengths.file, file);
  // Whoever names the features of integers says that they are quantities.
  const isTokens = steps !== undefined && array.rowShape.length === 1 && array.dtype[0] !== 'f' && role.features === undefined;
  const lengths = given ?? (isTokens ? new Int32Array(array.rows) : undefined);
  const writer = createNpyWriter(join(folder, `${role.name}.npy`), dtype, rowShape);
  let missing = 0;
  let largest = 0;
  try {
    for (let from = 0; from < array.rows; from += blockRows) {
      const to = Math.min(array.rows, from + blockRows);
      const data = toStored(array.readRange(from, to), file, from, perRow);
      if (dtype[0] === 'f') missing += countNaN(data);
      if (isTokens)
        largest = Math.max(
          largest,
          checkTokens(data, from, perRow, file, role.vocabulary?.length, given === undefined ? lengths : undefined),
        );
      hashes.add(from, new Uint8Array(data.buffer, data.byteOffset, data.byteLength), perRow * Number(dtype[1]));
      writer.append(data);
    }
    writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
  if (lengths !== undefined) {
    writeLengths(join(folder, `${role.name}.lengths.npy`), lengths);
    for (const length of lengths) if (length === 0) missing++;
  }
  const vocabularySize = isTokens ? (role.vocabulary?.length ?? largest + 1) : undefined;
  return {
    manifest: { ...manifestOf(role, rowShape, dtype, lengths !== undefined), ...(vocabularySize === undefined ? {} : { vocabularySize }) },
    missing,
  };
}

function manifestOf(role: ViewRole, rowShape: readonly number[], dtype: ViewDtype, hasLengths: boolean): ViewManifest {
  const { features } = role;
  if (features !== undefined && features.length !== (rowShape[1] ?? 1)) {
    throw new DataError(`${role.source.file}: expected ${rowShape[1] ?? 1} names of features, found ${features.length}`, {
      file: role.source.file,
    });
  }
  return {
    name: role.name,
    modality: role.modality,
    shape: rowShape,
    dtype,
    file: `${role.name}.npy`,
    ...(hasLengths ? { lengths: `${role.name}.lengths.npy` } : {}),
    ...(role.vocabulary === undefined ? {} : { vocabulary: role.vocabulary }),
    ...(features === undefined ? {} : { features }),
    ...(role.modality === 'TABULAR'
      ? { columns: Array.from({ length: rowShape[0] }, (_, index) => ({ name: `column_${index}`, kind: 'number' as const })) }
      : {}),
  };
}

function toStored(data: ArrayData, file: string, from: number, perRow: number): Exclude<ArrayData, BigInt64Array | BigUint64Array> {
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data;
  const signed = data instanceof BigInt64Array;
  const narrow = signed ? new Int32Array(data.length) : new Uint32Array(data.length);
  for (let index = 0; index < data.length; index++) {
    narrow[index] = Number(data[index]);
    if (BigInt(narrow[index]) !== BigInt(data[index])) {
      const row = from + Math.floor(index / perRow);
      throw new DataError(`${file}, row ${row}: expected integers that fit in 32 bits, found ${data[index]}`, { file, row });
    }
  }
  return narrow;
}

function countNaN(data: ArrayLike<number>): number {
  let count = 0;
  for (let index = 0; index < data.length; index++) if (Number.isNaN(data[index])) count++;
  return count;
}

/** Indices must be what a vocabulary can name; the length of a row ends at its last index that is not padding. Returns the largest. */
function checkTokens(
  data: ArrayLike<number>,
  from: number,
  steps: number,
  file: string,
  words: number | undefined,
  lengths: Int32Array | undefined,
): number {
  let largest = 0;
  for (let index = 0; index < data.length; index++) {
    const row = from + Math.floor(index / steps);
    if (data[index] < 0 || (words !== undefined && data[index] >= words)) {
      throw new DataError(
        `${file}, row ${row}: expected token indices from 0${words === undefined ? '' : ` to ${words - 1}`}, found ${data[index]}`,
        { file, row },
      );
    }
    if (data[index] > largest) largest = data[index];
    if (lengths !== undefined && data[index] !== 0) lengths[row] = (index % steps) + 1;
  }
  return largest;
}

function readLengths(data: ArrayData, samples: number, steps: number, file: string, of: string): Int32Array {
  if (data.length !== samples)
    throw new DataError(`${file}: expected ${samples} lengths, one for each sequence of ${of}, found ${data.length}`, { file });
  return Int32Array.from(data as ArrayLike<number>, (value, row) => {
    const length = Number(value);
    if (Number.isInteger(length) && length >= 0 && length <= steps) return length;
    throw new DataError(`${file}, row ${row}: expected a length from 0 to ${steps}, found ${value}`, { file, row });
  });
}

function writeLengths(path: string, lengths: Int32Array): void {
  const writer = createNpyWriter(path, 'i4', []);
  writer.append(lengths);
  writer.finish();
}
