/** What the samples are to be taken for, from texts or numbers: classes with their counts, or values. */
import { join } from 'node:path';
import { DataError } from '../../formats/data-error.ts';
import type { ArrayFile } from '../../formats/array-file.ts';
import { createNpyWriter } from '../../formats/npy-writer.ts';
import type { LabelManifest } from '../manifest.ts';
import type { ImportOptions } from './options.ts';
import { parseNumber } from './survey.ts';

/** Integers with more different values than this are quantities, not classes. */
const MAX_INTEGER_CLASSES = 50;
const FILE = 'labels.npy';

export interface WrittenLabels {
  readonly manifest: LabelManifest;
  readonly missing: number;
}

export interface LabelSource {
  readonly file: string;
  /** One text per sample, null where it is missing. */
  readonly texts: readonly (string | null)[];
}

export function writeTextLabels(
  { file, texts }: LabelSource,
  folder: string,
  options: Pick<ImportOptions, 'task'>,
  classes?: readonly string[],
): WrittenLabels {
  const present = texts.filter((text) => text !== null);
  if (present.length === 0) throw new DataError(`${file}: expected labels, found ${texts.length} rows without one`, { file });
  const numbers = present.map(parseNumber);
  const areNumbers = !numbers.includes(undefined);
  const fractions = areNumbers && (numbers.some((number) => !Number.isInteger(number)) || new Set(numbers).size > MAX_INTEGER_CLASSES);
  const task = options.task ?? (classes === undefined && fractions ? 'regression' : 'class');
  if (task === 'regression') return writeValues(file, texts, folder);
  if (task === 'multilabel') return writeMultilabel(file, texts, folder);
  const names = classes ?? [...new Set(present)].sort(areNumbers ? (one, other) => Number(one) - Number(other) : undefined);
  const codes = new Map(names.map((name, code) => [name, code]));
  const labels = Int32Array.from(texts, (text, row) => {
    if (text === null) return -1;
    const code = codes.get(text);
    if (code === undefined)
      throw new DataError(
        `${file}, row ${row}: expected one of the classes ${names.slice(0, 40).join(', ')}, found ${JSON.stringify(text)}`,
        { file, row },
      );
    return code;
  });
  return writeClasses(labels, names, folder);
}

/** Numbers as NumPy has them: integers are classes, fractions are values, a 0/1 matrix is several labels a sample. */
export function writeArrayLabels(
  array: ArrayFile,
  file: string,
  folder: string,
  options: Pick<ImportOptions, 'task'>,
  classes?: readonly string[],
): WrittenLabels {
  const data = Array.from(array.readRange(0, array.rows) as ArrayLike<number | bigint>, Number);
  const isFloat = array.dtype[0] === 'f';
  const columns = array.rowShape[0] ?? 1;
  if (options.task === 'multilabel' || (columns > 1 && !isFloat && options.task === undefined)) {
    const bad = data.find((value) => value !== 0 && value !== 1);
    if (bad !== undefined) throw new DataError(`${file}: expected 0 or 1 for each sample and class, found ${bad}`, { file });
    return writeMatrix(Uint8Array.from(data), classes ?? Array.from({ length: columns }, (_, index) => String(index)), folder);
  }
  if (options.task === 'regression' || (options.task === undefined && isFloat)) {
    const outputs = Array.from({ length: columns }, (_, index) => (columns === 1 ? 'value' : `value_${index}`));
    return writeFloats(Float64Array.from(data), outputs, folder);
  }
  if (columns > 1) throw new DataError(`${file}: expected one class for each sample, found ${columns}`, { file });
  const bad = data.findIndex((value) => !Number.isInteger(value) || value < -1 || (classes !== undefined && value >= classes.length));
  if (bad !== -1) {
    const wanted =
      classes === undefined
        ? 'whole numbers from 0 (−1 where missing)'
        : `class numbers from 0 to ${classes.length - 1} (−1 where missing)`;
    throw new DataError(`${file}, row ${bad}: expected ${wanted}, found ${data[bad]}`, { file, row: bad });
  }
  if (classes !== undefined) return writeClasses(Int32Array.from(data), classes, folder);
  const present = [...new Set(data.filter((value) => value >= 0))].sort((one, other) => one - other);
  const codes = new Map(present.map((value, code) => [value, code]));
  return writeClasses(
    Int32Array.from(data, (value) => codes.get(value) ?? -1),
    present.map(String),
    folder,
  );
}

function writeClasses(labels: Int32Array, classes: readonly string[], folder: string): WrittenLabels {
  const counts = classes.map(() => 0);
  let missing = 0;
  for (const label of labels) {
    if (label < 0) missing++;
    else counts[label]++;
  }
  const writer = createNpyWriter(join(folder, FILE), 'i4', []);
  writer.append(labels);
  writer.finish();
  return { manifest: { kind: classes.length === 2 ? 'binary' : 'multiclass', classes, counts, file: FILE }, missing };
}

function writeMultilabel(file: string, texts: readonly (string | null)[], folder: string): WrittenLabels {
  const sets = texts.map((text) =>
    (text ?? '')
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  const classes = [...new Set(sets.flat())].sort();
  if (classes.length === 0) throw new DataError(`${file}: expected labels such as red|round, found none`, { file });
  const matrix = new Uint8Array(sets.length * classes.length);
  sets.forEach((set, row) => {
    for (const name of set) matrix[row * classes.length + classes.indexOf(name)] = 1;
  });
  return writeMatrix(matrix, classes, folder);
}

function writeMatrix(matrix: Uint8Array, classes: readonly string[], folder: string): WrittenLabels {
  const counts = classes.map((_, code) => {
    let count = 0;
    for (let index = code; index < matrix.length; index += classes.length) count += matrix[index];
    return count;
  });
  const writer = createNpyWriter(join(folder, FILE), 'u1', [classes.length]);
  writer.append(matrix);
  writer.finish();
  return { manifest: { kind: 'multilabel', classes, counts, file: FILE }, missing: 0 };
}

function writeValues(file: string, texts: readonly (string | null)[], folder: string): WrittenLabels {
  const values = Float64Array.from(texts, (text, row) => {
    if (text === null) return Number.NaN;
    const number = parseNumber(text);
    if (number === undefined)
      throw new DataError(`${file}, row ${row}: expected a number to learn, found ${JSON.stringify(text)}`, { file, row });
    return number;
  });
  return writeFloats(values, ['value'], folder);
}

function writeFloats(values: Float64Array, outputs: readonly string[], folder: string): WrittenLabels {
  const writer = createNpyWriter(join(folder, FILE), 'f8', outputs.length === 1 ? [] : [outputs.length]);
  writer.append(values);
  writer.finish();
  return { manifest: { kind: 'regression', outputs, file: FILE }, missing: values.filter(Number.isNaN).length };
}
