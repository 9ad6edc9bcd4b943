/**
 * The queue: one row per launch, taken with SKIP LOCKED, leased by the database's clock. Every lease has a number (the fence) that
 * only grows; what an attempt writes carries it and counts only while it is the latest.
 */
import type { TeamDoor } from '../../db/scoped.ts';
import type { Sql } from '../../db/sql.ts';
import { LEASE_MS } from './rules.ts';

export interface LeasedLaunch {
  readonly id: string;
  readonly teamId: string;
  readonly runId: string;
  readonly projectId: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly cancelRequested: boolean;
}

const LEASED = `l.id, l."teamId", l."runId", r."projectId", l.attempt, l."maxAttempts", l."cancelRequestedAt" IS NOT NULL AS "cancelRequested"`;

export function insertLaunch(db: TeamDoor, launch: { runId: string; priority: number; maxAttempts: number }) {
  return db.launch.create({ data: { ...launch, teamId: db.teamId } });
}

export function findRecipe(db: TeamDoor, id: string) {
  return db.recipe.findUnique({ where: { id }, select: { view: true, steps: true } });
}

/** How many trained models a run has kept: one, or one for each fold. */
export function countModels(db: TeamDoor, runId: string): Promise<number> {
  return db.artifact.count({ where: { runId, kind: 'model' } });
}

/** Takes the first launch that waits, of one team or of any, and gives it the next fence. */
export async function claimNext(
  sql: Sql,
  { agentId, teamId, tokenHash }: { agentId: string; teamId: string | null; tokenHash: Uint8Array },
): Promise<LeasedLaunch | undefined> {
  return sql.row<LeasedLaunch>(
    `UPDATE "Launch" l SET status = 'LEASED', attempt = l.attempt + 1, fence = l.fence + 1, "attemptTokenHash" = $2, "agentId" = $1,
       "leasedAt" = now(), "leaseExpiresAt" = now() + $4 * interval '1 millisecond', reason = NULL
     FROM "Run" r
     WHERE r.id = l."runId" AND l.id = (
       SELECT id FROM "Launch"
       WHERE status = 'QUEUED' AND "notBefore" <= now() AND ($3::uuid IS NULL OR "teamId" = $3)
       ORDER BY priority DESC, "queuedAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${LEASED}`,
    [agentId, tokenHash, teamId, LEASE_MS],
  );
}

/** Lengthens a lease. Undefined when it has moved on. */
export function extendLease(
  sql: Sql,
  launchId: string,
  fence: bigint,
): Promise<{ cancelRequested: boolean; leaseExpiresAt: Date; agentId: string } | undefined> {
  return sql.row(
    `WITH l AS (
       UPDATE "Launch" SET "leaseExpiresAt" = now() + $3 * interval '1 millisecond' WHERE id = $1 AND fence = $2 AND status = 'LEASED'
       RETURNING "cancelRequestedAt" IS NOT NULL AS "cancelRequested", "leaseExpiresAt", "agentId"
     ), seen AS (UPDATE "Agent" SET "lastSeenAt" = now() WHERE id = (SELECT "agentId" FROM l))
     SELECT * FROM l`,
    [launchId, fence, LEASE_MS],
  );
}

/** The launch under this fence, locked until the transaction ends. Undefined when the lease has moved on. */
export function lockLeased(sql: Sql, launchId: string, fence: bigint): Promise<LeasedLaunch | undefined> {
  return sql.row(
    `SELECT ${LEASED} FROM "Launch" l JOIN "Run" r ON r.id = l."runId" WHERE l.id = $1 AND l.fence = $2 AND l.status = 'LEASED' FOR UPDATE OF l`,
    [launchId, fence],
  );
}

/** Locks and returns leases that nobody has lengthened in time; those that another server is at are left to it. */
export function lockExpired(sql: Sql, limit: number): Promise<LeasedLaunch[]> {
  return sql.rows(
    `SELECT ${LEASED} FROM "Launch" l JOIN "Run" r ON r.id = l."runId" WHERE l.status = 'LEASED' AND l."leaseExpiresAt" < now()
     ORDER BY l."leaseExpiresAt" LIMIT $1 FOR UPDATE OF l SKIP LOCKED`,
    [limit],
  );
}

