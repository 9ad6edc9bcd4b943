// A filter as a condition of SQL over the run `r`. Values travel as parameters, never in the text.
import { decodeId } from '../../../ids.ts';
import { timeOf } from './check.ts';
import { ATTRIBUTES } from './columns/column.ts';
import { ATTRIBUTE_SQL, type Bind, fieldColumn, jsonOf, namedTag } from './columns/expressions.ts';
import type { Primary } from './direction.ts';
import type { Comparator, Condition, Filter, Scalar } from './filter.ts';

const SIGNS: Partial<Record<Comparator, string>> = { EQ: '=', NE: '<>', LT: '<', LTE: '<=', GT: '>', GTE: '>=' };
const DAY_MS = 86_400_000;

/** The condition. What it compares has been checked by `faultOf`. */
export function conditionOf(filter: Filter, bind: Bind, primary: Primary): string {
  if ('and' in filter) return join(filter.and, ' AND ', 'true');
  if ('or' in filter) return join(filter.or, ' OR ', 'false');
  if ('not' in filter) return `NOT coalesce(${conditionOf(filter.not, bind, primary)}, false)`;
  return ofCondition(filter, bind, primary);

  function join(parts: readonly Filter[], word: string, empty: string): string {
    return parts.length === 0 ? empty : `(${parts.map((part) => conditionOf(part, bind, primary)).join(word)})`;
  }
}

function ofCondition(condition: Condition, bind: Bind, primary: Primary): string {
  if (condition.on === 'text') return ofText(condition.value, bind);
  if (condition.on === 'ids') return `r.id = ANY(${bind(condition.ids)}::uuid[])`;
  if (condition.on === 'group') return ofGroup(condition, bind, primary);
  // A list is any of its members; unlike is none of the like, also where there is nothing.
  if (condition.is === 'IN') {
    const values = [condition.value].flat() as Scalar[];
    return conditionOf({ or: values.map((value) => ({ ...condition, is: 'EQ' as const, value })) }, bind, primary);
  }
  if (condition.is === 'NE') return `NOT coalesce(${ofCondition({ ...condition, is: 'EQ' }, bind, primary)}, false)`;
  switch (condition.on) {
    case 'param':
      return ofParam(condition, bind);
    case 'metric':
      return ofMetric(condition, bind, primary);
    case 'tag':
      return ofTag(condition, bind);
    case 'named tag':
      return ofNamedTag(condition, bind);
    case 'attribute':
      return ofAttribute(condition, bind);
  }
}

function ofText(text: string, bind: Bind): string {
  const pattern = bind(like(text));
  return `(r.name ILIKE ${pattern} OR r.note ILIKE ${pattern} OR r.reason ILIKE ${pattern} OR array_to_string(r.tags, ' ') ILIKE ${pattern})`;
}

function ofGroup({ by, key }: Extract<Condition, { on: 'group' }>, bind: Bind, primary: Primary): string {
  const parts = by.map(({ column, except }, index) => {
    const value = key[index] ?? null;
    const same = `coalesce(${jsonOf(column, bind, primary, except)}, 'null') = ${bind(JSON.stringify(value))}::jsonb`;
    const within = column.on === 'param' && value !== null ? containment(column.path, value, bind) : undefined;
    return within === undefined ? same : `(${within} AND ${same})`;
  });
  return `(${parts.join(' AND ')})`;
}

function ofParam({ path, is, value }: Extract<Condition, { on: 'param' }>, bind: Bind): string {
  const operand = value as Scalar;
  // Of a single value, to contain it at its path is to be equal there.
  const contained = is === 'EQ' ? containment(path, inJson(operand), bind) : undefined;
  if (contained !== undefined) return contained;
  const place = `${bind(path)}::text[]`;
  const at = `(r.params #> ${place})`;
  if (is === 'EXISTS') return `${at} IS NOT NULL`;
  if (is === 'EQ') return `${at} = ${bind(JSON.stringify(inJson(operand)))}::jsonb`;
  const text = `(r.params #>> ${place})`;
  if (is === 'CONTAINS') return `${text} ILIKE ${bind(like(String(operand)))}`;
  if (typeof operand === 'number')
    return `CASE WHEN jsonb_typeof(${at}) = 'number' THEN ${text}::float8 ${SIGNS[is]} ${bind(exact(operand))}::float8 ELSE false END`;
  return `CASE WHEN jsonb_typeof(${at}) = 'string' THEN ${text} ${SIGNS[is]} ${bind(String(operand))} ELSE false END`;
}

