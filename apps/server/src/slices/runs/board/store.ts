import type { Sql } from '../../../db/sql.ts';
import { type Bind, binder, RELATED, RUNS } from './columns/expressions.ts';
import { conditionOf } from './conditions.ts';
import type { Primary } from './direction.ts';
import { type Filter, mentions } from './filter.ts';
import type { Order, Place } from './order.ts';
import { sortingOf } from './order.ts';

export interface BoardQuery {
  readonly projectId: string;
  readonly filter: Filter;
  readonly order: Order;
  readonly primary: Primary;
  /** Only runs made by this one. */
  readonly parentId?: string | undefined;
}

export interface PageQuery extends BoardQuery {
  /** Rows after this place; undefined: from the beginning. */
  readonly after?: Place | undefined;
  /** Rows that are left out at the beginning. Goes with no `after`. */
  readonly offset: number;
  /** Goes through the order from its end. */
  readonly backwards: boolean;
  readonly limit: number;
}

/** Whether a place's value is one that this order could have: a cursor comes from outside. */
export async function isPlaceIn(sql: Sql, order: Order, primary: Primary, { value }: Place): Promise<boolean> {
  if (value === null) return true;
  if (value.includes('\0')) return false;
  const { type } = sortingOf(order, () => '', primary);
  const [{ valid }] = await sql.rows<{ valid: boolean }>('SELECT pg_input_is_valid($1, $2) AS valid', [value, type]);
  return valid;
}

/** Places of runs in the order asked for, found through an index where the order has one, however far the page is from the first. */
export async function findPlaces(sql: Sql, query: PageQuery): Promise<Place[]> {
  const { nullable } = sortingOf(query.order, () => '', query.primary);
  // Runs with a value, then those without; from the end the other way round.
  const halves: boolean[] = !nullable ? [true] : query.backwards ? [false, true] : [true, false];
  const places: Place[] = [];
  let offset = query.offset;
  for (const withValue of halves) {
    const isPast = query.after !== undefined && halves.indexOf(query.after.value !== null) > halves.indexOf(withValue);
    if (isPast || places.length >= query.limit) continue;
    const after = query.after && (query.after.value !== null) === withValue ? query.after : undefined;
    const found = await findHalf(sql, { ...query, after, offset, limit: query.limit - places.length }, withValue);
    places.push(...found);
    if (found.length > 0) offset = 0;
    else if (offset > 0) offset -= await countHalf(sql, query, withValue, offset);
  }
  return places;
}

/** The ids of all runs that pass, in the order asked for: sorted once, 16 bytes each, as one text of bytes. */
export async function findOrder(sql: Sql, query: BoardQuery): Promise<Buffer> {
  const { nullable } = sortingOf(query.order, () => '', query.primary);
  const { values, bind } = binder();
  // In one statement, so that a run whose value changes meanwhile is in one half.
  const halves = (nullable ? [true, false] : [true]).map((withValue) => {
    const { value, id, from, conditions } = halfOf(query, withValue, bind);
    const word = withValue ? query.order.direction : 'DESC';
    const sorted = `${withValue ? `${value} ${word}, ` : ''}${id} ${word}`;
    return `(SELECT string_agg(uuid_send(r.id), ''::bytea ORDER BY ${sorted}) FROM ${from} WHERE ${conditions.join(' AND ')})`;
  });
  const row = await sql.row<{ ids: Buffer }>(`SELECT ${halves.map((half) => `coalesce(${half}, '')`).join(' || ')} AS ids`, values);
  return row!.ids;
}

function findHalf(sql: Sql, query: PageQuery, withValue: boolean): Promise<Place[]> {
  const { values, bind } = binder();
  const { value, type, id, from, conditions } = halfOf(query, withValue, bind);
  const { after, order, backwards, limit, offset } = query;
  const up = (withValue ? order.direction === 'ASC' : false) !== backwards;
  const [sign, word] = up ? ['>', 'ASC'] : ['<', 'DESC'];
  if (after)
    conditions.push(
      withValue
        ? `(${value}, ${id}) ${sign} (${bind(after.value)}::${type}, ${bind(after.id)}::uuid)`
        : `r.id ${sign} ${bind(after.id)}::uuid`,
    );
  return sql.rows<Place>(
    `SELECT r.id, ${withValue ? `${value}::text` : 'NULL'} AS value FROM ${from} WHERE ${conditions.join(' AND ')}
     ORDER BY ${withValue ? `${value} ${word}, ` : ''}${id} ${word} LIMIT ${bind(limit)}${offset > 0 ? ` OFFSET ${bind(offset)}` : ''}`,
    values,
  );
}

