import type { Sql } from '../../../../db/sql.ts';
import { type Bind, binder, jsonOf, RUNS } from '../columns/expressions.ts';
import type { Column } from '../columns/column.ts';
import { like } from '../conditions.ts';
import { baseCondition, type BoardQuery } from '../store.ts';

/** What is looked at: the newest runs that pass, at most so many of them. */
export interface Sample extends Omit<BoardQuery, 'order'> {
  readonly runs: number;
  /** A part of the name; undefined: any. */
  readonly search: string | undefined;
  readonly limit: number;
}

export interface FoundNumbers {
  readonly count: number;
  /** Smallest and largest of the numbers; null when there are none. */
  readonly min: number | null;
  readonly max: number | null;
}

export interface FoundParam extends FoundNumbers {
  readonly path: string[];
  readonly isNumber: boolean;
  /** First and last of the other values in order of the alphabet, without repetition. */
  readonly examples: string[];
}

/** The params of runs, the most frequent first, with what is in them. */
export async function findParams(sql: Sql, sample: Sample): Promise<FoundParam[]> {
  const { values, bind } = binder();
  const chosen = chosenRuns(sample, bind, 'r.params');
  // Objects are opened and not shown; what does not match and cannot be opened is dropped at once.
  const matches = (path: string) =>
    sample.search === undefined ? 'true' : `array_to_string(${path}, '.') ILIKE ${bind(like(sample.search))}`;
  const rows = await sql.rows<Omit<FoundParam, 'count'> & { count: string }>(
    `WITH RECURSIVE chosen AS MATERIALIZED (${chosen}), leaf(path, value, kind) AS (
       SELECT ARRAY[e.key], e.value, jsonb_typeof(e.value) FROM chosen, jsonb_each(params) AS e WHERE jsonb_typeof(e.value) = 'object' OR ${matches('ARRAY[e.key]')}
       UNION ALL
       SELECT path || e.key, e.value, jsonb_typeof(e.value) FROM leaf, jsonb_each(leaf.value) AS e
       WHERE leaf.kind = 'object' AND (jsonb_typeof(e.value) = 'object' OR ${matches('path || e.key')})
     )
     SELECT path, count(*), bool_and(kind = 'number') AS "isNumber",
       min((value #>> '{}')::float8) FILTER (WHERE kind = 'number') AS min, max((value #>> '{}')::float8) FILTER (WHERE kind = 'number') AS max,
       array_remove(ARRAY[left(min(value #>> '{}') FILTER (WHERE kind <> 'number'), 100),
         left(nullif(max(value #>> '{}') FILTER (WHERE kind <> 'number'), min(value #>> '{}') FILTER (WHERE kind <> 'number')), 100)], NULL) AS examples
     FROM leaf WHERE kind <> 'object' GROUP BY path ORDER BY count(*) DESC, path LIMIT ${bind(sample.limit)}`,
    values,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export interface FoundNumber extends FoundNumbers {
  readonly key: string;
  /** Set where it was evaluated and not logged. */
  readonly part: 'TRAIN' | 'VALIDATION' | 'TEST' | null;
}

/** The metrics and evaluated numbers of runs, the most frequent first. */
export async function findNumbers(sql: Sql, sample: Sample): Promise<FoundNumber[]> {
  const { values, bind } = binder();
  const chosen = chosenRuns(sample, bind, 'r.id');
  const matches = sample.search === undefined ? 'true' : `b.key ILIKE ${bind(like(sample.search))}`;
  const rows = await sql.rows<Omit<FoundNumber, 'count'> & { count: string }>(
    `WITH chosen AS MATERIALIZED (${chosen})
     SELECT b.key, b.part, count(*), min(b.last), max(b.last) FROM chosen JOIN "BoardValue" b ON b."runId" = chosen.id WHERE ${matches}
     GROUP BY b.key, b.part ORDER BY count(*) DESC, b.key LIMIT ${bind(sample.limit)}`,
    values,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The names in tags such as `seed=7`, the most frequent first. */
export async function findTagNames(sql: Sql, sample: Sample): Promise<{ name: string; count: number; examples: string[] }[]> {
  const { values, bind } = binder();
  const chosen = chosenRuns(sample, bind, 'r.tags');
  const matches = sample.search === undefined ? 'true' : `t ILIKE ${bind(`${like(sample.search)}=%`)}`;
  const rows = await sql.rows<{ name: string; count: string; examples: string[] }>(
    `WITH chosen AS MATERIALIZED (${chosen})
     SELECT split_part(t, '=', 1) AS name, count(*), array_remove(ARRAY[min(value), nullif(max(value), min(value))], NULL) AS examples
     FROM chosen, unnest(tags) AS t, LATERAL (SELECT substr(t, strpos(t, '=') + 1) AS value) AS v WHERE strpos(t, '=') > 1 AND ${matches}
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${bind(sample.limit)}`,
    values,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The values of a column with how many runs have each, the most frequent first. Of all tags: each tag by itself. */
export async function findValues(sql: Sql, column: Column, sample: Sample): Promise<{ value: unknown; count: number }[]> {
  const { values, bind } = binder();
  const value = column.on === 'tags' ? 'r.tags' : `${jsonOf(column, bind, sample.primary)}`;
  const chosen = chosenRuns(sample, bind, `${value} AS found`);
  const single = column.on === 'tags' ? 'to_jsonb(t)' : 'found';
  const matches = sample.search === undefined ? 'true' : `value #>> '{}' ILIKE ${bind(like(sample.search))}`;
  const rows = await sql.rows<{ value: unknown; count: string }>(
    `WITH chosen AS MATERIALIZED (${chosen}), each AS (SELECT ${single} AS value FROM chosen${column.on === 'tags' ? ', unnest(found) AS t' : ''})
     SELECT value, count(*) FROM each WHERE value IS NOT NULL AND ${matches} GROUP BY value ORDER BY count(*) DESC, value LIMIT ${bind(sample.limit)}`,
    values,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

function chosenRuns(sample: Sample, bind: Bind, what: string): string {
  return `SELECT ${what} FROM ${RUNS} WHERE ${baseCondition(sample, bind)} ORDER BY r.number DESC LIMIT ${bind(sample.runs)}`;
}
