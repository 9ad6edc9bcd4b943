import type { Prisma } from '../../db/generated/client.ts';
import type { RunKind, RunStatus } from '../../db/generated/enums.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import type { Sql, SqlValue } from '../../db/sql.ts';

export interface StatusUpdate {
  readonly teamId: string;
  readonly runId: string;
  readonly from: readonly RunStatus[];
  readonly to: RunStatus;
  readonly reason: string | null;
  readonly over: boolean;
}

/** Moves the status if it is one of `from`; false when it is not. Called by `transition` alone. */
export async function updateStatus(sql: Sql, { teamId, runId, from, to, reason, over }: StatusUpdate): Promise<boolean> {
  const moved = await sql.run(
    `UPDATE "Run" SET status = $4::"RunStatus", reason = $5,
       "startedAt" = CASE WHEN $4 = 'QUEUED' THEN NULL WHEN $4 IN ('STARTING', 'RUNNING') THEN coalesce("startedAt", now()) ELSE "startedAt" END,
       "finishedAt" = CASE WHEN $6 THEN now() END,
       attempt = CASE WHEN $4 = 'STARTING' THEN attempt + 1 ELSE attempt END,
       "heartbeatAt" = now()
     WHERE id = $1 AND "teamId" = $2 AND status = ANY($3::"RunStatus"[])`,
    [runId, teamId, from, to, reason, over],
  );
  return moved > 0;
}

export async function findStatus(sql: Sql, teamId: string, runId: string): Promise<RunStatus | undefined> {
  return (await sql.row<{ status: RunStatus }>('SELECT status FROM "Run" WHERE id = $1 AND "teamId" = $2', [runId, teamId]))?.status;
}

export interface NewRun {
  readonly projectId: string;
  readonly kind: RunKind;
  readonly status: RunStatus;
  /** Left out: `run 42`. */
  readonly name?: string | undefined;
  readonly params?: Prisma.InputJsonObject;
  readonly config?: Prisma.InputJsonObject;
  readonly reproducibility?: Prisma.InputJsonObject;
  readonly tags?: readonly string[];
  readonly note?: string | undefined;
  readonly seed?: number | null;
  readonly fold?: number | null;
  readonly parameters?: bigint | null;
  readonly versionId?: string | null;
  readonly splitId?: string | null;
  readonly recipeId?: string | null;
  readonly parentId?: string | null;
  readonly createdBy: string;
  readonly createdById: string | null;
  readonly startedAt?: Date | null;
  readonly finishedAt?: Date | null;
}

/** Inserts a run under the project's next number. Inside a transaction, so that a number is lost only with its run. */
export async function insertRun(db: TeamDoor, { tags = [], name, note = '', ...run }: NewRun) {
  const { lastRunNumber: number } = await db.project.update({
    where: { id: run.projectId },
    data: { lastRunNumber: { increment: 1 } },
    select: { lastRunNumber: true },
  });
  return db.run.create({ data: { ...run, teamId: db.teamId, number, name: name ?? `run ${number}`, note, tags: [...tags] } });
}

export function findRun(db: TeamDoor, id: string) {
  return db.run.findUnique({ where: { id, deletedAt: null } });
}

export function findRuns(db: TeamDoor, ids: readonly string[]) {
  return db.run.findMany({ where: { id: { in: [...ids] }, deletedAt: null } });
}

export interface RunChange {
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** All of them. */
  readonly params?: object | undefined;
  readonly backend?: string | undefined;
  /** Laid over what is there. */
  readonly reproducibility?: object | undefined;
  readonly parameters?: number | undefined;
  readonly progress?: object | undefined;
}

/** Changes what is given. False when there is no such run, or when the attempt with this fence no longer holds its lease. */
export async function updateRun(sql: Sql, teamId: string, runId: string, change: RunChange, fence: bigint | undefined): Promise<boolean> {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  const values: SqlValue[] = [
    runId,
    teamId,
    fence ?? null,
    change.name ?? null,
    change.note ?? null,
    change.tags ?? null,
    json(change.params),
    change.backend ?? null,
    json(change.reproducibility),
    change.parameters ?? null,
    json(change.progress),
  ];
  const updated = await sql.run(
    `UPDATE "Run" r SET name = coalesce($4, name), note = coalesce($5, note), tags = coalesce($6, tags), params = coalesce($7::jsonb, params),
       backend = coalesce($8, backend), reproducibility = reproducibility || coalesce($9::jsonb, '{}'), parameters = coalesce($10::bigint, parameters),
       progress = coalesce($11::jsonb, progress), "heartbeatAt" = now()
     WHERE id = $1 AND "teamId" = $2 AND "deletedAt" IS NULL
       AND ($3::bigint IS NULL OR EXISTS (SELECT FROM "Launch" l WHERE l."runId" = r.id AND l.status = 'LEASED' AND l.fence = $3))`,
    values,
  );
  return updated > 0;
}

