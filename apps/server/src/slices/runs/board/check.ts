import { RunKind, RunStatus } from '../../../db/generated/enums.ts';
import { ATTRIBUTES } from './columns/column.ts';
import type { Attribute, Comparator, Condition, Operand, Scalar } from './filter.ts';

/** What is wrong with a condition; `index`: with which of a list of values. */
export interface Fault {
  readonly message: string;
  readonly index?: number;
}

const NAMED: ReadonlySet<Attribute> = new Set(['split', 'dataset', 'version']);
const LIKENESS: ReadonlySet<Comparator> = new Set(['EQ', 'NE', 'IN', 'CONTAINS', 'EXISTS']);
const SAMENESS: ReadonlySet<Comparator> = new Set(['EQ', 'NE', 'IN']);

/** Whether a condition compares what can be compared; undefined when it does. */
export function faultOf(condition: Condition): Fault | undefined {
  if (condition.on === 'text' || condition.on === 'ids' || condition.on === 'group') return undefined;
  const { is, value } = condition;
  if (is === 'IN' && !Array.isArray(value)) return { message: 'IN requires a list of values' };
  if (is !== 'IN' && Array.isArray(value)) return { message: 'A list of values goes with IN alone' };
  const [name, expected, allowed, holds] = wantedOf(condition);
  if (allowed && !allowed.has(is))
    return {
      message: `${name} ${allowed === SAMENESS ? 'is equal to a value or in a list' : 'is equal to a value or contains a part of one'}, nothing else`,
    };
  if (is === 'EXISTS' || (is === 'CONTAINS' && condition.on !== 'metric')) return undefined;
  if (is === 'CONTAINS') return { message: `${name} is a number and contains nothing` };
  const values = [value].flat() as Scalar[];
  const index = values.findIndex((each) => !holds(each));
  return index < 0 ? undefined : { message: `${name} ${expected}, got ${JSON.stringify(values[index])}`, index };
}

type Wanted = readonly [name: string, expected: string, allowed: ReadonlySet<Comparator> | undefined, holds: (value: Scalar) => boolean];

function wantedOf(condition: Exclude<Condition, { on: 'text' } | { on: 'ids' } | { on: 'group' }>): Wanted {
  switch (condition.on) {
    case 'param':
    case 'named tag':
      return ['', '', undefined, () => true];
    case 'tag':
      return ['A tag', '', LIKENESS, () => true];
    case 'metric':
      return [`metrics.${condition.key}`, 'is compared with a number', undefined, isNumber];
    case 'attribute':
      return ofAttribute(condition.attribute);
  }
}

function ofAttribute(attribute: Attribute): Wanted {
  if (attribute === 'status' || attribute === 'kind') {
    const names = Object.keys(attribute === 'status' ? RunStatus : RunKind);
    return [attribute, `is one of ${names.join(', ')}`, SAMENESS, (value) => names.includes(String(value).toUpperCase())];
  }
  if (NAMED.has(attribute)) return [attribute, '', LIKENESS, () => true];
  switch (ATTRIBUTES[attribute]) {
    case 'number':
      return [attribute, 'is compared with a number', undefined, isNumber];
    case 'time':
      return [attribute, 'is compared with a date such as 2026-11-24', undefined, (value) => timeOf(value) !== undefined];
    default:
      return [attribute, '', undefined, () => true];
  }
}

const isNumber = (value: Scalar) => typeof value === 'number';

/** The moment that a text means, undefined when it means none. */
export function timeOf(value: Operand): Date | undefined {
  const time = typeof value === 'string' ? new Date(value) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}
