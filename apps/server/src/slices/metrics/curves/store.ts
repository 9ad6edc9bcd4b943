import { numbers } from '../../../db/copy-out.ts';
import type { BinaryRow } from '../../../db/copy-out.ts';
import type { Sql } from '../../../db/sql.ts';
import { CHUNK } from '../chunk.ts';
import { BUCKET, PLACES_BYTES, VALUES_BYTES, WIDE_BUCKET } from '../level.ts';
import type { PointChunk } from '../chunks/store.ts';

export type { PointChunk };

/** Which part of a series is wanted. Null edges are open and are of steps; `since` and `until` count points in the order of arrival. */
export interface Window {
  readonly seriesId: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly since: number;
  readonly until?: number | undefined;
}

/** The points of windows, in the order of arrival; without times all have the chunk's first. Edges may be given for series in order of step only. */
export async function findPoints(sql: Sql, windows: readonly Window[], withTimes: boolean): Promise<PointChunk[]> {
  if (windows.length === 0) return [];
  return sql.copy(
    `SELECT ${PLACE}, c.steps, ${withTimes ? 'c.times' : 'NULL::bytea'}, c."values" FROM ${chunksIn(windows)} ORDER BY c.series, c.seq`,
    pointChunk,
  );
}

/** A chunk's level, or its points where it is too small to have one. */
export interface LevelChunk extends PointChunk {
  readonly level: Uint8Array | null;
  /** Points in a bucket of it. */
  readonly bucket: number;
  readonly timesDiffer: boolean;
}

/** A level of windows, in the order of arrival; of chunks too small for it the finer one. */
export async function findLevels(
  sql: Sql,
  windows: readonly Window[],
  bucket: typeof BUCKET | typeof WIDE_BUCKET,
  withTimes: boolean,
): Promise<LevelChunk[]> {
  if (windows.length === 0) return [];
  const level = bucket === WIDE_BUCKET ? 'coalesce(c.level2, c.level1)' : 'c.level1';
  const isWide = bucket === WIDE_BUCKET ? 'c.level2 IS NOT NULL' : 'false';
  const points = (column: string) => `CASE WHEN ${level} IS NULL THEN ${column} END`;
  return sql.copy(
    `SELECT ${PLACE}, ${points('c.steps')}, ${points('c.times')}, ${points('c."values"')}, ${withTimes ? level : `substring(${level} FOR ${withoutTimes(isWide)})`},
       CASE WHEN ${isWide} THEN ${WIDE_BUCKET} ELSE ${BUCKET} END, (c.times IS NOT NULL)::int
     FROM ${chunksIn(windows)} ORDER BY c.series, c.seq`,
    (row) => ({
      ...pointChunk(row),
      level: row.isNull(LEVEL) ? null : row.bytes(LEVEL),
      bucket: row.int4(LEVEL + 1),
      timesDiffer: row.int4(LEVEL + 2) === 1,
    }),
  );
}

/** Where the chunks of series begin: their first point's place, step and time, in the order of arrival. */
export async function findStarts(
  sql: Sql,
  seriesIds: readonly string[],
): Promise<{ seriesId: string; seq: number; firstStep: number; firstTime: number }[]> {
  const rows = await sql.rows<{ series: string; seq: string; firstStep: number; firstTime: number }>(
    'SELECT series, seq, "firstStep", "firstTime" FROM "MetricChunk" WHERE series = ANY($1) ORDER BY series, seq',
    [seriesIds],
  );
  return rows.map(({ series, seq, ...row }) => ({ ...row, seriesId: series, seq: Number(seq) }));
}

/** When runs have started; those that have not are left out. */
export async function findStartTimes(sql: Sql, runIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.rows<{ id: string; startedAt: Date }>(
    'SELECT id, "startedAt" FROM "Run" WHERE id = ANY($1) AND "startedAt" IS NOT NULL',
    [runIds],
  );
  return new Map(rows.map(({ id, startedAt }) => [id, startedAt.getTime()]));
}

const PLACE = 'c.series, c.seq, c.n, c."firstStep", c.stride, c."firstTime"';
const LEVEL = 9;

function pointChunk(row: BinaryRow): PointChunk {
  return {
    seriesId: String(row.int8(0)),
    seq: Number(row.int8(1)),
    count: row.int4(2),
    firstStep: row.float8(3),
    stride: row.isNull(4) ? null : row.float8(4),
    firstTime: row.float8(5),
    steps: row.bytes(6),
    times: row.bytes(7),
    values: row.bytes(8),
  };
}

function chunksIn(windows: readonly Window[]): string {
  const columns = [
    numbers(
      'bigint',
      windows.map(({ seriesId }) => seriesId),
    ),
    numbers(
      'float8',
      windows.map(({ from }) => from),
    ),
    numbers(
      'float8',
      windows.map(({ to }) => to),
    ),
    numbers(
      'bigint',
      windows.map(({ since }) => since),
    ),
    numbers(
      'bigint',
      windows.map(({ until }) => until ?? null),
    ),
  ];
  return `unnest(${columns.join(', ')}) AS w(id, low, high, since, until)
    JOIN "MetricChunk" c ON c.series = w.id AND c.seq > w.since - ${CHUNK} AND c.seq + c.n > w.since AND (w.until IS NULL OR c.seq < w.until)
      AND (w.low IS NULL OR c."lastStep" >= w.low) AND (w.high IS NULL OR c."firstStep" <= w.high)`;
}

// The bytes of a level before its times, see `level.ts`.
function withoutTimes(isWide: string): string {
  const buckets = `ceil(c.n / CASE WHEN ${isWide} THEN ${WIDE_BUCKET}.0 ELSE ${BUCKET}.0 END)::int`;
  return `(ceil(${buckets} / 2.0)::int * 8 + ${buckets} * CASE WHEN c.stride IS NULL THEN ${VALUES_BYTES + PLACES_BYTES} ELSE ${VALUES_BYTES} END)`;
}
