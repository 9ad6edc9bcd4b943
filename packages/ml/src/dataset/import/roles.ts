/** Which of the arrays is what: a view, the lengths of one, the labels. By name first, by shape where the name says nothing. */
import { DataError } from '../../formats/data-error.ts';
import type { Modality } from '../manifest.ts';
import type { ViewOptions } from './options.ts';
import type { NamedArray, Sources } from './sources.ts';

export interface Roles {
  readonly views: readonly ViewRole[];
  readonly labels: NamedArray | undefined;
  readonly ids: readonly string[] | undefined;
  readonly classes: readonly string[] | undefined;
  /** Labels that came as an array of text. */
  readonly labelTexts: readonly string[] | undefined;
}

export interface ViewRole {
  readonly name: string;
  readonly modality: Exclude<Modality, 'TEXT'>;
  readonly source: NamedArray;
  readonly lengths: NamedArray | undefined;
  readonly features: readonly string[] | undefined;
  readonly vocabulary: readonly string[] | undefined;
}

const LABELS = /(^|_)(labels?|targets?|y)$/i;
const LENGTHS = /(^|_)(lengths?|lens)$/i;
const IDS = /(^|_)(ids?|names)$/i;
const CLASSES = /(^|_)(classes|class_names)$/i;
const PICTURE_NAMES = /image|picture|painting|photo|sprite|tile|roll|img|pixels/i;
const SEQUENCE_NAMES = /sequence|note|music|melod|tune|stroke|token|series|midi|song|text|poem/i;