// What the index on params knows. It cannot see into lists: undefined where the path may lead through one.
function containment(path: readonly string[], value: unknown, bind: Bind): string | undefined {
  if (path.some((part) => /^\d+$/.test(part))) return undefined;
  const whole = path.reduceRight<unknown>((inside, key) => Object.defineProperty({}, key, { value: inside, enumerable: true }), value);
  return `r.params @> ${bind(JSON.stringify(whole))}::jsonb`;
}

function ofMetric({ key, field, is, value }: Extract<Condition, { on: 'metric' }>, bind: Bind, primary: Primary): string {
  const has = (condition: string) => `EXISTS (SELECT FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(key)} AND ${condition})`;
  if (is === 'EXISTS') return has('true');
  const operand = value as number;
  const column = fieldColumn(key, field, primary);
  if (Number.isNaN(operand)) return is === 'EQ' ? has(`b.${column} IS NULL`) : 'false';
  return has(`b.${column} ${SIGNS[is]} ${bind(exact(operand))}::float8`);
}

function ofTag({ is, value }: Extract<Condition, { on: 'tag' }>, bind: Bind): string {
  if (is === 'EXISTS') return 'cardinality(r.tags) > 0';
  if (is === 'EQ') return `r.tags @> ARRAY[${bind(String(value))}]::text[]`;
  return `EXISTS (SELECT FROM unnest(r.tags) AS t WHERE t ILIKE ${bind(like(String(value)))})`;
}

function ofNamedTag({ name, is, value }: Extract<Condition, { on: 'named tag' }>, bind: Bind): string {
  if (is === 'EQ') return `r.tags @> ARRAY[${bind(`${name}=${String(value)}`)}]::text[]`;
  const text = namedTag(name, bind);
  if (is === 'EXISTS') return `${text} IS NOT NULL`;
  if (is === 'CONTAINS') return `${text} ILIKE ${bind(like(String(value)))}`;
  if (typeof value !== 'number') return `${text} ${SIGNS[is]} ${bind(String(value))}`;
  return `CASE WHEN pg_input_is_valid(${text}, 'float8') THEN ${text}::float8 ${SIGNS[is]} ${bind(exact(value))}::float8 ELSE false END`;
}

function ofAttribute(condition: Extract<Condition, { on: 'attribute' }>, bind: Bind): string {
  const { attribute, is } = condition;
  const column = ATTRIBUTE_SQL[attribute];
  const operand = condition.value as Scalar;
  const id = is === 'EQ' ? ofId(condition, bind) : undefined;
  if (id) return id;
  if (is === 'EXISTS') return `${column} IS NOT NULL`;
  if (is === 'CONTAINS') return `${column}::text ILIKE ${bind(like(String(operand)))}`;
  switch (ATTRIBUTES[attribute]) {
    case 'enum':
      return `${column} = ${bind(String(operand).toUpperCase())}::"${attribute === 'status' ? 'RunStatus' : 'RunKind'}"`;
    case 'number':
      return `${column} ${SIGNS[is]} ${bind(exact(operand as number))}::float8`;
    case 'time':
      return ofTime(column, is, operand as string, bind);
    case 'text':
      return `${column} ${SIGNS[is]} ${bind(String(operand))}`;
  }
}

// A date without a time means the whole day, in UTC.
function ofTime(column: string, is: Comparator, text: string, bind: Bind): string {
  const start = timeOf(text)!;
  const at = (time: Date) => `${bind(time.toISOString())}::timestamptz`;
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return `${column} ${SIGNS[is]} ${at(start)}`;
  const end = new Date(start.getTime() + DAY_MS);
  if (is === 'EQ') return `(${column} >= ${at(start)} AND ${column} < ${at(end)})`;
  return is === 'LTE' || is === 'GT' ? `${column} ${is === 'LTE' ? '<' : '>='} ${at(end)}` : `${column} ${SIGNS[is]} ${at(start)}`;
}

// Split and dataset go by id too, as the API gives it.
function ofId({ attribute, value }: Extract<Condition, { on: 'attribute' }>, bind: Bind): string | undefined {
  const type = attribute === 'split' ? 'Split' : attribute === 'dataset' || attribute === 'version' ? 'DatasetVersion' : undefined;
  if (type === undefined) return undefined;
  try {
    const decoded = decodeId(String(value));
    return decoded.type === type ? `r."${type === 'Split' ? 'splitId' : 'versionId'}" = ${bind(decoded.id)}::uuid` : undefined;
  } catch {
    return undefined;
  }
}

/** A pattern of LIKE for what contains a text. */
export function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

// JSON has no such numbers: they are kept as their names.
function inJson(value: Scalar): Scalar {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? exact(value) : value;
}

function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
