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

/** Throws `INVALID_INPUT` for a cursor that is not one of an id. */
export function requireCursors({ after, before }: PageArguments): void {
  for (const [name, cursor] of Object.entries({ after, before })) {
    if (cursor == null) continue;
    const id = PRISMA_CURSOR.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
    if (id === undefined || !isUuid(id))
      throw invalidInput(`${name} requires a cursor that a page has given out, got ${JSON.stringify(cursor.slice(0, 60))}`, name);
  }
}
