import { studentQuantile } from '@atelier/metrics';
import type { Context } from '../../../../context.ts';
import { invalidInput } from '../../../../errors.ts';
import { columnName } from '../columns/column.ts';
import { givenColumns } from '../columns/given.ts';
import type { Limits, PageArguments } from '../service.ts';
import type { Filter } from '../filter.ts';
import type { Primary } from '../direction.ts';
import { storableJson } from '../../json.ts';
import { givenGroupBy, groupByName, type GroupByInput } from './group-by.ts';
import { findGroups, findMembers, findStatuses, type GroupOrder, type GroupPlace, type GroupQuery, type MeasureRow } from './store.ts';

const CONFIDENCE = 0.95;
const MOST_MEASURES = 50;

/** One number over the runs of a group. Undefined where there are too few of them. */
export interface Measure extends MeasureRow {
  readonly column: string;
  /** Student's 95 % interval of the mean. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Group {
  readonly query: GroupQuery;
  readonly key: readonly unknown[];
  readonly count: number;
  readonly measures: readonly Measure[];
  readonly cursor: string;
}

export interface GroupPage {
  readonly groups: readonly Group[];
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface GroupOrderInput {
  readonly by: 'COUNT' | 'KEY' | 'MEASURE';
  readonly measure?: string | null | undefined;
  readonly direction: 'ASC' | 'DESC';
}

export interface GroupInput {
  readonly projectId: string;
  readonly primary: Primary;
  readonly filter: Filter;
  readonly by: readonly GroupByInput[];
  readonly measures: readonly string[];
  readonly orderBy: GroupOrderInput;
}

/** One page of the groups of a board. Throws `INVALID_INPUT`. */
export async function listGroups(
  { app }: Pick<Context, 'app'>,
  { by, measures, orderBy, ...board }: GroupInput,
  page: PageArguments,
  limits: Limits,
): Promise<GroupPage> {
  if (measures.length > MOST_MEASURES)
    throw invalidInput(`At most ${MOST_MEASURES} measures can be asked for, got ${measures.length}`, 'measures');
  const columns = givenColumns(measures, 'measures');
  const query: GroupQuery = { ...board, by: givenGroupBy(by), measures: columns, order: givenOrder(orderBy, measures) };
  const backwards = page.last != null || (page.before != null && page.first == null);
  if (page.first != null && page.last != null)
    throw invalidInput('A page goes forwards (first, after) or backwards (last, before), not both ways', 'first', 'last');
  const count = (backwards ? page.last : page.first) ?? limits.usual;
  if (count < 0) throw invalidInput(`A page has at least 0 groups, got ${count}`, backwards ? 'last' : 'first');
  const cursor = backwards ? page.before : page.after;
  const after = cursor == null ? undefined : decodePlace(query, cursor, backwards ? 'before' : 'after');
  const limit = Math.min(count, limits.most);
  const rows = await findGroups(app.database.sql, { ...query, after, backwards, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  if (backwards) shown.reverse();
  return {
    groups: shown.map((row) => ({
      query,
      key: row.key,
      count: row.count,
      measures: row.measures.map((measure, index) => ({ ...measure, ...intervalOf(measure), column: columnName(columns[index]!) })),
      cursor: encodePlace(query, row),
    })),
    total: rows[0]?.total ?? 0,
    hasNextPage: backwards ? after !== undefined : rows.length > limit,
    hasPreviousPage: backwards ? rows.length > limit : after !== undefined,
  };
}

/** How many runs of each status groups of one board have. */
export async function listStatuses({ app }: Pick<Context, 'app'>, groups: readonly Group[]) {
  const rows = await findStatuses(
    app.database.sql,
    groups[0]!.query,
    groups.map(({ key }) => key),
  );
  return byGroup(groups, rows);
}

/** The newest runs of groups of one board, at most `limit` of each, oldest first. */
export async function listMembers({ app }: Pick<Context, 'app'>, groups: readonly Group[], limit: number): Promise<string[][]> {
  const rows = await findMembers(
    app.database.sql,
    groups[0]!.query,
    groups.map(({ key }) => key),
    limit,
  );
  return byGroup(groups, rows).map((members) => members.map(({ id }) => id));
}

function byGroup<Row extends { key: unknown[] }>(groups: readonly Group[], rows: readonly Row[]): Row[][] {
  const rowsOf = Map.groupBy(rows, ({ key }) => JSON.stringify(key));
  return groups.map(({ key }) => rowsOf.get(JSON.stringify(key)) ?? []);
}

function givenOrder({ by, measure, direction }: GroupOrderInput, measures: readonly string[]): GroupOrder {
  if (by !== 'MEASURE') return { by: by === 'COUNT' ? 'count' : 'key', direction };
  const place = measure == null ? -1 : measures.indexOf(measure);
  if (place < 0)
    throw invalidInput(
      `An order by MEASURE requires one of the measures that are asked for, got ${JSON.stringify(measure ?? null)}`,
      'orderBy.measure',
    );
  return { by: place, direction };
}

function intervalOf({ count, mean, deviation }: MeasureRow): { low: number | null; high: number | null } {
  if (mean === null || deviation === null) return { low: null, high: null };
  const half = deviation === 0 ? 0 : (-studentQuantile((1 - CONFIDENCE) / 2, count - 1) * deviation) / Math.sqrt(count);
  return { low: mean - half, high: mean + half };
}

function encodePlace(query: GroupQuery, { sort, key }: GroupPlace): string {
  return Buffer.from(JSON.stringify([signature(query), sort, key])).toString('base64url');
}

function decodePlace(query: GroupQuery, cursor: string, name: string): GroupPlace {
  try {
    const [signed, sort, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown, unknown];
    if (signed === signature(query) && typeof sort === 'string' && !Number.isNaN(Number(sort)) && Array.isArray(key))
      // Written anew, so that what somebody has made up is a number and JSON to PostgreSQL too.
      return { sort: String(Number(sort)), key: key.map((value) => storableJson(value, name)) };
  } catch {
    // Told below.
  }
  throw invalidInput(`${name} requires a cursor that a page of these groups has given out`, name);
}

function signature({ by, measures, order }: GroupQuery): string {
  return JSON.stringify([by.map(groupByName), typeof order.by === 'number' ? columnName(measures[order.by]!) : order.by, order.direction]);
}
