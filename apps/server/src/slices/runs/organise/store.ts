import type { Prisma } from '../../../db/generated/client.ts';
import type { TeamDoor } from '../../../db/scoped.ts';
import type { Sql } from '../../../db/sql.ts';
import { OVER } from '../rules.ts';

/** A run and the project whose board shows it. */
export interface PlacedRun {
  readonly id: string;
  readonly projectId: string;
}

/** A run that is gone for good. */
export interface PurgedRun {
  readonly id: string;
  readonly teamId: string;
  readonly number: number;
  readonly name: string;
}

/** The tables that runs take up space in. */
export const SPACIOUS = ['Run', 'MetricSeries', 'MetricChunk', 'IngestBatch', 'BoardValue', 'LogChunk', 'Predictions', 'Artifact', 'File'];

const PLACED = { id: true, projectId: true } as const satisfies Prisma.RunSelect;

/** Takes back a deletion, or deletes what is over: the run is hidden and can be brought back until it is purged. Returns those that changed. */
export function updateDeletedAt(db: TeamDoor, ids: readonly string[], deletedAt: Date | null): Promise<PlacedRun[]> {
  return db.run.updateManyAndReturn({
    where: {
      id: { in: [...ids] },
      ...(deletedAt === null ? { deletedAt: { not: null } } : { deletedAt: null, status: { in: [...OVER] } }),
    },
    data: { deletedAt },
    select: PLACED,
  });
}

/** Puts runs outside the trash aside, or takes them back. Returns those that changed. */
export function updateArchivedAt(db: TeamDoor, ids: readonly string[], archivedAt: Date | null): Promise<PlacedRun[]> {
  return db.run.updateManyAndReturn({
    where: { id: { in: [...ids] }, deletedAt: null, archivedAt: archivedAt === null ? { not: null } : null },
    data: { archivedAt },
    select: PLACED,
  });
}

/** Adds and removes tags. Returns the runs that changed, each with its tags before and after. */
export function updateTags(
  sql: Sql,
  { teamId, ids, add, remove }: { teamId: string; ids: readonly string[]; add: readonly string[]; remove: readonly string[] },
): Promise<(PlacedRun & { number: number; before: string[]; tags: string[] })[]> {
  return sql.rows(
    `UPDATE "Run" r SET tags = fresh.tags
     FROM (SELECT id, tags AS before, ARRAY(
       SELECT tag FROM unnest(tags || $3::text[]) WITH ORDINALITY AS given(tag, place) WHERE tag <> ALL($4::text[]) GROUP BY tag ORDER BY min(place)
     ) AS tags FROM "Run" WHERE id = ANY($1) AND "teamId" = $2 AND "deletedAt" IS NULL ORDER BY id FOR UPDATE) AS fresh
     WHERE r.id = fresh.id AND r.tags IS DISTINCT FROM fresh.tags RETURNING r.id, r."projectId", r.number, fresh.before, r.tags`,
    [ids, teamId, add, remove],
  );
}

/** A run to be moved, and one that belongs together with it and would be in another project then. */
export function findTie(
  sql: Sql,
  teamId: string,
  ids: readonly string[],
  projectId: string,
): Promise<{ number: number; other: number } | undefined> {
  return sql.row(
    `WITH tie AS (
       SELECT "fusionRunId" AS a, "memberRunId" AS b FROM "FusionMember" WHERE "fusionRunId" = ANY($1) OR "memberRunId" = ANY($1)
       UNION ALL SELECT id, "parentId" FROM "Run" WHERE "parentId" IS NOT NULL AND (id = ANY($1) OR "parentId" = ANY($1))
     ), pair AS (SELECT a AS moved, b AS stays FROM tie UNION ALL SELECT b, a FROM tie)
     SELECT m.number, s.number AS other FROM pair JOIN "Run" m ON m.id = pair.moved JOIN "Run" s ON s.id = pair.stays
     WHERE pair.moved = ANY($1) AND NOT pair.stays = ANY($1) AND m."teamId" = $2 AND m."projectId" <> $3 AND s."projectId" <> $3 LIMIT 1`,
    [ids, teamId, projectId],
  );
}

/** Moves runs that are elsewhere to a project, under its next numbers in the order in which they were made. Returns where they were. */
export async function moveRuns(
  sql: Sql,
  { teamId, ids, projectId }: { teamId: string; ids: readonly string[]; projectId: string },
): Promise<(PlacedRun & { number: number })[]> {
  const runs = await sql.rows<PlacedRun & { number: number }>(
    `SELECT id, "projectId", number FROM "Run" WHERE id = ANY($1) AND "teamId" = $2 AND "projectId" <> $3 AND "deletedAt" IS NULL ORDER BY id FOR UPDATE`,
    [ids, teamId, projectId],
  );
  if (runs.length === 0) return [];
  const moved = runs.map(({ id }) => id);
  await sql.run(
    `WITH target AS (UPDATE "Project" SET "lastRunNumber" = "lastRunNumber" + $3 WHERE id = $2 RETURNING "lastRunNumber" - $3 AS first)
     UPDATE "Run" r SET "projectId" = $2, number = target.first + place::int FROM target, unnest($1::uuid[]) WITH ORDINALITY AS given(id, place) WHERE r.id = given.id`,
    [moved, projectId, runs.length],
  );
  await sql.run('UPDATE "BoardValue" SET "projectId" = $2 WHERE "runId" = ANY($1)', [moved, projectId]);
  return runs;
}

/**
 * Deletes runs in the trash for good, with their points, logs, predictions and the rest. Those of a team, or, with null, whatever has
 * lain there for so many days. Stays: a run that a fusion or a child outside the trash still refers to. Returns those that went.
 */
export async function purgeRuns(
  sql: Sql,
  { teamId, ids, days, limit }: { teamId: string | null; ids: readonly string[] | null; days: number; limit: number },
): Promise<PurgedRun[]> {
  return sql.rows<PurgedRun>(
    `WITH doomed AS (
       SELECT r.id FROM "Run" r
       WHERE r."deletedAt" IS NOT NULL AND r."deletedAt" <= now() - $3 * interval '1 day' AND ($1::uuid IS NULL OR r."teamId" = $1) AND ($2::uuid[] IS NULL OR r.id = ANY($2))
         AND NOT EXISTS (SELECT FROM "FusionMember" m WHERE m."memberRunId" = r.id)
         AND NOT EXISTS (SELECT FROM "Run" c WHERE c."parentId" = r.id)
       ORDER BY r."deletedAt" LIMIT $4 FOR UPDATE SKIP LOCKED
     ), ledger AS (DELETE FROM "IngestBatch" WHERE "runId" IN (SELECT id FROM doomed))
     DELETE FROM "Run" WHERE id IN (SELECT id FROM doomed) RETURNING id, "teamId", number, name`,
    [teamId, ids, days, limit],
  );
}
