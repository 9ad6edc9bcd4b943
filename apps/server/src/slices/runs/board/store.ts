import type { Sql } from '../../../db/sql.ts';
import { type Bind, conditionOf, type Value } from './conditions.ts';
import type { Primary } from './direction.ts';
import type { Filter } from './filter.ts';
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
  /** Goes through the order from its end. */
  readonly backwards: boolean;
  readonly limit: number;
}

/** Places of runs in the order asked for, found through an index where the order has one, however far the page is from the first. */
export async function findPlaces(sql: Sql, query: PageQuery): Promise<Place[]> {
  const { nullable } = sortingOf(query.order, query.primary);
  // Runs with a value, then those without; from the end the other way round.
  const halves: boolean[] = !nullable ? [true] : query.backwards ? [false, true] : [true, false];
  const places: Place[] = [];
  for (const withValue of halves) {
    const isPast = query.after !== undefined && halves.indexOf(query.after.value !== null) > halves.indexOf(withValue);
    if (isPast || places.length >= query.limit) continue;
    const after = query.after && (query.after.value !== null) === withValue ? query.after : undefined;
    places.push(...(await findHalf(sql, query, withValue, after, query.limit - places.length)));
  }
  return places;
}

async function findHalf(sql: Sql, query: PageQuery, withValue: boolean, after: Place | undefined, limit: number): Promise<Place[]> {
  const { values, bind } = binder();
  const sorting = sortingOf(query.order, query.primary);
  const value = sorting.path ? sorting.value.replace('$path', `${bind(sorting.path)}::text[]`) : sorting.value;
  const up = (withValue ? query.order.direction === 'ASC' : false) !== query.backwards;
  const [sign, word] = up ? ['>', 'ASC'] : ['<', 'DESC'];
  const from = sorting.metric === undefined ? '"Run" r' : withValue ? '"BoardValue" b JOIN "Run" r ON r.id = b."runId"' : '"Run" r';
  const conditions = [baseCondition(query, bind)];
  if (sorting.metric !== undefined) {
    const column = value.slice(2);
    if (withValue) conditions.push(`b."projectId" = ${bind(query.projectId)}`, `b.key = ${bind(sorting.metric)}`, `${value} IS NOT NULL`);
    else
      conditions.push(
        `NOT EXISTS (SELECT FROM "BoardValue" b WHERE b."runId" = r.id AND b.key = ${bind(sorting.metric)} AND b.${column} IS NOT NULL)`,
      );
  } else if (sorting.nullable) conditions.push(`${value} IS ${withValue ? 'NOT ' : ''}NULL`);
  const id = sorting.metric !== undefined && withValue ? 'b."runId"' : 'r.id';
  if (after)
    conditions.push(
      withValue
        ? `(${value}, ${id}) ${sign} (${bind(after.value)}::${sorting.type}, ${bind(after.id)}::uuid)`
        : `r.id ${sign} ${bind(after.id)}::uuid`,
    );
  return sql.rows<Place>(
    `SELECT r.id, ${withValue ? `${value}::text` : 'NULL'} AS value FROM ${from} WHERE ${conditions.join(' AND ')}
     ORDER BY ${withValue ? `${value} ${word}, ` : ''}${id} ${word} LIMIT ${bind(limit)}`,
    values,
  );
}

/** How many runs pass, up to a limit. */
export async function countRuns(sql: Sql, query: BoardQuery, limit: number): Promise<number> {
  const { values, bind } = binder();
  const row = await sql.row<{ count: string }>(
    `SELECT count(*) FROM (SELECT FROM "Run" r WHERE ${baseCondition(query, bind)} LIMIT ${bind(limit)}) AS counted`,
    values,
  );
  return Number(row?.count ?? 0);
}

/** How many runs the planner thinks pass. */
export async function estimateRuns(sql: Sql, query: BoardQuery): Promise<number> {
  const { values, bind } = binder();
  const row = await sql.row<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    `EXPLAIN (FORMAT JSON) SELECT FROM "Run" r WHERE ${baseCondition(query, bind)}`,
    values,
  );
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

function baseCondition({ projectId, parentId, filter, primary }: BoardQuery, bind: Bind): string {
  const parent = parentId === undefined ? '' : ` AND r."parentId" = ${bind(parentId)}`;
  return `r."projectId" = ${bind(projectId)}${parent} AND r."deletedAt" IS NULL AND ${conditionOf(filter, bind, primary)}`;
}

function binder(): { values: Value[]; bind: Bind } {
  const values: Value[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
