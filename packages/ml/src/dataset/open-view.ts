import { closeSync, openSync } from 'node:fs';
import { readBytes } from '../formats/array-file.ts';
import { DataError } from '../formats/data-error.ts';
import { openNpy } from '../formats/npy.ts';
import type { TypedArray, View } from './dataset.ts';
import type { ViewManifest } from './manifest.ts';

export type OpenView = View & { close(): void };

/** Views up to this size are kept in memory after the first read; larger ones are read by position each time. */
const KEPT_BYTES = 64 * 2 ** 20;

export function openView(manifest: ViewManifest, samples: number, resolve: (fileName: string) => string): OpenView {
  return manifest.modality === 'TEXT' ? openTexts(manifest, samples, resolve) : openArrayView(manifest, samples, resolve);
}

function openArrayView(manifest: ViewManifest, samples: number, resolve: (fileName: string) => string): OpenView {
  const array = openNpy(resolve(manifest.file), manifest.file);
  const expected = [samples, ...manifest.shape];
  if (
    array.dtype !== manifest.dtype ||
    array.shape.length !== expected.length ||
    array.shape.some((length, index) => length !== expected[index])
  ) {
    array.close();
    throw new DataError(
      `${manifest.file}: expected ${manifest.dtype} (${expected.join(', ')}), found ${array.dtype} (${array.shape.join(', ')})`,
      { file: manifest.file },
    );
  }
  const perRow = manifest.shape.reduce((product, length) => product * length, 1);
  let kept: TypedArray | undefined;

  function read(rows: ArrayLike<number>): TypedArray {
    if (samples * perRow * Number(manifest.dtype?.[1]) > KEPT_BYTES) return array.read(rows) as TypedArray;
    kept ??= array.readRange(0, samples) as TypedArray;
    const selected = kept.slice(0, 0).constructor as new (length: number) => TypedArray;
    const into = new selected(rows.length * perRow);
    for (let index = 0; index < rows.length; index++) {
      if (!(rows[index] >= 0 && rows[index] < samples))
        throw new RangeError(`${manifest.name} has rows 0 to ${samples - 1}, got ${rows[index]}`);
      into.set(kept.subarray(rows[index] * perRow, (rows[index] + 1) * perRow), index * perRow);
    }
    return into;
  }

  const lengths = manifest.lengths === undefined ? undefined : readInt32(resolve(manifest.lengths), manifest.lengths, samples);
  return {
    name: manifest.name,
    manifest,
    samples,
    ...(lengths === undefined ? {} : { lengths }),
    read,
    text: () => {
      throw new DataError(`expected a view of texts, found ${manifest.name}, which is ${manifest.modality}`);
    },
    close: array.close,
  };
}

function openTexts(manifest: ViewManifest, samples: number, resolve: (fileName: string) => string): OpenView {
  const name = manifest.offsets as string;
  const index = openNpy(resolve(name), name);
  const offsets = index.readRange(0, index.rows) as Float64Array;
  index.close();
  if (offsets.length !== samples + 1)
    throw new DataError(`${name}: expected ${samples + 1} offsets, found ${offsets.length}`, { file: name });
  const descriptor = openSync(resolve(manifest.file), 'r');
  const decoder = new TextDecoder();
  return {
    name: manifest.name,
    manifest,
    samples,
    read: () => {
      throw new DataError(`expected a view of numbers, found ${manifest.name}, which is TEXT`);
    },
    text: (row) => decoder.decode(readBytes(descriptor, offsets[row], offsets[row + 1] - offsets[row], manifest.file)),
    close: () => closeSync(descriptor),
  };
}

function readInt32(path: string, name: string, samples: number): Int32Array {
  const array = openNpy(path, name);
  const data = array.readRange(0, array.rows);
  array.close();
  if (!(data instanceof Int32Array) || data.length !== samples)
    throw new DataError(`${name}: expected ${samples} lengths as i4, found ${data.length} of ${array.dtype}`, { file: name });
  return data;
}
