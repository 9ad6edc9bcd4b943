/** A column of a table that gives the answer away by itself. */
import type { View } from '../../dataset/dataset.ts';
import type { LeakageFinding } from './finding.ts';

/** Share of tested rows that one column must get right. */
const RIGHT = 0.99;
/** The most frequent class alone must be this far from it, or being right says nothing. */
const MARGIN = 0.05;
/** Rows that must be tested before the share means anything. */
const MIN_TESTED = 20;

/**
 * Calls each tested row what the nearest value of the column in training is mostly called, a category by itself. `classOf` gives −1 where
 * no class is known.
 */
export function findLabelColumns(view: View, classOf: (row: number) => number, train: Uint32Array, tested: Uint32Array): LeakageFinding[] {
  const columns = view.manifest.columns ?? [];
  const [known, asked] = [train, tested].map((rows) => rows.filter((row) => classOf(row) >= 0));
  if (asked.length < MIN_TESTED || known.length === 0) return [];
  const baseline = shareOfMostFrequent(asked, classOf);
  if (baseline > RIGHT - MARGIN) return [];
  const [valuesKnown, valuesAsked] = [view.read(known), view.read(asked)];
  return columns.flatMap((column, index): LeakageFinding[] => {
    const pick = (values: ArrayLike<number>, rows: Uint32Array): Float64Array =>
      Float64Array.from(rows, (_, at) => values[at * columns.length + index]);
    const right = shareRight(pick(valuesKnown, known), known, pick(valuesAsked, asked), asked, classOf, column.kind === 'category');
    if (!(right >= RIGHT)) return [];
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    const message = `${column.name} alone tells the class of ${percent(right)} of the tested samples (the most frequent class: ${percent(baseline)}): it may be the answer in another form.`;
    return [{ kind: 'label-column', severity: 'error', view: view.name, column: column.name, count: asked.length, rows: [], message }];
  });
}

function shareRight(
  values: Float64Array,
  rows: Uint32Array,
  askedValues: Float64Array,
  asked: Uint32Array,
  classOf: (row: number) => number,
  exact: boolean,
): number {
  const votes = new Map<number, Map<number, number>>();
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    const classes = votes.get(value) ?? new Map<number, number>();
    votes.set(value, classes);
    const label = classOf(rows[at]);
    classes.set(label, (classes.get(label) ?? 0) + 1);
  });
  const sorted = Float64Array.from(votes.keys()).sort();
  const called = new Map(
    [...votes].map(([value, classes]) => [value, [...classes].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]]),
  );
  let right = 0;
  asked.forEach((row, at) => {
    const value = exact ? askedValues[at] : nearest(sorted, askedValues[at]);
    if (called.get(value) === classOf(row)) right++;
  });
  return right / asked.length;
}

function nearest(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return sorted[0];
  return low === sorted.length || value - sorted[low - 1] <= sorted[low] - value ? sorted[low - 1] : sorted[low];
}

function shareOfMostFrequent(rows: Uint32Array, classOf: (row: number) => number): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(classOf(row), (counts.get(classOf(row)) ?? 0) + 1);
  return Math.max(...counts.values()) / rows.length;
}
