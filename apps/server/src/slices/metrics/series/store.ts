import type { Sql } from '../../../db/sql.ts';
import type { Summary } from '../summary.ts';

/** One series with its summary. */
export interface SeriesRow extends Summary {
  readonly id: string;
  readonly runId: string;
  readonly key: string;
  readonly attempt: number;
}

const MOST_SERIES = 100_000;

/** The series of some runs, of the keys or all: of each the one of the last attempt that has it, or those of one attempt. */
export async function findSeries(
  sql: Sql,
  runIds: readonly string[],
  keys: readonly string[] | null,
  attempt: number | null = null,
): Promise<SeriesRow[]> {
  const rows = await sql.rows<Omit<SeriesRow, 'count'> & { count: string }>(
    `SELECT * FROM (
       SELECT DISTINCT ON ("runId", key) id, "runId", key, attempt, count, "firstStep", "lastStep", last, min, "minStep", max, "maxStep", ordered FROM "MetricSeries"
       WHERE "runId" = ANY($1) AND ($2::text[] IS NULL OR key = ANY($2)) AND ($3::int IS NULL OR attempt = $3) ORDER BY "runId", key, attempt DESC
     ) AS shown ORDER BY key LIMIT ${MOST_SERIES}`,
    [runIds, keys, attempt],
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export async function findSeriesIds(sql: Sql, runId: string): Promise<string[]> {
  return (await sql.rows<{ id: string }>('SELECT id FROM "MetricSeries" WHERE "runId" = $1', [runId])).map(({ id }) => id);
}
