import type { GroupBy } from './groups/group-by.ts';

/** What a board may be filtered by, as plain data: the typed input and the one-line language both become this. */
export type Filter = { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] } | { readonly not: Filter } | Condition;

export type Comparator = 'EQ' | 'NE' | 'LT' | 'LTE' | 'GT' | 'GTE' | 'CONTAINS' | 'IN' | 'EXISTS';
export type SummaryField = 'LAST' | 'MIN' | 'MAX' | 'BEST';
export type Scalar = string | number | boolean | null;

/** Columns of a run that a filter may name. */
export type Attribute =
  | 'name'
  | 'status'
  | 'kind'
  | 'author'
  | 'number'
  | 'created'
  | 'started'
  | 'finished'
  | 'archived'
  | 'duration'
  | 'split'
  | 'dataset'
  | 'version'
  | 'view'
  | 'seed'
  | 'fold'
  | 'backend'
  | 'note';

export type Condition =
  | { readonly on: 'param'; readonly path: readonly string[]; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'metric'; readonly key: string; readonly field: SummaryField; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'tag'; readonly is: Comparator; readonly value: Operand }
  /** What stands behind the name and an equals sign in a tag. */
  | { readonly on: 'named tag'; readonly name: string; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'attribute'; readonly attribute: Attribute; readonly is: Comparator; readonly value: Operand }
  /** Words looked for in name, note, tags and reason. */
  | { readonly on: 'text'; readonly value: string }
  /** These runs, by the ids of their rows. */
  | { readonly on: 'ids'; readonly ids: readonly string[] }
  /** The runs of one group: each of `by` has the value at its place in `key`. */
  | { readonly on: 'group'; readonly by: readonly GroupBy[]; readonly key: readonly unknown[] };

export type Operand = Scalar | readonly Scalar[];

/** True of every run. */
export const EVERYTHING: Filter = { and: [] };

/** Whether a filter says anything about an attribute. */
export function mentions(filter: Filter, attribute: Attribute): boolean {
  if ('and' in filter) return filter.and.some((part) => mentions(part, attribute));
  if ('or' in filter) return filter.or.some((part) => mentions(part, attribute));
  if ('not' in filter) return mentions(filter.not, attribute);
  // Who names runs means them, archived or not.
  if (filter.on === 'ids') return attribute === 'archived';
  if (filter.on === 'group') return filter.by.some(({ column }) => column.on === 'attribute' && column.attribute === attribute);
  return filter.on === 'attribute' && filter.attribute === attribute;
}
