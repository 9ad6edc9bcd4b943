// Columns as SQL over a run `r` with what it refers to.
import { invalidInput } from '../../../../errors.ts';
import { moreIsBetter, type Primary } from '../direction.ts';
import type { Attribute, SummaryField } from '../filter.ts';
import { ATTRIBUTES, type Column, columnName, evaluatedKey } from './column.ts';

export type Value = string | number | boolean | null | readonly Value[];

/** Takes a value and returns its place in the statement, such as `$3`. Values travel as parameters, never in the text. */
export type Bind = (value: Value) => string;

/** A binder with the values it was given. */
export function binder(): { values: Value[]; bind: Bind } {
  const values: Value[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** The split and the dataset of runs. What a statement does not use of these PostgreSQL does not join. */
export const RELATED = `LEFT JOIN "Split" s ON s.id = r."splitId" LEFT JOIN "DatasetVersion" v ON v.id = r."versionId" LEFT JOIN "Dataset" d ON d.id = v."datasetId"`;

/** Runs with what they refer to. */
export const RUNS = `"Run" r ${RELATED}`;

/** Every attribute in SQL. */
export const ATTRIBUTE_SQL: Readonly<Record<Attribute, string>> = {
  number: 'r.number',
  name: 'r.name',
  status: 'r.status',
  kind: 'r.kind',
  author: 'r."createdBy"',
  created: 'r."createdAt"',
  started: 'r."startedAt"',
  finished: 'r."finishedAt"',
  archived: 'r."archivedAt"',
  duration: 'extract(epoch FROM coalesce(r."finishedAt", now()) - r."startedAt")::float8',
  dataset: 'd.name',
  version: `(d.name || ' v' || v.number)`,
  split: 's.name',
  view: `(r.config ->> 'view')`,
  fold: 'r.fold',
  seed: 'r.seed',
  backend: 'r.backend',
  note: 'r.note',
};

/** The column of a board value that a field of the summary is kept in. */
export function fieldColumn(key: string, field: SummaryField, primary: Primary): 'last' | 'min' | 'max' {
  if (field === 'BEST') return moreIsBetter(key, primary) ? 'max' : 'min';
  return field === 'LAST' ? 'last' : field === 'MIN' ? 'min' : 'max';
}

/** Where a number of the board lies: its key and its column. Undefined for what is none. */
export function boardValueOf(
  column: Column,
  primary: Primary,
): { readonly key: string; readonly field: 'last' | 'min' | 'max' } | undefined {
  if (column.on === 'metric') return { key: column.key, field: fieldColumn(column.key, column.field, primary) };
  return column.on === 'evaluation' ? { key: evaluatedKey(column), field: 'last' } : undefined;
}

/** A column as jsonb, SQL's null where a run has nothing there. `except`: paths that are left out of all params. */
export function jsonOf(column: Column, bind: Bind, primary: Primary, except: readonly (readonly string[])[] = []): string {
  const number = boardValueOf(column, primary);
  if (number) {
    // A last value that is not a number is kept as null.
    const value = number.field === 'last' ? `coalesce(to_jsonb(b.last), '"NaN"')` : `to_jsonb(b.${number.field})`;
    return `(SELECT ${value} FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(number.key)})`;
  }
  switch (column.on) {
    case 'params':
      return except.reduce((params, path) => `(${params} #- ${bind(path)}::text[])`, 'r.params');
    case 'param':
      return `(r.params #> ${bind(column.path)}::text[])`;
    case 'tags':
      return `to_jsonb(ARRAY(SELECT t FROM unnest(r.tags) AS t ORDER BY t))`;
    case 'tag':
      return `to_jsonb(${namedTag(column.name, bind)})`;
    case 'attribute':
      return ofAttribute(column.attribute);
    default:
      throw new Error(`No SQL for ${columnName(column)}`);
  }
}

/** A column as float8, null where it is not a number. Throws `INVALID_INPUT` for one that never is. */
export function numberOf(column: Column, bind: Bind): string {
  if (column.on === 'param') {
    const path = `${bind(column.path)}::text[]`;
    return `CASE WHEN jsonb_typeof(r.params #> ${path}) = 'number' THEN (r.params #>> ${path})::float8 END`;
  }
  if (column.on === 'attribute' && ATTRIBUTES[column.attribute] === 'number') return `${ATTRIBUTE_SQL[column.attribute]}::float8`;
  throw invalidInput(
    `${columnName(column)} is no number and has no mean: use a metric, a param or one of number, duration, seed, fold`,
    'measures',
  );
}

/** What stands behind `name=` in the first tag that begins so. */
export function namedTag(name: string, bind: Bind): string {
  const start = bind(`${name}=`);
  return `(SELECT substr(t, length(${start}::text) + 1) FROM unnest(r.tags) AS t WHERE starts_with(t, ${start}::text) ORDER BY t LIMIT 1)`;
}

function ofAttribute(attribute: Attribute): string {
  const sql = ATTRIBUTE_SQL[attribute];
  if (ATTRIBUTES[attribute] === 'time') return `to_jsonb(to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
  return `to_jsonb(${sql}${ATTRIBUTES[attribute] === 'enum' ? '::text' : ''})`;
}
