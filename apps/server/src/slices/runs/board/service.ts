import type { Context } from '../../../context.ts';
import { invalidInput } from '../../../errors.ts';
import { type BoardQuery, countRuns, estimateRuns, findChildren, findPlaces, isPlaceIn } from './store.ts';
import { decodePlace, encodePlace, foreignCursor, NEWEST } from './order.ts';

/** Counts beyond this are estimates. */
const EXACT_COUNT = 10_000;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  /** Runs that are left out at the beginning, in place of a cursor. */
  readonly offset?: number | null | undefined;
}

export interface BoardPage {
  readonly runs: readonly { readonly id: string; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface Limits {
  readonly usual: number;
  readonly most: number;
}

/** One page of a board, forwards by first and after, or backwards by last and before. */
export async function listBoard({ app }: Pick<Context, 'app'>, query: BoardQuery, page: PageArguments, limits: Limits): Promise<BoardPage> {
  const backwards = page.last != null || (page.before != null && page.first == null);
  const [count, cursor, name] = backwards ? [page.last, page.before, 'before'] : [page.first, page.after, 'after'];
  if (page.first != null && page.last != null)
    throw invalidInput('A page goes forwards (first, after) or backwards (last, before), not both ways', 'first', 'last');
  if (count != null && count < 0) throw invalidInput(`A page has at least 0 runs, got ${count}`, backwards ? 'last' : 'first');
  const offset = page.offset ?? 0;
  if (offset < 0 || (offset > 0 && (backwards || cursor != null)))
    throw invalidInput('offset requires a number of runs, without last and without a cursor', 'offset');
  const limit = Math.min(count ?? limits.usual, limits.most);
  const after = cursor == null ? undefined : decodePlace(query.order, cursor, name);
  if (after && !(await isPlaceIn(app.database.sql, query.order, query.primary, after))) throw foreignCursor(name);
  const places = await findPlaces(app.database.sql, { ...query, after, offset, backwards, limit: limit + 1 });
  const hasMore = places.length > limit;
  const shown = places.slice(0, limit);
  if (backwards) shown.reverse();
  return {
    runs: shown.map((place) => ({ id: place.id, cursor: encodePlace(query.order, place) })),
    hasNextPage: backwards ? after !== undefined : hasMore,
    hasPreviousPage: backwards ? hasMore : after !== undefined || offset > 0,
  };
}

/** The first page of the children of each run, newest first. */
export async function listChildren({ app }: Pick<Context, 'app'>, parentIds: readonly string[], first: number): Promise<BoardPage[]> {
  const found = await findChildren(app.database.sql, parentIds, first + 1);
  return parentIds.map((id) => {
    const places = found.get(id) ?? [];
    return {
      runs: places.slice(0, first).map((place) => ({ id: place.id, cursor: encodePlace(NEWEST, place) })),
      hasNextPage: places.length > first,
      hasPreviousPage: false,
    };
  });
}

/** How many runs pass the filter: exactly up to 10,000, beyond that an estimate. */
export async function countBoard({ app }: Pick<Context, 'app'>, query: BoardQuery): Promise<{ count: number; isEstimate: boolean }> {
  const count = await countRuns(app.database.sql, query, EXACT_COUNT + 1);
  if (count <= EXACT_COUNT) return { count, isEstimate: false };
  return { count: Math.max(EXACT_COUNT, Math.round(await estimateRuns(app.database.sql, query))), isEstimate: true };
}