/** Holds an attempt's lease until the transaction is over. False when it has moved on. */
export async function holdLease(db: TeamDoor, runId: string, fence: bigint): Promise<boolean> {
  const { count } = await db.launch.updateMany({ where: { runId, fence, status: 'LEASED' }, data: { fence } });
  return count === 1;
}

/** Which version of its row each run is at: it changes with everything that is written there. */
export async function findVersions(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; version: string }>('SELECT id, xmin::text AS version FROM "Run" WHERE id = ANY($1)', [ids]);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Runs that are under way or ended within a day. */
export async function findLately(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM "Run" WHERE status IN ('STARTING', 'RUNNING', 'CRASHED') OR "finishedAt" > now() - interval '1 day' LIMIT 10000`,
  );
  return rows.map(({ id }) => id);
}

/** What people say of a run. */
export interface Said {
  readonly name: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly params: object;
}

/** What is said of a run, which nobody else changes until the transaction is over. Undefined when there is no such run. */
export function lockSaid(sql: Sql, teamId: string, runId: string): Promise<Said | undefined> {
  return sql.row<Said>('SELECT name, note, tags, params FROM "Run" WHERE id = $1 AND "teamId" = $2 AND "deletedAt" IS NULL FOR UPDATE', [
    runId,
    teamId,
  ]);
}

/** Something that was done to a run, for the audit of its team. */
export interface RunEvent {
  readonly teamId: string;
  /** A verb with its noun, such as `run.move`. */
  readonly action: string;
  readonly runId: string;
  readonly detail: object;
}

/** Writes events down, in the transaction that they tell of. */
export async function insertEvents(sql: Sql, actor: string, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.run(
    `INSERT INTO "AuditEvent" (id, "teamId", actor, action, subject, detail)
     SELECT uuidv7(), team, $1, action, subject, detail FROM unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[]) AS event(team, action, subject, detail)`,
    [
      actor,
      events.map(({ teamId }) => teamId),
      events.map(({ action }) => action),
      events.map(({ runId }) => runId),
      events.map(({ detail }) => JSON.stringify(detail)),
    ],
  );
}

export interface Heard {
  readonly teamId: string;
  readonly projectId: string;
  readonly status: RunStatus;
}

/** Notes that something was heard of a run from outside, and, unless null, for how long it may be silent now. Undefined when there is none that is open. */
export function updateHeartbeat(sql: Sql, runId: string, silenceMs: number | null): Promise<Heard | undefined> {
  return sql.row<Heard>(
    `UPDATE "Run" r SET "heartbeatAt" = now(), "silenceMs" = coalesce($2, "silenceMs")
     WHERE id = $1 AND status IN ('RUNNING', 'CRASHED') AND "deletedAt" IS NULL AND NOT EXISTS (SELECT FROM "Launch" l WHERE l."runId" = r.id)
     RETURNING "teamId", "projectId", status`,
    [runId, silenceMs],
  );
}

export interface Silent {
  readonly id: string;
  readonly teamId: string;
  readonly projectId: string;
  readonly silenceMs: number;
}

/** Runs from outside that have been silent for longer than they promised, or than `unpromisedMs`; locked until the transaction is over. */
export function findSilent(sql: Sql, unpromisedMs: number): Promise<Silent[]> {
  return sql.rows<Silent>(
    `SELECT id, "teamId", "projectId", coalesce("silenceMs", $1) AS "silenceMs" FROM "Run" r
     WHERE status = 'RUNNING' AND NOT EXISTS (SELECT FROM "Launch" l WHERE l."runId" = r.id)
       AND coalesce("heartbeatAt", "startedAt", "createdAt") < now() - coalesce("silenceMs", $1) * interval '1 millisecond'
     LIMIT 500 FOR UPDATE OF r SKIP LOCKED`,
    [unpromisedMs],
  );
}

/** How much a project holds. */
export interface Counts {
  readonly runs: number;
  readonly fusions: number;
  readonly datasets: number;
  /** Runs that wait for an agent. */
  readonly queued: number;
}

/** Counts what projects hold; one that holds nothing is left out. */
export async function countIn(db: Pick<TeamDoor, 'run' | 'dataset'>, projectIds: readonly string[]): Promise<Map<string, Counts>> {
  const where = { projectId: { in: [...projectIds] }, deletedAt: null };
  const [runs, datasets] = await Promise.all([
    db.run.groupBy({ by: ['projectId', 'kind', 'status'], where, _count: { _all: true } }),
    db.dataset.groupBy({ by: ['projectId'], where, _count: { _all: true } }),
  ]);
  const counts = new Map<string, { runs: number; fusions: number; datasets: number; queued: number }>();
  const of = (projectId: string) => {
    const known = counts.get(projectId) ?? { runs: 0, fusions: 0, datasets: 0, queued: 0 };
    counts.set(projectId, known);
    return known;
  };
  for (const { projectId, kind, status, _count } of runs) {
    const count = of(projectId);
    count.runs += _count._all;
    if (kind === 'FUSION') count.fusions += _count._all;
    if (status === 'QUEUED') count.queued += _count._all;
  }
  for (const { projectId, _count } of datasets) of(projectId).datasets = _count._all;
  return counts;
}
