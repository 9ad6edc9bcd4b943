// What values a version holds: how they are spread, which are missing. Counted from the files themselves, for people to look at.
import type { Dataset, View } from '@atelier/ml/dataset';

/** Works looked at; of larger versions every n-th, so that the whole version is looked at from end to end. */
const MOST_WORKS = 5_000;
/** Values that one look takes into memory. */
const MOST_VALUES = 20_000_000;
const BATCH = 64;
const BINS = 24;
const MOST_NAMED = 30;

export interface Histogram {
  /** One more than counts; the last bin holds its upper edge too. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface FieldProfile {
  /** The view that the field is in; null for a column beside the views. */
  readonly view: string | null;
  readonly name: string;
  /** What is counted: the values themselves, or how long each work is. */
  readonly measure: 'VALUES' | 'LENGTHS';
  /** Values looked at, missing ones included. */
  readonly values: number;
  readonly missing: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Numbers only. */
  readonly histogram: Histogram | null;
  /** Categories and words only: the most frequent first. */
  readonly frequent: readonly { readonly name: string; readonly count: number }[];
}

export interface Profile {
  /** How many works were looked at. */
  readonly works: number;
  readonly fields: readonly FieldProfile[];
}

/** Profiles every view and column of a version. */
export function profileOf(dataset: Dataset): Profile {
  const { manifest } = dataset;
  const widest = Math.max(1, ...manifest.views.map(({ shape }) => shape.reduce((size, side) => size * side, 1)));
  const most = Math.max(1, Math.min(MOST_WORKS, Math.floor(MOST_VALUES / widest)));
  const stride = Math.max(1, Math.ceil(dataset.samples / most));
  const rows = Array.from({ length: Math.ceil(dataset.samples / stride) }, (_, index) => index * stride);
  return {
    works: rows.length,
    fields: [
      ...dataset.views.flatMap((view) => profileView(view, rows)),
      ...manifest.metadata.map(({ name }) => profileColumn(name, rows, dataset.metadata(name))),
    ],
  };
}

function profileView(view: View, rows: readonly number[]): FieldProfile[] {
  const { name, modality, shape, columns } = view.manifest;
  if (modality === 'TEXT')
    return [
      lengthsOf(
        name,
        'characters',
        Float64Array.from(rows, (row) => [...view.text(row)].length),
      ),
    ];
  const names = featureNames(view);
  const features = valuesByFeature(view, rows, names.length);
  const fields = features.map((values, feature) => {
    const categories = columns?.[feature]?.kind === 'category' ? (columns[feature].categories ?? []) : view.manifest.vocabulary;
    return categories
      ? countNamed(
          name,
          names[feature]!,
          Array.from(values, (code) => (Number.isNaN(code) ? null : (categories[code] ?? String(code)))),
        )
      : describe(name, names[feature]!, 'VALUES', values);
  });
  if (modality !== 'SEQUENCE' || view.lengths === undefined) return fields;
  const { lengths } = view;
  return [
    ...fields,
    lengthsOf(
      name,
      'steps',
      Float64Array.from(rows, (row) => lengths[row] ?? shape[0] ?? 0),
    ),
  ];
}

/** One list for each feature, valid steps only. */
function valuesByFeature(view: View, rows: readonly number[], features: number): Float64Array[] {
  const { shape, modality } = view.manifest;
  const size = shape.reduce((product, side) => product * side, 1);
  const lists = Array.from({ length: features }, () => new Float64Array((rows.length * size) / features));
  let kept = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const values = view.read(batch);
    batch.forEach((row, index) => {
      const valid = modality === 'SEQUENCE' ? (view.lengths?.[row] ?? shape[0] ?? 0) : size / features;
      for (let step = 0; step < valid; step += 1) {
        for (let feature = 0; feature < features; feature += 1) lists[feature]![kept] = values[index * size + step * features + feature]!;
        kept += 1;
      }
    });
  }
  return lists.map((list) => list.subarray(0, kept));
}

function featureNames({ manifest: { modality, shape, features, columns } }: View): string[] {
  if (columns) return columns.map((column) => column.name);
  const count = modality === 'SEQUENCE' ? (shape[1] ?? 1) : (shape.at(-1) ?? 1);
  if (modality === 'IMAGE' && count === 3) return ['red', 'green', 'blue'];
  if (count === 1) return [features?.[0] ?? (modality === 'IMAGE' ? 'brightness' : 'value')];
  return Array.from({ length: count }, (_, feature) => features?.[feature] ?? `feature ${feature + 1}`);
}

function profileColumn(name: string, rows: readonly number[], column: readonly (string | number | null)[]): FieldProfile {
  const values = rows.map((row) => column[row] ?? null);
  const numbers = values.every((value) => value === null || typeof value === 'number');
  if (!numbers)
    return countNamed(
      null,
      name,
      values.map((value) => (value === null ? null : String(value))),
    );
  return describe(
    null,
    name,
    'VALUES',
    Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
  );
}

function lengthsOf(view: string, unit: string, lengths: Float64Array): FieldProfile {
  return describe(view, unit, 'LENGTHS', lengths);
}

function describe(view: string | null, name: string, measure: FieldProfile['measure'], values: Float64Array): FieldProfile {
  let [min, max, sum, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    known += 1;
  }
  const any = known > 0;
  return {
    view,
    name,
    measure,
    values: values.length,
    missing: values.length - known,
    min: any ? min : null,
    max: any ? max : null,
    mean: any ? sum / known : null,
    histogram: any ? histogramOf(values, min, max) : null,
    frequent: [],
  };
}

/** Whole numbers that are few get a bin each. */
function histogramOf(values: Float64Array, min: number, max: number): Histogram {
  const whole = max - min < BINS && values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  const bins = whole ? max - min + 1 : min === max ? 1 : BINS;
  const from = whole ? min - 0.5 : min;
  const width = whole || min === max ? 1 : (max - min) / BINS;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (Number.isFinite(value)) counts[Math.min(bins - 1, Math.floor((value - from) / width))]! += 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, index) => from + index * width), counts };
}

function countNamed(view: string | null, name: string, values: readonly (string | null)[]): FieldProfile {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of values) {
    if (value === null) missing += 1;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const frequent = [...counts]
    .map(([each, count]) => ({ name: each, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return {
    view,
    name,
    measure: 'VALUES',
    values: values.length,
    missing,
    min: null,
    max: null,
    mean: null,
    histogram: null,
    frequent: frequent.slice(0, MOST_NAMED),
  };
}
