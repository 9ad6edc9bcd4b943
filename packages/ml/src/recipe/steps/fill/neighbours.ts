/** Fills a table's gaps from the training rows that are most alike in the columns that are there (Troyanskaya et al., 2001). */
import { createRandom } from '../../../random.ts';
import type { Form, ValueBatch } from '../../batch.ts';

/** Training rows that are kept to compare with. */
const MAX_ROWS = 2_000;

export interface NeighbourState {
  /** Rows with null where a value is missing: JSON has no NaN. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** Per column 1 ÷ standard deviation, so that no column counts more for its unit; categories count 1 when they differ. */
  readonly weights: readonly number[];
}

export function fitNeighbours(training: () => Iterable<ValueBatch>, form: Form, sortedValues: readonly Float64Array[]): NeighbourState {
  const width = form.shape[0];
  const random = createRandom('rows to compare with');
  const rows: number[][] = [];
  let seen = 0;
  for (const batch of training()) {
    for (let row = 0; row < batch.count; row++) {
      seen++;
      const slot = rows.length < MAX_ROWS ? rows.length : Math.floor(random.uniform() * seen);
      if (slot < MAX_ROWS) rows[slot] = [...batch.data.subarray(row * width, (row + 1) * width)];
    }
  }
  return { rows: rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))), weights: sortedValues.map(inverseDeviation) };
}

/** The filled row: for each gap, the mean (of a category, the most frequent) of the `count` nearest rows that have the value. */
export function fillFromNeighbours(
  row: Float64Array,
  form: Form,
  state: NeighbourState,
  count: number,
  fallback: readonly number[],
): Float64Array {
  const isCategory = (column: number): boolean => form.columns?.[column].kind === 'category';
  const distances = state.rows.map((other) => distance(row, other, state.weights, isCategory));
  return row.map((value, column) => {
    if (!Number.isNaN(value)) return value;
    const candidates = [...state.rows.keys()].filter(
      (index) => state.rows[index][column] !== null && distances[index] < Number.POSITIVE_INFINITY,
    );
    const nearest = candidates.sort((one, other) => distances[one] - distances[other] || one - other).slice(0, count);
    if (nearest.length === 0) return fallback[column];
    const values = nearest.map((index) => state.rows[index][column] as number);
    return isCategory(column) ? mostFrequent(values) : values.reduce((sum, near) => sum + near, 0) / values.length;
  });
}

/** Mean squared difference over the columns that both rows have; infinite without any. */
function distance(
  row: Float64Array,
  other: readonly (number | null)[],
  weights: readonly number[],
  isCategory: (column: number) => boolean,
): number {
  let [sum, shared] = [0, 0];
  other.forEach((value, column) => {
    if (value === null || Number.isNaN(row[column])) return;
    shared++;
    if (isCategory(column)) sum += value === row[column] ? 0 : 1;
    else sum += ((value - row[column]) * weights[column]) ** 2;
  });
  return shared === 0 ? Number.POSITIVE_INFINITY : sum / shared;
}

/** Of the nearest, so that a tie goes to the nearer one. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function inverseDeviation(values: Float64Array): number {
  if (values.length === 0) return 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return variance > 0 ? 1 / Math.sqrt(variance) : 1;
}
