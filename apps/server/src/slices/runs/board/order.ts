// By what a board is sorted, and where a page begins and ends in that order.
import { invalidInput } from '../../../errors.ts';
import { isUuid } from '../../../ids.ts';
import { ATTRIBUTES, type Column, columnName } from './columns/column.ts';
import { ATTRIBUTE_SQL, boardValueOf, type Bind, jsonOf, namedTag } from './columns/expressions.ts';
import type { Primary } from './direction.ts';
import type { Attribute } from './filter.ts';

export interface Order {
  readonly column: Column;
  readonly direction: 'ASC' | 'DESC';
}

export const NEWEST: Order = { column: { on: 'attribute', attribute: 'number' }, direction: 'DESC' };

/** How the order looks in SQL. Runs without a value come last whichever way one sorts, newest first. */
export interface Sorting {
  /** What is sorted by, over the run `r` and the board value `b`. */
  readonly value: string;
  /** Type of it, for values that come back in a cursor. */
  readonly type: string;
  readonly nullable: boolean;
  /** Set when the value is a board value: its metric. */
  readonly metric?: string;
}

const TYPES = { text: 'text', number: 'float8', time: 'timestamptz' } as const;
const NEVER_NULL: ReadonlySet<Attribute> = new Set(['number', 'name', 'status', 'kind', 'author', 'created', 'note']);

/** The order in SQL. */
export function sortingOf({ column }: Order, bind: Bind, primary: Primary): Sorting {
  const number = boardValueOf(column, primary);
  if (number) return { value: `b.${number.field}`, type: 'float8', nullable: true, metric: number.key };
  if (column.on === 'tag') return { value: namedTag(column.name, bind), type: 'text', nullable: true };
  if (column.on !== 'attribute') return { value: jsonOf(column, bind, primary), type: 'jsonb', nullable: true };
  const { attribute } = column;
  const kind = ATTRIBUTES[attribute];
  const type = kind !== 'enum' ? TYPES[kind] : attribute === 'status' ? '"RunStatus"' : '"RunKind"';
  return { value: ATTRIBUTE_SQL[attribute], type: attribute === 'number' ? 'int' : type, nullable: !NEVER_NULL.has(attribute) };
}

/** A place in a board: among the runs with a value or, when `value` is null, after them. */
export interface Place {
  readonly value: string | null;
  readonly id: string;
}

/** A place as an opaque text. It is good for the order it was made in. */
export function encodePlace(order: Order, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([signature(order), value, id])).toString('base64url');
}

/** The place a cursor means. Throws `INVALID_INPUT` for a cursor that no page in this order has given out. */
export function decodePlace(order: Order, cursor: string, name: string): Place {
  try {
    const [signed, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown, unknown];
    if (signed === signature(order) && (value === null || typeof value === 'string') && typeof id === 'string' && isUuid(id))
      return { value, id };
  } catch {
    // Told below.
  }
  throw foreignCursor(name);
}

/** What a cursor is told that no page in this order has given out. */
export function foreignCursor(name: string): Error {
  return invalidInput(`${name} requires a cursor that a page in this order has given out`, name);
}

function signature({ column, direction }: Order): string {
  return `${columnName(column)} ${direction}`;
}
