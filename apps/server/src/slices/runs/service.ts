import type { Context, TeamContext } from '../../context.ts';
import type { RunStatus } from '../../db/generated/enums.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import { AppError, notFound } from '../../errors.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import { nameOf, personOf } from '../../principal.ts';
import { givenName, givenNote, givenObject, givenReason, givenTags, givenText } from './input.ts';
import { refreshNow } from './board/values/refresh.ts';
import { type Counts, countIn, findLately, findRun, findRuns, insertEvents, insertRun, type NewRun, type RunChange } from './store.ts';
import { OVER } from './rules.ts';
import { transition } from './transition.ts';

export { moreIsBetter, type Primary } from './board/direction.ts';
export { type Group, listMembers } from './board/groups/service.ts';
export { checkColumns, checkGroupBy, checkQuery } from './board/given.ts';
export { type BoardNumber, refreshLeftOvers, refreshNow, refreshPending, refreshSoon, setBoardValues } from './board/values/refresh.ts';
export { updateRun, type UpdateRunInput } from './change.ts';
export { leaseLost, requireLease } from './lease.ts';
export { heartbeatRun, signOfLife, sweepSilent } from './life.ts';
export { archiveRuns, moveRuns, tagRuns, unarchiveRuns } from './organise/service.ts';
export { deleteRuns, giveSpaceBack, purgeRuns, purgeTrash, restoreRuns } from './organise/trash.ts';
export { givenName, givenNote, givenObject, givenTags, givenText };
export { transition };
export { insertEvents };
export type { Counts, RunChange };

/** Runs of all teams that are under way or ended within a day: of these an earlier server may have left something undone. */
export function listLately({ database }: Pick<Context['app'], 'database'>): Promise<string[]> {
  return findLately(database.sql);
}

/** A run of the team. Throws `NOT_FOUND`. */
export async function getRun({ db }: Pick<TeamContext, 'db'>, id: string) {
  const run = await findRun(db, id);
  if (run === null) throw notFound('Run');
  return run;
}

/** Runs of the team in the order of their ids. Throws `NOT_FOUND` when one is missing. */
export async function getRuns({ db }: Pick<TeamContext, 'db'>, ids: readonly string[]) {
  const found = new Map((await findRuns(db, ids)).map((run) => [run.id, run]));
  return ids.map((id) => {
    const run = found.get(id);
    if (run === undefined) throw notFound('Run');
    return run;
  });
}

/** How much projects hold. One that holds nothing is left out. */
export function listCounts({ db }: Pick<Context, 'db'>, projectIds: readonly string[]): Promise<Map<string, Counts>> {
  return countIn(db, projectIds);
}

/** Puts a run into a project, within the transaction that `door` is. For slices that make runs. */
export function createRun(context: Pick<Context, 'viewer'>, door: TeamDoor, run: Omit<NewRun, 'createdBy' | 'createdById'>) {
  return insertRun(door, { ...run, createdBy: nameOf(context.viewer), createdById: personOf(context.viewer) });
}

export interface StartRunInput {
  readonly projectId: string;
  readonly name?: string | null | undefined;
  readonly kind: NewRun['kind'];
  readonly params?: unknown;
  readonly tags?: readonly string[] | null | undefined;
  readonly splitId?: string | undefined;
  readonly reproducibility?: unknown;
  readonly idempotencyKey?: string | null | undefined;
}

/** Starts a run that trains elsewhere and logs itself. Returns its id, the same for the same idempotency key. */
export function startRun(context: TeamContext, { idempotencyKey, ...input }: StartRunInput): Promise<string> {
  return onceOnly(
    context,
    { action: 'startRun', key: idempotencyKey, input },
    async (keep) => (await insertStarted(context, input, keep)).id,
  );
}

async function insertStarted(context: TeamContext, input: StartRunInput, keep: Keep) {
  const { db } = context;
  const split =
    input.splitId === undefined
      ? null
      : await db.split.findUnique({ where: { id: input.splitId, projectId: input.projectId }, select: { id: true, versionId: true } });
  if (input.splitId !== undefined && split === null) throw notFound('Split');
  const run = {
    projectId: input.projectId,
    kind: input.kind,
    status: 'RUNNING',
    name: givenName(input.name, 'input.name'),
    params: givenObject(input.params, 'input.params') ?? {},
    tags: givenTags(input.tags, 'input.tags') ?? [],
    reproducibility: givenObject(input.reproducibility, 'input.reproducibility') ?? {},
    splitId: split?.id ?? null,
    versionId: split?.versionId ?? null,
    startedAt: context.app.now(),
  } as const;
  const created = await db.$transaction(async (door) => {
    const made = await createRun(context, door, run);
    await keep(door, made.id);
    return made;
  });
  context.app.live.changed(`board:${created.projectId}`);
  return created;
}

/** Ends a run that was started from outside. A run that was launched ends with its launch. */
export async function finishRun(
  context: TeamContext,
  runId: string,
  outcome: Extract<RunStatus, 'FINISHED' | 'FAILED' | 'CANCELED'>,
  reason?: string | null,
): Promise<void> {
  const { app, team, viewer } = context;
  const run = await getRun(context, runId);
  if (viewer.kind === 'attempt') throw new AppError('FORBIDDEN', 'A launched run ends with its launch: use finishLaunch.');
  if (run.status === outcome) return;
  await refreshNow(app, [runId]);
  const end = { teamId: team.id, runId, to: outcome, reason: givenReason(reason) ?? null };
  // The same may have come twice at the same moment, and the other was first.
  if (!(await transition(app.database.sql, end, { tolerant: true })) && (await getRun(context, runId)).status !== outcome)
    await transition(app.database.sql, end);
  app.live.changed(`run:${runId}`, `board:${run.projectId}`);
}

/** Throws `CONFLICT` when a run is over and takes nothing more. A crashed one does: what its program kept may still come. */
export function requireOpen({ number, status }: { number: number; status: RunStatus }): void {
  if (status !== 'CRASHED' && OVER.includes(status)) throw new AppError('CONFLICT', `Run #${number} is ${status} and takes nothing more.`);
}
