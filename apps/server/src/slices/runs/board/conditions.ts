// A filter as a condition of SQL over the run `r`. Values travel as parameters, never in the text.
import { RunKind, RunStatus } from '../../../db/generated/enums.ts';
import { invalidInput } from '../../../errors.ts';
import { decodeId } from '../../../ids.ts';
import { moreIsBetter, type Primary } from './direction.ts';
import type { Attribute, Comparator, Condition, Filter, Operand, Scalar } from './filter.ts';

export type Value = string | number | boolean | null | readonly Value[];

/** Takes a value and returns its place in the statement, such as `$3`. */
export type Bind = (value: Value) => string;

const SIGNS: Partial<Record<Comparator, string>> = { EQ: '=', NE: '<>', LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

/** The condition. Throws `INVALID_INPUT` where a value does not go with its field. */
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
  if (condition.on === 'text') {
    const pattern = bind(like(condition.value));
    return `(r.name ILIKE ${pattern} OR r.note ILIKE ${pattern} OR r.reason ILIKE ${pattern} OR array_to_string(r.tags, ' ') ILIKE ${pattern})`;
  }
  // A list is any of its members; unlike is none of the like, also where there is nothing.
  if (condition.is === 'IN') return anyOf(condition, bind, primary);
  if (condition.is === 'NE') return `NOT coalesce(${ofCondition({ ...condition, is: 'EQ' }, bind, primary)}, false)`;
  switch (condition.on) {
    case 'param':
      return ofParam(condition, bind);
    case 'metric':
      return ofMetric(condition, bind, primary);
    case 'tag':
      return ofTag(condition, bind);
    case 'attribute':
      return ofAttribute(condition, bind);
  }
}

function anyOf(condition: Exclude<Condition, { on: 'text' }>, bind: Bind, primary: Primary): string {
  if (!Array.isArray(condition.value)) throw invalidInput('IN requires a list of values');
  return conditionOf({ or: condition.value.map((value) => ({ ...condition, is: 'EQ' as const, value })) }, bind, primary);
}

function ofParam({ path, is, value }: Extract<Condition, { on: 'param' }>, bind: Bind): string {
  const place = `${bind(path)}::text[]`;
  const at = `(r.params #> ${place})`;
  if (is === 'EXISTS') return `${at} IS NOT NULL`;
  const operand = single(value);
  if (is === 'EQ') {
    // The first half is what the index knows; it cannot see into lists.
    const nested = path.some((part) => /^\d+$/.test(part))
      ? ''
      : `r.params @> ${bind(JSON.stringify(path.reduceRight<unknown>((inside, key) => ({ [key]: inside }), inJson(operand))))}::jsonb AND `;
    return `(${nested}${at} = ${bind(JSON.stringify(inJson(operand)))}::jsonb)`;
  }
  const text = `(r.params #>> ${place})`;
  if (is === 'CONTAINS') return `${text} ILIKE ${bind(like(String(operand)))}`;
  if (typeof operand === 'number')
    return `CASE WHEN jsonb_typeof(${at}) = 'number' THEN ${text}::float8 ${SIGNS[is]} ${bind(exact(operand))}::float8 ELSE false END`;
  return `CASE WHEN jsonb_typeof(${at}) = 'string' THEN ${text} ${SIGNS[is]} ${bind(String(operand))} ELSE false END`;
}

function ofMetric({ key, field, is, value }: Extract<Condition, { on: 'metric' }>, bind: Bind, primary: Primary): string {
  const has = (condition: string) => `EXISTS (SELECT FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(key)} AND ${condition})`;
  if (is === 'EXISTS') return has('true');
  const operand = single(value);
  if (typeof operand !== 'number') throw invalidInput(`metrics.${key} is compared with a number, got ${JSON.stringify(operand)}`);
  if (is === 'CONTAINS') throw invalidInput(`metrics.${key} is a number and contains nothing`);
  const column = columnOf(key, field, primary);
  if (Number.isNaN(operand)) return is === 'EQ' ? has(`b.${column} IS NULL`) : 'false';
  return has(`b.${column} ${SIGNS[is]} ${bind(exact(operand))}::float8`);
}

/** The column of a board value that a field of the summary is kept in. */
export function columnOf(key: string, field: 'LAST' | 'MIN' | 'MAX' | 'BEST', primary: Primary): 'last' | 'min' | 'max' {
  if (field === 'BEST') return moreIsBetter(key, primary) ? 'max' : 'min';
  return field === 'LAST' ? 'last' : field === 'MIN' ? 'min' : 'max';
}