async function countHalf(sql: Sql, query: BoardQuery, withValue: boolean, limit: number): Promise<number> {
  const { values, bind } = binder();
  const { from, conditions } = halfOf(query, withValue, bind);
  return count(sql, `SELECT FROM ${from} WHERE ${conditions.join(' AND ')} LIMIT ${bind(limit)}`, values);
}

// The runs with a value to sort by, or those without.
function halfOf(query: BoardQuery, withValue: boolean, bind: Bind) {
  const { value, type, metric, nullable } = sortingOf(query.order, bind, query.primary);
  const conditions = [baseCondition(query, bind)];
  if (metric === undefined) {
    if (nullable) conditions.push(`${value} IS ${withValue ? 'NOT ' : ''}NULL`);
    return { value, type, id: 'r.id', from: RUNS, conditions };
  }
  if (!withValue) {
    conditions.push(`NOT EXISTS (SELECT FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(metric)} AND ${value} IS NOT NULL)`);
    return { value, type, id: 'r.id', from: RUNS, conditions };
  }
  conditions.push(`b."projectId" = ${bind(query.projectId)}`, `b.key = ${bind(metric)}`, `${value} IS NOT NULL`);
  return {
    value,
    type,
    id: 'b."runId"',
    from: `"BoardValue" b JOIN "Run" r ON r.id = b."runId" ${RELATED}`,
    conditions,
  };
}

/** The newest children of each run, at most `limit` of each, in one statement. Their places are of the order by number. */
export async function findChildren(sql: Sql, parentIds: readonly string[], limit: number): Promise<Map<string, Place[]>> {
  const rows = await sql.rows<Place & { parent: string }>(
    `SELECT p.id AS parent, c.id, c.number::text AS value FROM unnest($1::uuid[]) AS p(id), LATERAL (
       SELECT r.id, r.number FROM "Run" r WHERE r."parentId" = p.id AND r."deletedAt" IS NULL ORDER BY r.number DESC, r.id DESC LIMIT $2) AS c
     ORDER BY c.number DESC`,
    [parentIds, limit],
  );
  return Map.groupBy(rows, ({ parent }) => parent);
}

/** How many runs pass, up to a limit. */
export function countRuns(sql: Sql, query: BoardQuery, limit: number): Promise<number> {
  const { values, bind } = binder();
  return count(sql, `SELECT FROM ${RUNS} WHERE ${baseCondition(query, bind)} LIMIT ${bind(limit)}`, values);
}

async function count(sql: Sql, statement: string, values: Parameters<Sql['row']>[1]): Promise<number> {
  const row = await sql.row<{ count: string }>(`SELECT count(*) FROM (${statement}) AS counted`, values);
  return Number(row?.count ?? 0);
}

/** How many runs the planner thinks pass. */
export async function estimateRuns(sql: Sql, query: BoardQuery): Promise<number> {
  const { values, bind } = binder();
  const row = await sql.row<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    `EXPLAIN (FORMAT JSON) SELECT FROM ${RUNS} WHERE ${baseCondition(query, bind)}`,
    values,
  );
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

/** What every run of a board is: of the project, neither in the trash nor put aside unless the filter says so, and what the filter says. */
export function baseCondition({ projectId, parentId, filter, primary }: Omit<BoardQuery, 'order'>, bind: Bind): string {
  const parent = parentId === undefined ? '' : ` AND r."parentId" = ${bind(parentId)}`;
  const present = parentId !== undefined || mentions(filter, 'archived') ? '' : ' AND r."archivedAt" IS NULL';
  return `r."projectId" = ${bind(projectId)}${parent} AND r."deletedAt" IS NULL${present} AND ${conditionOf(filter, bind, primary)}`;
}
