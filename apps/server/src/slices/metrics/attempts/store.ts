// The series of a run's attempts, beside each other.
import type { Sql } from '../../../db/sql.ts';
import type { Chunk } from '../chunk.ts';
import { insertChunk } from '../chunks/store.ts';
import { exact } from '../exact.ts';
import type { Summary } from '../summary.ts';

export interface EarlierSeries {
  readonly id: string;
  readonly key: string;
  /** The smallest step. */
  readonly firstStep: number;
}

/** Of each of these metrics that the attempt of a lease has no series of yet, the one of the last attempt before it. */
export function findEarlier(sql: Sql, runId: string, fence: bigint, keys: readonly string[]): Promise<EarlierSeries[]> {
  return sql.rows(
    `SELECT DISTINCT ON (s.key) s.id, s.key, s."firstStep" FROM "MetricSeries" s JOIN "Run" r ON r.id = s."runId"
     WHERE s."runId" = $1 AND s.key = ANY($3) AND s.attempt < r.attempt
       AND EXISTS (SELECT FROM "Launch" l WHERE l."runId" = $1 AND l.status = 'LEASED' AND l.fence = $2)
       AND NOT EXISTS (SELECT FROM "MetricSeries" own WHERE own."runId" = $1 AND own.key = s.key AND own.attempt = r.attempt)
     ORDER BY s.key, s.attempt DESC`,
    [runId, fence, keys],
  );
}

export interface CarriedSeries {
  readonly runId: string;
  readonly fence: bigint;
  readonly key: string;
  readonly summary: Summary;
  readonly chunks: readonly Chunk[];
}

/** Begins the series of a metric for the attempt that holds the lease, unless it has one. */
export function insertCarried(sql: Sql, { runId, fence, key, summary, chunks }: CarriedSeries): Promise<void> {
  return sql.transaction(async (inside) => {
    const series = await inside.row<{ id: string }>(
      `INSERT INTO "MetricSeries" ("teamId", "runId", attempt, key, count, "firstStep", "lastStep", last, min, "minStep", max, "maxStep", ordered)
       SELECT r."teamId", r.id, r.attempt, $3, $4, $5::float8, $6::float8, $7::float8, $8::float8, $9::float8, $10::float8, $11::float8, $12
       FROM "Run" r JOIN "Launch" l ON l."runId" = r.id WHERE r.id = $1 AND l.status = 'LEASED' AND l.fence = $2
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        runId,
        fence,
        key,
        summary.count,
        exact(summary.firstStep),
        exact(summary.lastStep),
        exact(summary.last),
        exact(summary.min),
        exact(summary.minStep),
        exact(summary.max),
        exact(summary.maxStep),
        summary.ordered,
      ],
    );
    if (series === undefined) return;
    let seq = 0;
    for (const chunk of chunks) {
      await insertChunk(inside, series.id, seq, chunk);
      seq += chunk.count;
    }
  });
}
