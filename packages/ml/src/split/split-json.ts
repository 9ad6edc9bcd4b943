/** A split as JSON: rows and folds as base64 of their bytes. */
import { DataError } from '../formats/data-error.ts';
import { hashSplit, littleEndian } from './hash-split.ts';
import type { Folds, Split } from './split.ts';

export interface SplitJson extends Omit<Split, 'assignment' | 'folds'> {
  /** Base64, a byte a row. */
  readonly assignment: string;
  readonly folds?: Omit<Folds, 'testedIn' | 'inner'> & { readonly testedIn: string; readonly inner: string };
}

export function splitToJson(split: Split): SplitJson {
  const { assignment, folds, ...rest } = split;
  return {
    ...rest,
    assignment: Buffer.from(assignment).toString('base64'),
    ...(folds === undefined ? {} : { folds: { ...folds, testedIn: base64(folds.testedIn), inner: base64(folds.inner) } }),
  };
}

/** Throws a `DataError` when the content does not have the hash that it claims. */
export function splitFromJson(json: SplitJson): Split {
  const { assignment, folds, ...rest } = json;
  const split: Split = {
    ...rest,
    assignment: new Uint8Array(Buffer.from(assignment, 'base64')),
    ...(folds === undefined ? {} : { folds: { ...folds, testedIn: words(folds.testedIn), inner: words(folds.inner) } }),
  };
  const hash = hashSplit(split);
  if (hash !== json.hash) throw new DataError(`splitFromJson requires a split of the hash ${json.hash}, got one of ${hash}`);
  return split;
}

function base64(array: Uint32Array): string {
  return Buffer.from(littleEndian(array)).toString('base64');
}

function words(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}
