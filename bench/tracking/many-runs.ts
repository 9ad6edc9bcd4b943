/** A board of many runs, straight into the database: finished runs with 20 params, 10 metrics and 5 tags each, the same for the same numbers. */
import type pg from 'pg';

/** Puts runs into an empty project and leaves the tables as after a vacuum. */
export async function insertManyRuns(
  sql: pg.Client,
  { teamId, projectId, runs }: { teamId: string; projectId: string; runs: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO "Run" (id, "teamId", "projectId", number, name, kind, status, tags, "createdBy", "createdAt", "startedAt", "finishedAt", params)
     SELECT uuidv7(), $1, $2, n, 'run ' || n, 'EXTERNAL', 'FINISHED', ARRAY['group ' || n % 10, 'seed=' || n % 100, 'model ' || n % 7, 'data ' || n % 3, 'batch ' || n % 1000],
       'person ' || n % 12, now() - (200000 - n) * interval '1 minute', now() - (200000 - n) * interval '1 minute', now() - (199990 - n) * interval '1 minute',
       (SELECT jsonb_object_agg('param_' || p, CASE WHEN p % 3 = 0 THEN to_jsonb('value ' || (n * p) % 50) ELSE to_jsonb(((n * 7919 + p * 104729) % 10000)::float8 / 1000) END) FROM generate_series(1, 20) AS p)
     FROM generate_series(1, $3::int) AS n`,
    [teamId, projectId, runs],
  );
  await sql.query(
    `INSERT INTO "BoardValue" ("teamId", "projectId", "runId", key, last, min, max)
     SELECT r."teamId", r."projectId", r.id, 'metric_' || m, v, v - 0.1, v + 0.1
     FROM "Run" r, generate_series(1, 10) AS m, LATERAL (SELECT ((r.number::bigint * 7919 + m * 15485863) % 100000)::float8 / 100000 AS v) AS drawn
     WHERE r."projectId" = $1`,
    [projectId],
  );
  await sql.query('UPDATE "Project" SET "lastRunNumber" = $2 WHERE id = $1', [projectId, runs]);
  await sql.query('VACUUM ANALYZE "Run"');
  await sql.query('VACUUM ANALYZE "BoardValue"');
  // What is written back later would be measured with the first pages.
  await sql.query('CHECKPOINT');
}
