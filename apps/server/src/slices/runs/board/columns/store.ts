import type { Sql } from '../../../../db/sql.ts';
import type { Primary } from '../direction.ts';
import type { Column } from './column.ts';
import { binder, boardValueOf, jsonOf, RUNS } from './expressions.ts';

/** What a run has in some columns: a JSON value each, null where it has none. */
export type Cells = readonly unknown[];

/** A number that was evaluated, with its 95 % interval where it has one. */
export interface EvaluatedCell {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const NO_PRIMARY: Primary = { key: '', direction: 'MAXIMIZE' };

type Numbers = readonly (number | null)[] | null;

interface Row {
  readonly id: string;
  readonly key: string;
  readonly direction: string;
  readonly others: readonly unknown[];
  /** Board values side by side: numbers travel as numbers, since JSON inside the database knows neither −0 nor NaN. */
  readonly keys: readonly string[] | null;
  readonly last?: Numbers;
  readonly min?: Numbers;
  readonly max?: Numbers;
  readonly low?: Numbers;
  readonly high?: Numbers;
}

/** The cells of runs in the columns, in one statement. Runs that are gone are left out. */
export async function findCells(sql: Sql, runIds: readonly string[], columns: readonly Column[]): Promise<Map<string, Cells>> {
  const { values, bind } = binder();
  const ids = bind(runIds);
  const others = columns.filter((column) => !isBoardValue(column)).map((column) => jsonOf(column, bind, NO_PRIMARY));
  const keys = [...new Set(columns.flatMap((column) => boardValueOf(column, NO_PRIMARY)?.key ?? []))];
  // Only the fields that a column shows: lists of numbers are slow to read.
  const fields = new Set(columns.flatMap((column) => fieldsOf(column)));
  const numbers = ['keys', ...fields].map((field) => `array_agg(b.${field === 'keys' ? 'key' : field}) AS ${field}`);
  // An array, since a function of SQL takes a hundred values at most.
  const rows = await sql.rows<Row>(
    `SELECT r.id, p."primaryMetric" AS key, p."primaryDirection" AS direction, to_jsonb(ARRAY[${others.join(', ')}]::jsonb[]) AS others, n.*
     FROM ${RUNS} JOIN "Project" p ON p.id = r."projectId"
     LEFT JOIN LATERAL (SELECT ${numbers.join(', ')} FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ANY(${bind(keys)})) AS n ON ${keys.length > 0}
     WHERE r.id = ANY(${ids})`,
    values,
  );
  return new Map(rows.map((row) => [row.id, assemble(columns, row)]));
}

function assemble(columns: readonly Column[], row: Row): Cells {
  const places = new Map(row.keys?.map((key, place) => [key, place]));
  let other = 0;
  return columns.map((column) => {
    const number = boardValueOf(column, row);
    if (number === undefined) return row.others[other++] ?? null;
    const place = places.get(number.key);
    if (place === undefined) return null;
    const value = row[number.field]![place] ?? null;
    if (column.on === 'evaluation') return { value, low: row.low![place] ?? null, high: row.high![place] ?? null } satisfies EvaluatedCell;
    // A last value that is not a number is kept as null.
    return value ?? (number.field === 'last' ? Number.NaN : null);
  });
}

// Which way a best value goes is known with the row.
function fieldsOf(column: Column): ('last' | 'min' | 'max' | 'low' | 'high')[] {
  if (column.on === 'evaluation') return ['last', 'low', 'high'];
  if (column.on !== 'metric') return [];
  return column.field === 'BEST' ? ['min', 'max'] : [boardValueOf(column, NO_PRIMARY)!.field];
}

function isBoardValue({ on }: Column): boolean {
  return on === 'metric' || on === 'evaluation';
}
