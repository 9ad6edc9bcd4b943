/** Texts and sequences that share most of their short passages (shingles): the same tune in another key, a poem with a changed line. */
import type { View } from '../../dataset/dataset.ts';
import { isNotes } from '../../dataset/sequence-kind.ts';
import { MIN_STEPS } from './exact-duplicates.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import type { Apart } from './sides.ts';

/** Share of common passages (Jaccard) from which two works are the same one. */
const SAME = 0.5;
/** Drawn lines are made of few different steps: far more of them must agree, and there must be enough of them. */
const SAME_STEPS = 0.8;
const MIN_SHINGLES = 12;
/** Passages in more works than this share say nothing. */
const COMMON = 0.02;
const MIN_COMMON = 50;

export function findNearSequences(view: View, apart: Apart): LeakageFinding[] {
  const { symbolsOf, length, same, minimum } = readingOf(view);
  const shingles = Array.from({ length: view.samples }, (_, row) => shinglesOf(symbolsOf(row), length));
  const rowsOf = new Map<string, number[]>();
  shingles.forEach((set, row) => {
    if (set.size < minimum) return;
    for (const shingle of set) {
      const known = rowsOf.get(shingle);
      if (known === undefined) rowsOf.set(shingle, [row]);
      else known.push(row);
    }
  });
  const pairs = alikePairs(shingles, rowsOf, same, apart).filter(([one, other]) => !isIdentical(view, one, other));
  if (pairs.length === 0) return [];
  const count = new Set(pairs.flat()).size;
  const what = isNotes(view.manifest) && view.manifest.modality === 'SEQUENCE' ? 'whatever the key' : `in passages of ${length} steps`;
  return [
    {
      kind: 'near-duplicate',
      severity: 'warning',
      view: view.name,
      count,
      rows: pairs.slice(0, SHOWN_SETS),
      message: `${count} samples share at least ${Math.round(same * 100)} % of ${view.name} with a sample of another part, ${what}.`,
    },
  ];
}

interface Reading {
  readonly symbolsOf: (row: number) => readonly (string | number)[];
  /** Symbols of one passage. */
  readonly length: number;
  readonly same: number;
  /** Different passages that a work must have to be compared. */
  readonly minimum: number;
}

function readingOf(view: View): Reading {
  const { modality, shape, vocabularySize } = view.manifest;
  if (modality === 'TEXT') return { symbolsOf: (row) => [...view.text(row)], length: passageOf(view), same: SAME, minimum: 4 };
  const steps = (row: number): number => view.lengths?.[row] ?? shape[0];
  if (vocabularySize !== undefined)
    return {
      symbolsOf: (row) => [...view.read([row]).subarray(0, steps(row))],
      length: vocabularySize > 256 ? 5 : 12,
      same: SAME,
      minimum: 4,
    };
  if (isNotes(view.manifest))
    return { symbolsOf: (row) => intervals(view.read([row]), steps(row), shape[1]), length: 7, same: SAME, minimum: 4 };
  const features = shape[1] ?? 1;
  return {
    symbolsOf: (row) => {
      const values = view.read([row]);
      return Array.from({ length: steps(row) }, (_, step) =>
        Array.from(values.subarray(step * features, (step + 1) * features), (value) => value.toPrecision(3)).join(','),
      );
    },
    length: 6,
    same: SAME_STEPS,
    minimum: MIN_SHINGLES,
  };
}

/** Scripts with thousands of characters say in five what others say in twelve. */
function passageOf(view: View): number {
  const characters = new Set<string>();
  for (let row = 0; row < Math.min(view.samples, 200); row++) for (const character of view.text(row)) characters.add(character);
  return characters.size > 256 ? 5 : 12;
}

/** Steps between notes that sound, in semitones: the same in every key and at every speed. */
function intervals(values: ArrayLike<number>, steps: number, features: number): number[] {
  const pitches = Array.from({ length: steps }, (_, step) => values[step * features]).filter((pitch) => pitch > 0);
  return pitches.slice(1).map((pitch, index) => pitch - pitches[index]);
}

function shinglesOf(symbols: readonly (string | number)[], length: number): Set<string> {
  const shingles = new Set<string>();
  if (symbols.length < Math.max(length, MIN_STEPS)) return shingles;
  for (let start = 0; start + length <= symbols.length; start++) shingles.add(symbols.slice(start, start + length).join(' '));
  return shingles;
}

function alikePairs(
  shingles: readonly Set<string>[],
  rowsOf: ReadonlyMap<string, number[]>,
  same: number,
  apart: Apart,
): [number, number][] {
  const limit = Math.max(MIN_COMMON, COMMON * shingles.length);
  const shared = new Map<number, number>();
  const pairs: [number, number][] = [];
  shingles.forEach((set, row) => {
    shared.clear();
    let common = 0;
    for (const shingle of set) {
      const rows = rowsOf.get(shingle);
      if (rows === undefined || rows.length > limit) common++;
      else for (const other of rows) if (other > row) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared) {
      // Passages that were passed over as common may be shared as well: count exactly where it could matter.
      const union = (both: number): number => set.size + shingles[other].size - both;
      if ((count + common) / union(count + common) < same || !apart(row, other)) continue;
      const both = commonOf(set, shingles[other]);
      if (both / union(both) >= same) pairs.push([row, other]);
    }
  });
  return pairs;
}

function commonOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const shingle of one) if (other.has(shingle)) count++;
  return count;
}

function isIdentical(view: View, one: number, other: number): boolean {
  if (view.manifest.modality === 'TEXT') return view.text(one) === view.text(other);
  const [a, b] = [view.read([one]), view.read([other])];
  return a.every((value, index) => Object.is(value, b[index]));
}