/** Ends a lease: back to the queue after a rest, or over. */
export async function endLease(
  sql: Sql,
  launchId: string,
  status: 'QUEUED' | 'FINISHED' | 'FAILED' | 'CANCELED',
  reason: string | null,
  restMs: number,
): Promise<void> {
  await sql.run(
    `UPDATE "Launch" SET status = $2::"LaunchStatus", reason = $3, "attemptTokenHash" = NULL, "leaseExpiresAt" = NULL, "agentId" = CASE WHEN $2 = 'QUEUED' THEN NULL ELSE "agentId" END,
       "notBefore" = now() + $4 * interval '1 millisecond', "finishedAt" = CASE WHEN $2 <> 'QUEUED' THEN now() END
     WHERE id = $1`,
    [launchId, status, reason, restMs],
  );
}

/** The launch of a run, locked until the transaction ends. */
export function lockLaunchOf(
  sql: Sql,
  teamId: string,
  runId: string,
): Promise<{ id: string; status: 'QUEUED' | 'LEASED' | 'FINISHED' | 'FAILED' | 'CANCELED' } | undefined> {
  return sql.row('SELECT id, status FROM "Launch" WHERE "teamId" = $1 AND "runId" = $2 FOR UPDATE', [teamId, runId]);
}

export async function requestCancel(sql: Sql, launchId: string): Promise<void> {
  await sql.run('UPDATE "Launch" SET "cancelRequestedAt" = coalesce("cancelRequestedAt", now()) WHERE id = $1', [launchId]);
}

/** Puts a launch that is over back into the queue, with all its attempts before it. */
export async function requeue(sql: Sql, launchId: string): Promise<void> {
  await sql.run(
    `UPDATE "Launch" SET status = 'QUEUED', attempt = 0, "agentId" = NULL, "queuedAt" = now(), "notBefore" = now(), "leasedAt" = NULL, "cancelRequestedAt" = NULL, "finishedAt" = NULL, reason = NULL
     WHERE id = $1`,
    [launchId],
  );
}

export interface AgentRow {
  readonly apiKeyId: string;
  readonly teamId: string | null;
  readonly name: string;
  readonly backend: string;
  readonly hardware: unknown;
  readonly versions: unknown;
}

/** Enters an agent under its name, or brings what is known of it up to date. Returns its id. */
export async function upsertAgent(sql: Sql, { apiKeyId, teamId, name, backend, hardware, versions }: AgentRow): Promise<string> {
  const agent = await sql.row<{ id: string }>(
    `INSERT INTO "Agent" (id, "apiKeyId", "teamId", name, backend, hardware, versions) VALUES (uuidv7(), $1, $2, $3, $4, $5, $6)
     ON CONFLICT ("apiKeyId", name) DO UPDATE SET backend = excluded.backend, hardware = excluded.hardware, versions = excluded.versions, "lastSeenAt" = now()
     RETURNING id`,
    [apiKeyId, teamId, name, backend, JSON.stringify(hardware ?? {}), JSON.stringify(versions ?? {})],
  );
  return agent!.id;
}

/** Notes that an agent was heard of. False when the key has no such agent. */
export async function touchAgent(sql: Sql, agentId: string, apiKeyId: string): Promise<boolean> {
  return (await sql.run('UPDATE "Agent" SET "lastSeenAt" = now() WHERE id = $1 AND "apiKeyId" = $2', [agentId, apiKeyId])) > 0;
}

/** Where a waiting launch stands in its team's queue, from 1. */
export async function findPositions(sql: Sql, launchIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.rows<{ id: string; position: string }>(
    `SELECT l.id, (SELECT count(*) FROM "Launch" o WHERE o.status = 'QUEUED' AND (o.priority > l.priority OR (o.priority = l.priority AND o."queuedAt" <= l."queuedAt"))) AS position
     FROM "Launch" l WHERE l.id = ANY($1) AND l.status = 'QUEUED'`,
    [launchIds],
  );
  return new Map(rows.map(({ id, position }) => [id, Number(position)]));
}
