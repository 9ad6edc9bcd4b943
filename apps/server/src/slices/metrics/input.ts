import { createHash } from 'node:crypto';
import { invalidInput } from '../../errors.ts';
import type { Column } from './batch.ts';

/** Most columns, and most points of all columns together, in one request. */
export const MOST_COLUMNS = 2_000;
export const MOST_POINTS = 200_000;
const LONGEST_KEY = 250;
const LONGEST_WRITER = 100;

export interface ColumnInput {
  readonly key: string;
  readonly steps?: Float64Array | null | undefined;
  readonly start?: number | null | undefined;
  readonly stride?: number | null | undefined;
  readonly values: Float64Array;
  readonly times?: Float64Array | null | undefined;
}

export interface PointInput {
  readonly key: string;
  readonly step: number;
  readonly value: number;
  readonly time?: number | null | undefined;
}

/** Checks packed columns. A column without steps starts at `start` (0) and goes by `stride` (1); one without times is of now. */
export function givenColumns(columns: readonly ColumnInput[], now: number): Column[] {
  if (columns.length < 1 || columns.length > MOST_COLUMNS)
    throw invalidInput(`columns must be 1 to ${MOST_COLUMNS}, got ${columns.length}`, 'input.columns');
  const total = columns.reduce((sum, column) => sum + column.values.length, 0);
  if (total > MOST_POINTS) throw invalidInput(`A request carries at most ${MOST_POINTS} points, got ${total}`, 'input.columns');
  const seen = new Set<string>();
  return columns.map((column, index) => {
    const at = `input.columns.${index}`;
    const key = givenKey(column.key, `${at}.key`);
    if (seen.has(key)) throw invalidInput(`The metric ${JSON.stringify(key)} stands in two columns`, `${at}.key`);
    seen.add(key);
    const count = column.values.length;
    if (count === 0) throw invalidInput(`The column ${JSON.stringify(key)} has no values`, `${at}.values`);
    const steps = column.steps ?? regular(count, column.start ?? 0, column.stride ?? 1);
    if (column.steps && (column.start != null || column.stride != null))
      throw invalidInput(`The column ${JSON.stringify(key)} has steps and a start or stride: give one of them`, `${at}.steps`);
    if (steps.length !== count)
      throw invalidInput(`The column ${JSON.stringify(key)} has ${count} values and ${steps.length} steps`, `${at}.steps`);
    if (column.times && column.times.length !== count)
      throw invalidInput(`The column ${JSON.stringify(key)} has ${count} values and ${column.times.length} times`, `${at}.times`);
    requireFinite(steps, key, 'step', `${at}.steps`);
    if (column.times) requireFinite(column.times, key, 'time', `${at}.times`);
    return { key, points: { steps, values: column.values, times: column.times ?? new Float64Array(count).fill(now) } };
  });
}

/** Gathers single points into columns, each in the order given. */
export function givenPoints(points: readonly PointInput[], now: number): Column[] {
  const columns = new Map<string, { steps: number[]; values: number[]; times: number[] }>();
  for (const { key, step, value, time } of points) {
    const column = columns.get(key) ?? { steps: [], values: [], times: [] };
    columns.set(key, column);
    column.steps.push(step);
    column.values.push(value);
    column.times.push(time ?? now);
  }
  const inputs = Array.from(columns, ([key, column]) => ({
    key,
    steps: Float64Array.from(column.steps),
    values: Float64Array.from(column.values),
    times: Float64Array.from(column.times),
  }));
  return givenColumns(inputs, now);
}

/** Who sends and under which number. */
export function givenWriter(writer: string, sequence: number): { writer: string; sequence: number } {
  if (writer.length < 1 || writer.length > LONGEST_WRITER || writer.includes('\0'))
    throw invalidInput(`writer has 1 to ${LONGEST_WRITER} characters, got ${writer.length}`, 'input.writer');
  if (sequence < 0) throw invalidInput(`sequence must be at least 0, got ${sequence}`, 'input.sequence');
  return { writer, sequence };
}

/** A hash of all that the columns hold. */
export function hashColumns(columns: readonly ColumnInput[]): Uint8Array {
  const hash = createHash('sha256');
  for (const { key, steps, start, stride, values, times } of columns) {
    hash.update(JSON.stringify([key, steps?.length ?? null, start ?? null, stride ?? null, values.length, times?.length ?? null]));
    for (const column of [steps, values, times])
      if (column) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest();
}

function givenKey(key: string, field: string): string {
  if (key.length < 1 || key.length > LONGEST_KEY)
    throw invalidInput(`A metric's name has 1 to ${LONGEST_KEY} characters, got ${key.length}`, field);
  if (key.includes('\0') || !key.isWellFormed())
    throw invalidInput(`The metric's name ${JSON.stringify(key)} holds what is no character`, field);
  return key;
}

function requireFinite(column: Float64Array, key: string, what: string, field: string): void {
  // A loop: a callback for each point is a good part of what a batch costs.
  for (let index = 0; index < column.length; index++) {
    if (Number.isFinite(column[index])) continue;
    throw invalidInput(
      `The column ${JSON.stringify(key)} has the ${what} ${column[index]} at position ${index}: a ${what} is a finite number`,
      field,
    );
  }
}

function regular(count: number, start: number, stride: number): Float64Array {
  const steps = new Float64Array(count);
  for (let index = 0; index < count; index++) steps[index] = start + index * stride;
  return steps;
}
