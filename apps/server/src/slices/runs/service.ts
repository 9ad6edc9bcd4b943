import type { App, Context, TeamContext } from '../../context.ts';
import type { RunStatus } from '../../db/generated/enums.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import { AppError, notFound } from '../../errors.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import { nameOf, personOf } from '../../principal.ts';
import { audit } from '../../audit.ts';
import { givenName, givenNote, givenObject, givenTags } from './input.ts';
import { refreshNow } from './board/values/refresh.ts';
import {
  findRun,
  findRuns,
  holdLease,
  insertRun,
  type NewRun,
  type RunChange,
  purgeRuns as purge,
  updateDeletedAt,
  updateRun as updateRow,
} from './store.ts';
import { OVER } from './rules.ts';
import { transition } from './transition.ts';

export { moreIsBetter, type Primary } from './board/direction.ts';
export { type BoardNumber, refreshNow, refreshPending, refreshSoon, setBoardValues } from './board/values/refresh.ts';
export { givenName, givenNote, givenObject, givenTags };
export { transition };
export type { RunChange };

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
    name: givenName(input.name),
    params: givenObject(input.params, 'params') ?? {},
    tags: givenTags(input.tags) ?? [],
    reproducibility: givenObject(input.reproducibility, 'reproducibility') ?? {},
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

export interface UpdateRunInput {
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly params?: unknown;
  readonly backend?: string | null | undefined;
  readonly reproducibility?: unknown;
  readonly parameters?: number | null | undefined;
  readonly progress?: object | null | undefined;
}

/** Changes what is given of a run; params and reproducibility are laid over what is there. */
export async function updateRun(context: TeamContext, runId: string, input: UpdateRunInput): Promise<void> {
  const change: RunChange = {
    name: givenName(input.name),
    note: givenNote(input.note),
    tags: givenTags(input.tags),
    params: givenObject(input.params, 'params'),
    backend: input.backend ?? undefined,
    reproducibility: givenObject(input.reproducibility, 'reproducibility'),
    parameters: input.parameters ?? undefined,
    progress: input.progress ?? undefined,
  };
  const { app, viewer, team } = context;
  const fence = viewer.kind === 'attempt' ? viewer.fence : undefined;
  if (!(await updateRow(app.database.sql, team.id, runId, change, fence))) throw fence === undefined ? notFound('Run') : leaseLost();
  if (input.progress || input.backend) await transition(app.database.sql, { teamId: team.id, runId, to: 'RUNNING' }, { tolerant: true });
  app.live.changed(`run:${runId}`);
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
  await transition(app.database.sql, { teamId: team.id, runId, to: outcome, reason: reason ?? null });
  app.live.changed(`run:${runId}`, `board:${run.projectId}`);
}

/** Puts runs into the trash. Returns how many were not there yet. Throws `CONFLICT` for one that is not over. */
export async function deleteRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  const busy = (await findRuns(context.db, ids)).find(({ status }) => !OVER.includes(status));
  if (busy) throw new AppError('CONFLICT', `Run #${busy.number} is ${busy.status}.`, { hint: 'Cancel or finish it first.' });
  return changeDeleted(context, ids, context.app.now(), 'run.delete');
}

/** Takes runs back out of the trash. */
export async function restoreRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  return changeDeleted(context, ids, null, 'run.restore');
}

/** Days that a run lies in the trash before it is purged by itself. */
const TRASH_DAYS = 30;

/** Deletes runs in the trash for good. Returns how many; one that a fusion still refers to stays. */
export async function purgeRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  const { app, team, db } = context;
  for (const subject of ids) await audit(db, context, { teamId: team.id, action: 'run.purge', subject });
  return purge(app.database.sql, { teamId: team.id, ids, days: 0 });
}

/** Purges what has lain in the trash for long enough, whosever it is. */
export function purgeTrash({ database }: App): Promise<number> {
  return purge(database.sql, { teamId: null, ids: null, days: TRASH_DAYS });
}

async function changeDeleted(context: TeamContext, ids: readonly string[], at: Date | null, action: string): Promise<number> {
  const { db, team, app } = context;
  const count = await updateDeletedAt(db, ids, at);
  for (const subject of ids) await audit(db, context, { teamId: team.id, action, subject });
  const projects = await db.run.findMany({ where: { id: { in: [...ids] } }, select: { projectId: true }, distinct: ['projectId'] });
  app.live.changed(...projects.map(({ projectId }) => `board:${projectId}` as const), ...ids.map((id) => `run:${id}` as const));
  return count;
}

/** Within a transaction: throws `CONFLICT` when the viewer is an attempt whose lease has moved on. */
export async function requireLease({ viewer }: Pick<Context, 'viewer'>, door: TeamDoor, runId: string): Promise<void> {
  if (viewer.kind === 'attempt' && !(await holdLease(door, runId, viewer.fence))) throw leaseLost();
}

/** Throws `CONFLICT` when a run is over and takes nothing more. A crashed one does: what its program kept may still come. */
export function requireOpen({ number, status }: { number: number; status: RunStatus }): void {
  if (status !== 'CRASHED' && OVER.includes(status)) throw new AppError('CONFLICT', `Run #${number} is ${status} and takes nothing more.`);
}

/** The lease of an attempt has moved on while its request was on the way. */
export function leaseLost(): AppError {
  return new AppError('CONFLICT', 'The lease of this attempt has moved on: another attempt may be writing this run now.', {
    hint: 'Stop, and claim a launch anew.',
  });
}
