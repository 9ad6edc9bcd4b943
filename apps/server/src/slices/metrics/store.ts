/**
 * Where points lie. A request is one statement: it enters the batches into the ledger, and only for those that were not there yet
 * it stores the chunks and moves the summaries of their series on. So a reply that is lost, or a server that dies, leaves a batch
 * either stored whole or not at all, and sending it again stores it once.
 */
import type { Sql, SqlValue } from '../../db/sql.ts';
import type { Batch, Outcome } from './batch.ts';
import { type Chunk, encodeChunks } from './chunk.ts';
import { exact } from './exact.ts';
import { summarize } from './summary.ts';

/** Runs that take points. A crashed one does: what its program kept on disk may still come. */
const OPEN = `('STARTING', 'RUNNING', 'CRASHED')`;

const APPEND = `
WITH batch AS (
  SELECT DISTINCT ON (b.run, b.writer, b.sequence) b.*, r."teamId", r.attempt FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[], $5::bigint[]) WITH ORDINALITY AS b(run, writer, sequence, hash, fence, ord)
  JOIN "Run" r ON r.id = b.run
  WHERE r.status IN ${OPEN} AND r."deletedAt" IS NULL
    AND (b.fence IS NULL OR EXISTS (SELECT FROM "Launch" l WHERE l."runId" = b.run AND l.status = 'LEASED' AND l.fence = b.fence))
  ORDER BY b.run, b.writer, b.sequence, b.ord
), ledger AS (
  INSERT INTO "IngestBatch" ("runId", writer, sequence, hash) SELECT run, writer, sequence, hash FROM batch ORDER BY run, writer, sequence
  ON CONFLICT DO NOTHING RETURNING "runId", writer, sequence
), fresh AS (
  SELECT b.ord, b.run, b."teamId", b.attempt FROM batch b JOIN ledger l ON l."runId" = b.run AND l.writer = b.writer AND l.sequence = b.sequence
), col AS (
  SELECT c.*, f.run, f."teamId", f.attempt,
    coalesce(sum(c.n) OVER earlier, 0) AS before, coalesce(c.low >= max(c.high) OVER earlier, true) AS follows
  FROM unnest($6::int[], $7::text[], $8::int[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::bool[])
    WITH ORDINALITY AS c(batch, key, n, low, high, last, min, min_step, max, max_step, ordered, ord)
  JOIN fresh f ON f.ord = c.batch
  WINDOW earlier AS (PARTITION BY f.run, c.key ORDER BY c.ord ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), total AS (
  SELECT "teamId", run, attempt, key, sum(n) AS n, min(low) AS low, max(high) AS high, bool_and(ordered AND follows) AS ordered,
    (array_agg(last ORDER BY high DESC, ord DESC))[1] AS last,
    min(min) AS min, (array_agg(min_step ORDER BY min, ord))[1] AS min_step,
    max(max) AS max, (array_agg(max_step ORDER BY max DESC NULLS LAST, ord))[1] AS max_step
  FROM col GROUP BY "teamId", run, attempt, key
), series AS (
  INSERT INTO "MetricSeries" AS s ("teamId", "runId", attempt, key, count, "firstStep", "lastStep", last, min, "minStep", max, "maxStep", ordered)
  SELECT "teamId", run, attempt, key, n, low, high, last, min, min_step, max, max_step, ordered FROM total ORDER BY run, key
  ON CONFLICT ("runId", key, attempt) DO UPDATE SET
    count = s.count + excluded.count,
    "firstStep" = least(s."firstStep", excluded."firstStep"),
    "lastStep" = greatest(s."lastStep", excluded."lastStep"),
    last = CASE WHEN excluded."lastStep" >= s."lastStep" THEN excluded.last ELSE s.last END,
    min = CASE WHEN s.min <= excluded.min THEN s.min ELSE coalesce(excluded.min, s.min) END,
    "minStep" = CASE WHEN s.min <= excluded.min THEN s."minStep" ELSE coalesce(excluded."minStep", s."minStep") END,
    max = CASE WHEN s.max >= excluded.max THEN s.max ELSE coalesce(excluded.max, s.max) END,
    "maxStep" = CASE WHEN s.max >= excluded.max THEN s."maxStep" ELSE coalesce(excluded."maxStep", s."maxStep") END,
    ordered = s.ordered AND excluded.ordered AND excluded."firstStep" >= s."lastStep"
  RETURNING id, "runId", key, count
), stored AS (
  INSERT INTO "MetricChunk" (series, seq, "firstStep", "lastStep", n, stride, "firstTime", steps, times, "values", level1, level2)
  SELECT s.id, s.count - t.n + c.before + k.before, k.first_step, k.last_step, k.n, k.stride, k.first_time,
    substring($17::bytea FROM k.at FOR nullif(k.steps, 0)), substring($17::bytea FROM k.at + k.steps FOR nullif(k.times, 0)),
    substring($17::bytea FROM k.at + k.steps + k.times FOR k.n * 8),
    substring($17::bytea FROM k.at + k.steps + k.times + k.n * 8 FOR nullif(k.level, 0)),
    substring($17::bytea FROM k.at + k.steps + k.times + k.n * 8 + k.level FOR nullif(k.wide, 0))
  FROM unnest($18::int[], $19::int[], $20::int[], $21::float8[], $22::float8[], $23::float8[], $24::float8[], $25::int[], $26::int[], $27::int[], $28::int[], $29::int[])
    AS k(col, before, n, first_step, last_step, stride, first_time, at, steps, times, level, wide)
  JOIN col c ON c.ord = k.col
  JOIN total t ON t.run = c.run AND t.key = c.key
  JOIN series s ON s."runId" = c.run AND s.key = c.key
)
SELECT ord::int FROM fresh`;

