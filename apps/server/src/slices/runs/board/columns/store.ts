import type { Sql } from '../../../../db/sql.ts';
import type { Primary } from '../direction.ts';
import type { Column } from './column.ts';
import { type Bind, binder, boardValueOf, jsonOf, RUNS } from './expressions.ts';

/** What a run has in some columns: a JSON value each, null where it has none. */
export type Cells = readonly unknown[];

/** A number that was evaluated, with its 95 % interval where it has one. */
export interface EvaluatedCell {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The cells of runs in the columns, in one statement. Runs that are gone are left out. */
export async function findCells(
  sql: Sql,
  runIds: readonly string[],
  columns: readonly Column[],
  primary: Primary,
): Promise<Map<string, Cells>> {
  const { values, bind } = binder();
  const ids = bind(runIds);
  // Numbers travel as numbers: JSON inside the database knows neither −0 nor NaN.
  const numbers = columns.map((column) => numbersOf(column, bind, primary));
  const others = columns.map((column, index) => (numbers[index] === undefined ? jsonOf(column, bind, primary) : undefined));
  const list = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ');
  const rows = await sql.rows<{ id: string; numbers: (number | null)[]; others: unknown[] }>(
    `SELECT r.id, ARRAY[${list(numbers)}]::float8[] AS numbers, jsonb_build_array(${list(others)}) AS others FROM ${RUNS} WHERE r.id = ANY(${ids})`,
    values,
  );
  return new Map(rows.map((row) => [row.id, assemble(columns, row)]));
}

function numbersOf(column: Column, bind: Bind, primary: Primary): string | undefined {
  const number = boardValueOf(column, primary);
  if (number === undefined) return undefined;
  const found = (value: string) => `(SELECT ${value} FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(number.key)})`;
  if (column.on === 'evaluation') return [`coalesce(b.last, 'NaN')`, 'b.low', 'b.high'].map(found).join(', ');
  // A last value that is not a number is kept as null.
  return found(number.field === 'last' ? `coalesce(b.last, 'NaN')` : `b.${number.field}`);
}

function assemble(columns: readonly Column[], { numbers, others }: { numbers: (number | null)[]; others: unknown[] }): Cells {
  let [number, other] = [0, 0];
  return columns.map((column) => {
    if (column.on === 'metric') return numbers[number++] ?? null;
    if (column.on !== 'evaluation') return others[other++] ?? null;
    const [value, low, high] = [numbers[number++], numbers[number++], numbers[number++]];
    return value == null
      ? null
      : ({ value: Number.isNaN(value) ? null : value, low: low ?? null, high: high ?? null } satisfies EvaluatedCell);
  });
}
