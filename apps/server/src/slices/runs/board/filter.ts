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
  | 'duration'
  | 'split'
  | 'dataset'
  | 'backend'
  | 'note';

export type Condition =
  | { readonly on: 'param'; readonly path: readonly string[]; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'metric'; readonly key: string; readonly field: SummaryField; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'tag'; readonly is: Comparator; readonly value: Operand }
  | { readonly on: 'attribute'; readonly attribute: Attribute; readonly is: Comparator; readonly value: Operand }
  /** Words looked for in name, note, tags and reason. */
  | { readonly on: 'text'; readonly value: string };

export type Operand = Scalar | readonly Scalar[];

/** True of every run. */
export const EVERYTHING: Filter = { and: [] };
