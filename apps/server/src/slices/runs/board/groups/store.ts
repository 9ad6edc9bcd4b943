import type { Sql } from '../../../../db/sql.ts';
import type { RunStatus } from '../../../../db/generated/enums.ts';
import type { Column } from '../columns/column.ts';
import { type Bind, binder, boardValueOf, jsonOf, numberOf, RUNS } from '../columns/expressions.ts';
import { baseCondition, type BoardQuery } from '../store.ts';
import type { GroupBy } from './group-by.ts';

/** What is asked of the groups of a board. */
export interface GroupQuery extends Omit<BoardQuery, 'order'> {
  readonly by: readonly GroupBy[];
  /** Numbers that are summed up over the runs of each group. */
  readonly measures: readonly Column[];
  readonly order: GroupOrder;
}

export interface GroupOrder {
  /** A measure by its place in `measures`: its mean. */
  readonly by: 'count' | 'key' | number;
  readonly direction: 'ASC' | 'DESC';
}

export interface GroupPageQuery extends GroupQuery {
  readonly after?: GroupPlace | undefined;
  readonly backwards: boolean;
  readonly limit: number;
}

/** A place among groups: the number they are sorted by, as PostgreSQL writes it, then their key. */
export interface GroupPlace {
  readonly sort: string;
  readonly key: readonly unknown[];
}

/** Of the finite values that the runs of a group have. */
export interface MeasureRow {
  readonly count: number;
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null for fewer than two. */
  readonly deviation: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface GroupRow extends GroupPlace {
  readonly count: number;
  readonly measures: readonly MeasureRow[];
  /** Groups on all pages. */
  readonly total: number;
}

/** A page of groups, aggregated in one statement over all runs that pass. */
export async function findGroups(sql: Sql, query: GroupPageQuery): Promise<GroupRow[]> {
  const { values, bind } = binder();
  const grouped = aggregate(query, bind);
  const [sign, word] = query.backwards ? ['<', 'DESC'] : ['>', 'ASC'];
  // The number is turned around for DESC, so that keys of one number are in order either way.
  const byKey = query.order.by === 'key' && query.order.direction === 'DESC';
  const [keySign, keyWord] = byKey !== query.backwards ? ['<', 'DESC'] : ['>', 'ASC'];
  const after = query.after;
  const place = after && { sort: `${bind(after.sort)}::float8`, key: `${bind(JSON.stringify(after.key))}::jsonb` };
  const past = place ? `WHERE sort ${sign} ${place.sort} OR (sort = ${place.sort} AND key ${keySign} ${place.key})` : '';
  const rows = await sql.rows<Record<string, unknown> & { key: unknown[]; count: string; sort: string; total: string }>(
    `WITH grouped AS MATERIALIZED (${grouped})
     SELECT *, sort::text AS sort, (SELECT count(*) FROM grouped) AS total FROM grouped ${past}
     ORDER BY grouped.sort ${word}, key ${keyWord} LIMIT ${bind(query.limit)}`,
    values,
  );
  return rows.map(({ key, count, sort, total, ...rest }) => ({
    key,
    sort,
    count: Number(count),
    total: Number(total),
    measures: query.measures.map((_, index) => measureIn(rest, index)),
  }));
}

function aggregate(query: GroupQuery, bind: Bind): string {
  const { by, measures, order, primary } = query;
  const keys = by.map(({ column, except }) => `coalesce(${jsonOf(column, bind, primary, except)}, 'null')`);
  const joins: string[] = [];
  const numbers = measures.map((column, index) => {
    const number = boardValueOf(column, primary);
    if (number === undefined) return `${numberOf(column, bind)} AS m${index}`;
    joins.push(
      `LEFT JOIN "BoardValue" b${index} ON b${index}."projectId" = ${bind(query.projectId)} AND b${index}.key = ${bind(number.key)} AND b${index}."runId" = r.id`,
    );
    return `b${index}.${number.field} AS m${index}`;
  });
  const sort = typeof order.by === 'number' ? `avg(${finite(order.by)})` : order.by === 'count' ? 'count(*)::float8' : '0::float8';
  const sorted = order.by !== 'key' && order.direction === 'DESC' ? `-(${sort})` : sort;
  const sums = measures.map((_, index) => {
    const value = finite(index);
    return `count(${value}) AS n${index}, avg(${value}) AS mean${index}, stddev_samp(${value}) AS deviation${index}, min(${value}) AS min${index}, max(${value}) AS max${index}`;
  });
  return `SELECT key, count(*) AS count, coalesce(${sorted}, 'Infinity') AS sort${sums.map((sum) => `, ${sum}`).join('')}
     FROM (SELECT ${[`jsonb_build_array(${keys.join(', ')}) AS key`, ...numbers].join(', ')} FROM ${RUNS} ${joins.join(' ')} WHERE ${baseCondition(query, bind)}) AS member
     GROUP BY key`;
}

// Means of infinities mean nothing: they count as runs, not as values.
function finite(index: number): string {
  return `CASE WHEN m${index} > '-Infinity' AND m${index} < 'Infinity' THEN m${index} END`;
}

function measureIn(row: Record<string, unknown>, index: number): MeasureRow {
  const number = (name: string) => row[`${name}${index}`] as number | null;
  return { count: Number(number('n')), mean: number('mean'), deviation: number('deviation'), min: number('min'), max: number('max') };
}

/** How many runs of each status the groups with these keys have. */
export async function findStatuses(
  sql: Sql,
  query: Omit<GroupQuery, 'measures' | 'order'>,
  keys: readonly (readonly unknown[])[],
): Promise<{ key: unknown[]; status: RunStatus; count: number }[]> {
  const { values, bind } = binder();
  const rows = await sql.rows<{ key: unknown[]; status: RunStatus; count: string }>(
    `SELECT key, status, count(*) FROM (${memberOf(query, bind, 'r.status')}) AS member
     WHERE key IN (SELECT jsonb_array_elements(${bind(JSON.stringify(keys))}::jsonb)) GROUP BY key, status ORDER BY status`,
    values,
  );
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

/** The newest runs of the groups with these keys, at most `limit` of each. */
export function findMembers(
  sql: Sql,
  query: Omit<GroupQuery, 'measures' | 'order'>,
  keys: readonly (readonly unknown[])[],
  limit: number,
): Promise<{ key: unknown[]; id: string }[]> {
  const { values, bind } = binder();
  return sql.rows(
    `SELECT key, id FROM (
       SELECT key, id, row_number() OVER (PARTITION BY key ORDER BY id DESC) AS place FROM (${memberOf(query, bind, 'r.id')}) AS member
       WHERE key IN (SELECT jsonb_array_elements(${bind(JSON.stringify(keys))}::jsonb))) AS placed
     WHERE place <= ${bind(limit)} ORDER BY id`,
    values,
  );
}

function memberOf(query: Omit<GroupQuery, 'measures' | 'order'>, bind: Bind, what: string): string {
  const keys = query.by.map(({ column, except }) => `coalesce(${jsonOf(column, bind, query.primary, except)}, 'null')`);
  return `SELECT jsonb_build_array(${keys.join(', ')}) AS key, ${what} FROM ${RUNS} WHERE ${baseCondition(query, bind)}`;
}