/** Stores batches that are not stored yet, all in one transaction, and says of each what became of it. Durable when it returns. */
export async function insertBatches(sql: Sql, batches: readonly Batch[]): Promise<Outcome[]> {
  const fresh = await sql.rows<{ ord: number }>({ name: 'append metrics', text: APPEND }, appendValues(batches));
  const stored = new Set(fresh.map(({ ord }) => ord - 1));
  return Promise.all(batches.map((batch, index) => (stored.has(index) ? 'stored' : findOutcome(sql, batch))));
}

// Only for what was not stored just now, which is rare.
async function findOutcome(sql: Sql, { runId, writer, sequence, hash, fence }: Batch): Promise<Outcome> {
  const known = await sql.row<{ same: boolean }>(
    'SELECT hash = $4 AS same FROM "IngestBatch" WHERE "runId" = $1 AND writer = $2 AND sequence = $3',
    [runId, writer, sequence, hash],
  );
  if (known) return known.same ? 'stored before' : 'conflict';
  const lease =
    fence === undefined
      ? undefined
      : await sql.row(`SELECT 1 AS held FROM "Launch" WHERE "runId" = $1 AND status = 'LEASED' AND fence = $2`, [runId, fence]);
  return fence !== undefined && lease === undefined ? 'lease lost' : 'refused';
}

/** Forgets what the ledger knows of runs that ended long ago and take no points any more, so that a repetition is refused and not stored. At most `limit` rows; returns how many. */
export function removeLedger(sql: Sql, days: number, limit: number): Promise<number> {
  return sql.run(
    `DELETE FROM "IngestBatch" WHERE ctid = ANY(ARRAY(
       SELECT b.ctid FROM "Run" r JOIN "IngestBatch" b ON b."runId" = r.id
       WHERE r.status IN ('FINISHED', 'FAILED', 'CANCELED') AND r."finishedAt" < now() - $1 * interval '1 day' LIMIT $2))`,
    [days, limit],
  );
}

function appendValues(batches: readonly Batch[]): SqlValue[] {
  const columns = batches.flatMap((batch, index) =>
    batch.columns.map((column) => ({
      batch: index + 1,
      key: column.key,
      summary: summarize(column.points),
      chunks: encodeChunks(column.points),
    })),
  );
  const { places, blob } = layOut(columns.map((column) => column.chunks));
  const of = <Item>(items: readonly Item[], pick: (item: Item) => SqlValue) => items.map(pick);
  const summaries = columns.map((column) => column.summary);
  const double = <Item>(items: readonly Item[], pick: (item: Item) => number | null) => items.map((item) => exact(pick(item)));
  return [
    of(batches, (batch) => batch.runId),
    of(batches, (batch) => batch.writer),
    of(batches, (batch) => batch.sequence),
    of(batches, (batch) => batch.hash),
    of(batches, (batch) => batch.fence ?? null),
    of(columns, (column) => column.batch),
    of(columns, (column) => column.key),
    of(summaries, (summary) => summary.count),
    double(summaries, (summary) => summary.firstStep),
    double(summaries, (summary) => summary.lastStep),
    double(summaries, (summary) => summary.last),
    double(summaries, (summary) => summary.min),
    double(summaries, (summary) => summary.minStep),
    double(summaries, (summary) => summary.max),
    double(summaries, (summary) => summary.maxStep),
    of(summaries, (summary) => summary.ordered),
    blob,
    of(places, (place) => place.column),
    of(places, (place) => place.before),
    of(places, (place) => place.chunk.count),
    double(places, (place) => place.chunk.firstStep),
    double(places, (place) => place.chunk.lastStep),
    double(places, (place) => place.chunk.stride),
    double(places, (place) => place.chunk.firstTime),
    of(places, (place) => place.at),
    of(places, (place) => place.chunk.steps.length),
    of(places, (place) => place.chunk.times.length),
    of(places, (place) => place.chunk.level1.length),
    of(places, (place) => place.chunk.level2.length),
  ];
}

// All bytes in one parameter: pg sends that as it is, where an array of byte strings would travel as twice as much text.
function layOut(columns: readonly (readonly Chunk[])[]) {
  const places: { column: number; before: number; at: number; chunk: Chunk }[] = [];
  const pieces: Uint8Array[] = [];
  let at = 1;
  columns.forEach((chunks, index) => {
    let before = 0;
    for (const chunk of chunks) {
      places.push({ column: index + 1, before, at, chunk });
      const bytes = [chunk.steps, chunk.times, chunk.values, chunk.level1, chunk.level2];
      pieces.push(...bytes);
      at += bytes.reduce((sum, piece) => sum + piece.length, 0);
      before += chunk.count;
    }
  });
  return { places, blob: Buffer.concat(pieces) };
}
