// Pages of a list: keyset cursors by id. Ids are UUIDs of version 7, so their order is that of creation.
import { invalidInput } from './errors.ts';
import { isUuid } from './ids.ts';

const PRISMA_CURSOR = /^GPC:S:(.+)$/;

interface PageArguments {
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** The `query` of a connection that shows the newest first. Throws `INVALID_INPUT` for a cursor that no page has given out. */
export function newestFirst(page: PageArguments): { orderBy: { id: 'desc' } } {
  requireCursors(page);
  return { orderBy: { id: 'desc' } };
}

/** Which entries of a list of each of several parents: so many after the first `offset`. */
export interface Window {
  readonly first: number;
  readonly offset: number;
}

/** The window asked for. Throws `INVALID_INPUT` for one that is larger than `most`, or that begins before the list does. */
export function givenWindow({ first, offset }: Window, most: number): Window {
  if (first < 1 || first > most) throw invalidInput(`first must be 1 to ${most}, got ${first}`, 'first');
  if (offset < 0) throw invalidInput(`offset must be at least 0, got ${offset}`, 'offset');
  return { first, offset };
}

/** Throws `INVALID_INPUT` when windows of several parents have more entries together than one request may ask for. */
export function requireTogether(parents: number, { first }: Window, most: number): void {
  if (parents * first > most)
    throw invalidInput(
      `${parents} × first must be at most ${most}, got first ${first}: ask for less of each, or for fewer at once`,
      'first',
    );
}

/** Throws `INVALID_INPUT` for a cursor that is not one of an id. */
export function requireCursors({ after, before }: PageArguments): void {
  for (const [name, cursor] of Object.entries({ after, before })) {
    if (cursor == null) continue;
    const id = PRISMA_CURSOR.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
    if (id === undefined || !isUuid(id))
      throw invalidInput(`${name} requires a cursor that a page has given out, got ${JSON.stringify(cursor.slice(0, 60))}`, name);
  }
}
