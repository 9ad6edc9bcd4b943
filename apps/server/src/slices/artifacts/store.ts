import type { TeamDoor } from '../../db/scoped.ts';
import type { Sql } from '../../db/sql.ts';
import type { Window } from '../../paging.ts';

export interface LogPart {
  readonly teamId: string;
  readonly runId: string;
  readonly writer: string;
  readonly sequence: number;
  readonly text: string;
  readonly fence: bigint | undefined;
}

export type LogOutcome = 'stored' | 'stored before' | 'conflict' | 'refused' | 'cut';

/**
 * Adds to a run's log, once per writer and number. The run's log grows in one order, whoever writes: a lock of its own makes writers
 * queue up. Past `limitBytes` the text is cut and a mark says so.
 */
export function appendLog(sql: Sql, part: LogPart, limitBytes: number, mark: string): Promise<LogOutcome> {
  return sql.transaction(async (inside): Promise<LogOutcome> => {
    await inside.run(`SELECT pg_advisory_xact_lock(hashtextextended('log ' || $1, 0))`, [part.runId]);
    const known = await inside.row<{ same: boolean; cut: boolean }>(
      `SELECT text = $4 AS same, starts_with($4, left(text, greatest(0, length(text) - $5))) AND right(text, $5) = $6 AS cut FROM "LogChunk" WHERE "runId" = $1 AND writer = $2 AND sequence = $3`,
      [part.runId, part.writer, part.sequence, part.text, mark.length, mark],
    );
    if (known) return known.same || known.cut ? 'stored before' : 'conflict';
    const run = await inside.row<{ size: string; open: boolean }>(
      `SELECT coalesce((SELECT "endByte" FROM "LogChunk" WHERE "runId" = r.id ORDER BY id DESC LIMIT 1), 0) AS size,
         r.status IN ('STARTING', 'RUNNING', 'CRASHED') AND ($3::bigint IS NULL OR EXISTS (SELECT FROM "Launch" l WHERE l."runId" = r.id AND l.status = 'LEASED' AND l.fence = $3)) AS open
       FROM "Run" r WHERE r.id = $1 AND r."teamId" = $2`,
      [part.runId, part.teamId, part.fence ?? null],
    );
    if (!run?.open) return 'refused';
    const size = Number(run.size);
    if (size >= limitBytes) return 'cut';
    const bytes = Buffer.from(part.text);
    const fits = size + bytes.length < limitBytes;
    const text = fits
      ? part.text
      : bytes
          .subarray(0, limitBytes - size)
          .toString('utf8')
          .replace(/\uFFFD+$/, '') + mark;
    await inside.run(`INSERT INTO "LogChunk" ("teamId", "runId", writer, sequence, text, "endByte") VALUES ($1, $2, $3, $4, $5, $6)`, [
      part.teamId,
      part.runId,
      part.writer,
      part.sequence,
      text,
      fits ? size + bytes.length : limitBytes,
    ]);
    return 'stored';
  });
}

export interface LogChunk {
  readonly runId: string;
  readonly id: string;
  readonly text: string;
  readonly endByte: string;
}

/** Chunks of the logs of runs after one of them, in order: at most so many of each run. */
export function findLogs(sql: Sql, runIds: readonly string[], afterId: string, limit: number): Promise<LogChunk[]> {
  return sql.rows(
    `SELECT run.id AS "runId", c.* FROM unnest($1::uuid[]) AS run(id), LATERAL (
       SELECT id, text, "endByte" FROM "LogChunk" WHERE "runId" = run.id AND id > $2 ORDER BY id LIMIT $3) AS c ORDER BY c.id`,
    [runIds, afterId, limit],
  );
}

export function findFile(db: TeamDoor, id: string) {
  return db.file.findUnique({ where: { id }, select: { id: true, sha256: true } });
}

export function findArtifact(db: TeamDoor, runId: string, path: string) {
  return db.artifact.findUnique({ where: { runId_path: { runId, path } } });
}

export function insertArtifact(db: TeamDoor, artifact: { runId: string; fileId: string; path: string; kind: string }) {
  return db.artifact.create({ data: { ...artifact, teamId: db.teamId } });
}

export function updateArtifact(db: TeamDoor, id: string, fileId: string) {
  return db.artifact.update({ where: { id }, data: { fileId, createdAt: new Date() } });
}

export interface ArtifactEntry {
  readonly runId: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** Of a folder: how many files lie below it, and their size together. */
  readonly files: string;
  readonly sizeBytes: string;
  /** Of a file. */
  readonly id: string | null;
  readonly kind: string | null;
  readonly createdAt: Date | null;
  readonly fileId: string | null;
  readonly sha256: string | null;
  readonly mediaType: string | null;
}

/** What lies directly below a prefix of paths in runs, folders first: the same window of each run's. */
export function findEntries(sql: Sql, runIds: readonly string[], prefix: string, { first, offset }: Window): Promise<ArtifactEntry[]> {
  return sql.rows(
    `WITH below AS (
       SELECT a."runId", a.id, a.kind, a."createdAt", f.id AS "fileId", f.sha256, f."mediaType", f."sizeBytes", substr(a.path, length($2) + 1) AS rest
       FROM "Artifact" a JOIN "File" f ON f.id = a."fileId" WHERE a."runId" = ANY($1::uuid[]) AND starts_with(a.path, $2)
     ), entry AS (
       SELECT "runId", split_part(rest, '/', 1) AS name, true AS "isFolder", count(*) AS files, sum("sizeBytes") AS "sizeBytes",
         NULL::uuid AS id, NULL AS kind, NULL::timestamptz AS "createdAt", NULL::uuid AS "fileId", NULL AS sha256, NULL AS "mediaType"
       FROM below WHERE position('/' IN rest) > 0 GROUP BY "runId", name
       UNION ALL SELECT "runId", rest, false, 1, "sizeBytes", id, kind, "createdAt", "fileId", sha256, "mediaType" FROM below WHERE position('/' IN rest) = 0
     ), placed AS (SELECT *, row_number() OVER (PARTITION BY "runId" ORDER BY "isFolder" DESC, name) AS place FROM entry)
     SELECT * FROM placed WHERE place > $4 AND place <= $4 + $3 ORDER BY "runId", place`,
    [runIds, prefix, first, offset],
  );
}