export function assignRoles(sources: Sources, options: Readonly<Record<string, ViewOptions>>): Roles {
  const named = (pattern: RegExp, array: NamedArray): boolean => pattern.test(array.name) && options[array.name] === undefined;
  const labels = sources.arrays.filter((array) => named(LABELS, array) && array.array.shape.length <= 2);
  const lengths = sources.arrays.filter((array) => named(LENGTHS, array) && array.array.shape.length === 1);
  const rest = sources.arrays.filter((array) => !labels.includes(array) && !lengths.includes(array));
  if (labels.slice(1).some((array) => !isSame(array, labels[0]!)))
    throw twice(
      'labels',
      labels.map((array) => array.file),
    );
  for (const name of Object.keys(options)) {
    if (!sources.arrays.some((array) => array.name === name)) {
      throw new DataError(
        `views: expected the name of an array (${sources.arrays.map((array) => array.name).join(', ') || 'there is none'}), found ${JSON.stringify(name)}`,
      );
    }
  }
  const views = rest.map((source) => viewRole(source, options[source.name] ?? {}));
  const unused = new Set(lengths);
  const withLengths = views.map((view) => {
    const own = view.modality === 'SEQUENCE' ? lengthsOf(view, views, lengths) : undefined;
    if (own !== undefined) unused.delete(own);
    return { ...view, lengths: own, vocabulary: vocabularyOf(view, views, sources) };
  });
  for (const array of unused)
    throw new DataError(`${array.file}: expected a sequence that these lengths belong to, found none`, { file: array.file });
  const names = withLengths.map((view) => view.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw twice(
      `a view named ${repeated}`,
      withLengths.filter((view) => view.name === repeated).map((view) => view.source.file),
    );
  const text = (pattern: RegExp): readonly string[] | undefined => sources.texts.find((candidate) => pattern.test(candidate.name))?.values;
  return { views: withLengths, labels: labels[0], ids: text(IDS), classes: text(CLASSES), labelTexts: text(LABELS) };
}

function viewRole(source: NamedArray, options: ViewOptions): Omit<ViewRole, 'lengths' | 'vocabulary'> {
  const modality = options.modality ?? guessModality(source);
  if (modality === 'TEXT')
    throw new DataError(`${source.file}: expected IMAGE, SEQUENCE or TABULAR for an array of numbers, found TEXT`, { file: source.file });
  const name = options.name ?? source.name;
  if (!/^[\w-]{1,64}$/.test(name))
    throw new DataError(`${source.file}: expected a view name of letters, digits, _ and -, found ${JSON.stringify(name)}`, {
      file: source.file,
    });
  checkShape(source, modality);
  return { name, modality, source, features: options.features };
}

function guessModality({ name, array, file }: NamedArray): Exclude<Modality, 'TEXT'> {
  const dimensions = array.shape.length;
  const last = array.shape.at(-1) ?? 0;
  const isByte = array.dtype === 'u1' || array.dtype === 'b1';
  const isFloat = array.dtype[0] === 'f';
  if (dimensions === 4) return 'IMAGE';
  if (dimensions === 3 && SEQUENCE_NAMES.test(name)) return 'SEQUENCE';
  if (dimensions === 3 && (PICTURE_NAMES.test(name) || isByte)) return 'IMAGE';
  if (dimensions === 3) return last <= 16 || !isFloat ? 'SEQUENCE' : 'IMAGE';
  if (dimensions === 2 && SEQUENCE_NAMES.test(name)) return 'SEQUENCE';
  if (dimensions === 2) return isFloat ? 'TABULAR' : 'SEQUENCE';
  throw new DataError(
    `${file}: expected an array of 2 to 4 dimensions, or a name such as labels or lengths, found shape (${array.shape.join(', ')})`,
    { file },
  );
}

const SHAPES: Readonly<Record<Exclude<Modality, 'TEXT'>, { dimensions: readonly number[]; words: string }>> = {
  IMAGE: { dimensions: [3, 4], words: 'pictures [samples, height, width] or [samples, height, width, channels]' },
  SEQUENCE: { dimensions: [2, 3], words: 'sequences [samples, steps] or [samples, steps, features]' },
  TABULAR: { dimensions: [2], words: 'a table [samples, columns]' },
};

function checkShape({ array, file }: NamedArray, modality: Exclude<Modality, 'TEXT'>): void {
  const found = `found shape (${array.shape.join(', ')})`;
  const { dimensions, words } = SHAPES[modality];
  if (!dimensions.includes(array.shape.length)) throw new DataError(`${file}: expected ${words}, ${found}`, { file });
  if (array.shape.includes(0)) throw new DataError(`${file}: expected at least one sample and no empty dimension, ${found}`, { file });
  const channels = array.shape[3] ?? 1;
  if (modality === 'IMAGE' && ![1, 3, 4].includes(channels))
    throw new DataError(`${file}: expected pictures of 1, 3 or 4 channels in the last dimension, ${found}`, { file });
}

function lengthsOf(
  view: Pick<ViewRole, 'name' | 'source'>,
  views: readonly Pick<ViewRole, 'modality' | 'source'>[],
  lengths: readonly NamedArray[],
): NamedArray | undefined {
  const prefixed = lengths.find((array) => array.name.replace(LENGTHS, '') === view.source.name);
  if (prefixed !== undefined) return prefixed;
  const sequences = views.filter((other) => other.modality === 'SEQUENCE');
  if (sequences.length === 1) return lengths[0];
  // What came in one archive belongs together.
  const isAlone = sequences.filter((other) => archiveOf(other.source) === archiveOf(view.source)).length === 1;
  return isAlone ? lengths.find((array) => archiveOf(array) === archiveOf(view.source)) : undefined;
}

/** The archive that an array is a member of; undefined for a file of its own. */
function archiveOf({ file }: NamedArray): string | undefined {
  return /^(.*), member /.exec(file)?.[1];
}

function isSame({ array: one }: NamedArray, { array: other }: NamedArray): boolean {
  if (one.shape.join() !== other.shape.join()) return false;
  const [left, right] = [one, other].map((array) => array.readRange(0, array.rows));
  return left!.every((value, index) => value === right![index]);
}

function vocabularyOf(
  view: Pick<ViewRole, 'modality' | 'source'>,
  views: readonly Pick<ViewRole, 'modality' | 'source'>[],
  sources: Sources,
): readonly string[] | undefined {
  const isTokens = (other: Pick<ViewRole, 'modality' | 'source'>): boolean =>
    other.modality === 'SEQUENCE' && other.source.array.shape.length === 2;
  if (!isTokens(view)) return undefined;
  if (sources.vocabularies.length === 1 && views.filter(isTokens).length === 1) return sources.vocabularies[0].words;
  return sources.vocabularies.find((vocabulary) => vocabulary.name.startsWith(view.source.name))?.words;
}

function twice(what: string, files: readonly string[]): DataError {
  return new DataError(`expected ${what} once, found ${files.length}: ${files.join(', ')}; leave all but one out`);
}