function ofTag({ is, value }: Extract<Condition, { on: 'tag' }>, bind: Bind): string {
  if (is === 'EXISTS') return 'cardinality(r.tags) > 0';
  const tag = String(single(value));
  if (is === 'EQ') return `r.tags @> ARRAY[${bind(tag)}]::text[]`;
  if (is === 'CONTAINS') return `EXISTS (SELECT FROM unnest(r.tags) AS t WHERE t ILIKE ${bind(like(tag))})`;
  throw invalidInput('A tag is equal to a value or contains it, nothing else');
}

const TEXTS: Partial<Record<Attribute, string>> = { name: 'r.name', author: 'r."createdBy"', backend: 'r.backend', note: 'r.note' };
const TIMES: Partial<Record<Attribute, string>> = { created: 'r."createdAt"', started: 'r."startedAt"', finished: 'r."finishedAt"' };
const NUMBERS: Partial<Record<Attribute, string>> = {
  number: 'r.number',
  duration: `extract(epoch FROM coalesce(r."finishedAt", now()) - r."startedAt")`,
};

function ofAttribute({ attribute, is, value }: Extract<Condition, { on: 'attribute' }>, bind: Bind): string {
  if (attribute === 'split' || attribute === 'dataset') return ofData(attribute, is, value, bind);
  if (attribute === 'status' || attribute === 'kind') return ofEnum(attribute, is, value, bind);
  const column = TEXTS[attribute] ?? TIMES[attribute] ?? NUMBERS[attribute]!;
  if (is === 'EXISTS') return `${column} IS NOT NULL`;
  const operand = single(value);
  if (is === 'CONTAINS') return `${column}::text ILIKE ${bind(like(String(operand)))}`;
  if (attribute in TEXTS) return `${column} ${SIGNS[is]} ${bind(String(operand))}`;
  if (attribute in NUMBERS) {
    if (typeof operand !== 'number') throw invalidInput(`${attribute} is compared with a number, got ${JSON.stringify(operand)}`);
    return `${column} ${SIGNS[is]} ${bind(exact(operand))}::float8`;
  }
  const time = typeof operand === 'string' ? new Date(operand) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()))
    throw invalidInput(`${attribute} is compared with a date such as 2026-11-24, got ${JSON.stringify(operand)}`);
  return `${column} ${SIGNS[is]} ${bind(time.toISOString())}::timestamptz`;
}

function ofEnum(attribute: 'status' | 'kind', is: Comparator, value: Operand, bind: Bind): string {
  const names = Object.keys(attribute === 'status' ? RunStatus : RunKind);
  const name = String(single(value)).toUpperCase();
  if (is !== 'EQ') throw invalidInput(`${attribute} is equal to a value or in a list, nothing else`);
  if (!names.includes(name)) throw invalidInput(`${attribute} is one of ${names.join(', ')}, got ${JSON.stringify(value)}`);
  return `r.${attribute} = ${bind(name)}::"${attribute === 'status' ? 'RunStatus' : 'RunKind'}"`;
}

// By id, as the API gives it, or by name.
function ofData(attribute: 'split' | 'dataset', is: Comparator, value: Operand, bind: Bind): string {
  const column = attribute === 'split' ? 'r."splitId"' : 'r."versionId"';
  if (is === 'EXISTS') return `${column} IS NOT NULL`;
  if (is !== 'EQ' && is !== 'CONTAINS')
    throw invalidInput(`${attribute} is equal to a name or an id or contains a part of its name, nothing else`);
  const text = String(single(value));
  const id = idOf(attribute === 'split' ? 'Split' : 'DatasetVersion', text);
  if (id !== undefined) return `${column} = ${bind(id)}::uuid`;
  const match = is === 'EQ' ? `= ${bind(text)}` : `ILIKE ${bind(like(text))}`;
  if (attribute === 'split') return `EXISTS (SELECT FROM "Split" s WHERE s.id = r."splitId" AND s.name ${match})`;
  return `EXISTS (SELECT FROM "DatasetVersion" v JOIN "Dataset" d ON d.id = v."datasetId" WHERE v.id = r."versionId" AND d.name ${match})`;
}

function idOf(type: string, text: string): string | undefined {
  try {
    const decoded = decodeId(text);
    return decoded.type === type ? decoded.id : undefined;
  } catch {
    return undefined;
  }
}

function single(value: Operand): Scalar {
  if (Array.isArray(value)) throw invalidInput('A list of values goes with IN alone');
  return value as Scalar;
}

function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

// JSON has no such numbers: they are kept as their names.
function inJson(value: Scalar): Scalar {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? exact(value) : value;
}

function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
