import type { Part } from '../../../../db/generated/enums.ts';
import type { Sql } from '../../../../db/sql.ts';

/** Copies the summaries of runs' series to where the board sorts and filters. Returns the projects concerned. */
export async function refreshBoardValues(sql: Sql, runIds: readonly string[]): Promise<string[]> {
  if (runIds.length === 0) return [];
  const rows = await sql.rows<{ projectId: string }>(
    `WITH copied AS (
       INSERT INTO "BoardValue" AS b ("teamId", "projectId", "runId", key, last, min, max)
       SELECT DISTINCT ON (s."runId", s.key) s."teamId", r."projectId", s."runId", s.key, nullif(s.last, 'NaN'), s.min, s.max
       FROM "MetricSeries" s JOIN "Run" r ON r.id = s."runId" WHERE s."runId" = ANY($1) ORDER BY s."runId", s.key, s.attempt DESC
       ON CONFLICT ("runId", key) DO UPDATE SET last = excluded.last, min = excluded.min, max = excluded.max, "projectId" = excluded."projectId"
       WHERE (b.last, b.min, b.max, b."projectId") IS DISTINCT FROM (excluded.last, excluded.min, excluded.max, excluded."projectId")
     )
     SELECT DISTINCT "projectId" FROM "Run" WHERE id = ANY($1)`,
    [runIds],
  );
  return rows.map(({ projectId }) => projectId);
}

/** A number of a run that it did not log itself. One that is not a number ranks last. */
export interface BoardNumber {
  readonly value: number | null;
  /** Of which part it was evaluated, and its 95 % interval. */
  readonly part?: Part | undefined;
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
}

/** Sets numbers of one run that are not metrics it logged, such as its evaluated ones. */
export async function setBoardValues(sql: Sql, runId: string, values: Readonly<Record<string, BoardNumber>>): Promise<void> {
  const numbers = Object.values(values);
  const floats = (pick: (number: BoardNumber) => number | null | undefined) => numbers.map((number) => exact(pick(number) ?? null));
  await sql.run(
    `INSERT INTO "BoardValue" ("teamId", "projectId", "runId", key, last, min, max, part, low, high)
     SELECT r."teamId", r."projectId", r.id, v.key, v.value, v.value, v.value, v.part::"Part", v.low, v.high
     FROM "Run" r, unnest($2::text[], $3::float8[], $4::text[], $5::float8[], $6::float8[]) AS v(key, value, part, low, high) WHERE r.id = $1
     ON CONFLICT ("runId", key) DO UPDATE SET last = excluded.last, min = excluded.min, max = excluded.max, part = excluded.part, low = excluded.low, high = excluded.high`,
    [
      runId,
      Object.keys(values),
      floats(({ value }) => value),
      numbers.map(({ part }) => part ?? null),
      floats(({ low }) => low),
      floats(({ high }) => high),
    ],
  );
}

function exact(value: number | null): string | null {
  if (value === null || Number.isNaN(value)) return null;
  return Object.is(value, -0) ? '-0' : String(value);
}
