// By what a board is sorted, and where a page begins and ends in that order.
import { invalidInput } from '../../../errors.ts';
import { isUuid } from '../../../ids.ts';
import { columnOf } from './conditions.ts';
import type { Primary } from './direction.ts';
import type { SummaryField } from './filter.ts';

export interface Order {
  readonly by: 'NUMBER' | 'NAME' | 'CREATED' | 'DURATION' | 'STATUS' | 'METRIC' | 'PARAM';
  /** Of METRIC its name, of PARAM its path with points. */
  readonly key?: string | null | undefined;
  readonly field?: SummaryField | null | undefined;
  readonly direction: 'ASC' | 'DESC';
}

export const NEWEST: Order = { by: 'NUMBER', direction: 'DESC' };

/** How the order looks in SQL. Runs without a value come last whichever way one sorts, newest first. */
export interface Sorting {
  /** What is sorted by, over the run `r` and the board value `b`. */
  readonly value: string;
  /** Type of it, for values that come back in a cursor. */
  readonly type: string;
  readonly nullable: boolean;
  /** Set when the value is a board value: its metric. */
  readonly metric?: string;
  /** Path of the param in `value`, to be bound as `$path`. */
  readonly path?: readonly string[];
}

/** The order in SQL. Throws `INVALID_INPUT` when it does not say by which metric or param. */
export function sortingOf({ by, key, field }: Order, primary: Primary): Sorting {
  if ((by === 'METRIC' || by === 'PARAM') && !key) throw invalidInput(`An order by ${by} requires a key`, 'orderBy.key');
  switch (by) {
    case 'NUMBER':
      return { value: 'r.number', type: 'int', nullable: false };
    case 'NAME':
      return { value: 'r.name', type: 'text', nullable: false };
    case 'CREATED':
      return { value: 'r."createdAt"', type: 'timestamptz', nullable: false };
    case 'STATUS':
      return { value: 'r.status', type: '"RunStatus"', nullable: false };
    case 'DURATION':
      return { value: `(coalesce(r."finishedAt", now()) - r."startedAt")`, type: 'interval', nullable: true };
    case 'METRIC':
      return { value: `b.${columnOf(key!, field ?? 'LAST', primary)}`, type: 'float8', nullable: true, metric: key! };
    case 'PARAM':
      return { value: '(r.params #> $path)', type: 'jsonb', nullable: true, path: key!.split('.') };
  }
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
  throw invalidInput(`${name} requires a cursor that a page in this order has given out`, name);
}

function signature({ by, key, field, direction }: Order): string {
  return [by, key ?? '', field ?? '', direction].join(' ');
}
