// The chunks that points lie in, and merging them.
import type { Sql } from '../../../db/sql.ts';
import type { Chunk } from '../chunk.ts';
import { exact } from '../exact.ts';

/** A chunk with its place in the order of arrival. */
export interface PointChunk extends Omit<Chunk, 'level1' | 'level2' | 'lastStep'> {
  readonly seriesId: string;
  readonly seq: number;
}

interface PointRow {
  readonly series: string;
  readonly seq: string;
  readonly n: number;
  readonly firstStep: number;
  readonly stride: number | null;
  readonly firstTime: number;
  readonly steps: Buffer | null;
  readonly times: Buffer | null;
  readonly values: Buffer | null;
}

const NOTHING = new Uint8Array(0);

function pointChunk({ series, seq, n, steps, times, values, ...row }: PointRow): PointChunk {
  return {
    ...row,
    seriesId: series,
    seq: Number(seq),
    count: n,
    steps: steps ?? NOTHING,
    times: times ?? NOTHING,
    values: values ?? NOTHING,
  };
}

/** Holds a series against whoever else merges its chunks, until the transaction is over; those who append are not held up. False when it is held. */
export async function lockSeries(sql: Sql, seriesId: string): Promise<boolean> {
  return (
    (await sql.row<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('compact ' || $1::text, 0)) AS held`, [seriesId]))
      ?.held === true
  );
}

/** Chunks of a series with fewer points than `below`, in order. */
export async function findSmallChunks(sql: Sql, seriesId: string, below: number, limit: number): Promise<PointChunk[]> {
  const rows = await sql.rows<PointRow>(
    `SELECT series, seq, n, "firstStep", stride, "firstTime", steps, times, "values" FROM "MetricChunk" WHERE series = $1 AND n < $2 ORDER BY seq LIMIT $3`,
    [seriesId, below, limit],
  );
  return rows.map(pointChunk);
}

/** Puts one chunk in the place of several. */
export async function replaceChunks(sql: Sql, seriesId: string, seqs: readonly number[], seq: number, chunk: Chunk): Promise<void> {
  await sql.run('DELETE FROM "MetricChunk" WHERE series = $1 AND seq = ANY($2::bigint[])', [seriesId, seqs]);
  await insertChunk(sql, seriesId, seq, chunk);
}

/** Adds one chunk to a series, whose summary is the caller's business. */
export async function insertChunk(sql: Sql, seriesId: string, seq: number, chunk: Chunk): Promise<void> {
  const bytes = (column: Uint8Array) => (column.length === 0 ? null : column);
  await sql.run(
    `INSERT INTO "MetricChunk" (series, seq, "firstStep", "lastStep", n, stride, "firstTime", steps, times, "values", level1, level2)
     VALUES ($1, $2, $3::float8, $4::float8, $5, $6::float8, $7::float8, $8, $9, $10, $11, $12)`,
    [
      seriesId,
      seq,
      exact(chunk.firstStep),
      exact(chunk.lastStep),
      chunk.count,
      exact(chunk.stride),
      exact(chunk.firstTime),
      bytes(chunk.steps),
      bytes(chunk.times),
      chunk.values,
      bytes(chunk.level1),
      bytes(chunk.level2),
    ],
  );
}

/** Which of these runs are over, or gone. */
export async function findOver(sql: Sql, runIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT given.id FROM unnest($1::uuid[]) AS given(id) LEFT JOIN "Run" r ON r.id = given.id WHERE r.id IS NULL OR r."finishedAt" IS NOT NULL`,
    [runIds],
  );
  return new Set(rows.map(({ id }) => id));
}
