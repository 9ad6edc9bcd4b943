import type { Prisma } from '../../db/generated/client.ts';
import type { TeamContext } from '../../context.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import { nameOf, type Principal } from '../../principal.ts';
import { getRun, givenName, givenNote, givenObject, givenTags, givenText, insertEvents, transition } from '../runs/service.ts';
import { enqueue } from './enqueue.ts';
import { givenQueueing } from './input.ts';
import { type PlanInput, type Prepared, prepareLaunch } from './prepare.ts';
import { endLease, lockLaunchOf, requestCancel, requeue, upsertAgent } from './store.ts';

export { type EvaluationConfig, evaluateRun, worksOf } from './evaluate.ts';
export type { CandidateInput, LaunchConfig, PlanInput, Prepared } from './prepare.ts';
export { claimLaunch, finishLaunch, heartbeat, sweepQueue } from './queue.ts';

export interface LaunchInput extends PlanInput {
  readonly projectId: string;
  readonly name?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly note?: string | null | undefined;
  readonly seed: number;
  readonly backend: string;
  readonly priority: number;
  readonly idempotencyKey?: string | null | undefined;
}

/** Puts a training into the queue: its run and its launch, or neither. On a split with folds and no fold named, it trains all of them. Returns the run's id. */
export async function launchRun(context: TeamContext, { idempotencyKey, ...input }: LaunchInput): Promise<string> {
  return onceOnly(context, { action: 'launchRun', key: idempotencyKey, input }, async (keep) => {
    const { config, plan, split } = await prepareLaunch(context, input);
    if (!Number.isInteger(input.seed) || input.seed < 0)
      throw invalidInput(`seed must be a whole number of at least 0, got ${input.seed}`, 'input.seed');
    givenQueueing(input);
    if (split.projectId !== input.projectId) throw invalidInput('The split belongs to another project', 'input.split');
    const { view, model, training, alternatives, chooseBy } = config;
    const params = { view, model, training, seed: input.seed, ...(alternatives && { alternatives }), ...(chooseBy && { chooseBy }) };
    const run = {
      projectId: input.projectId,
      kind: KIND[config.model.family],
      status: 'QUEUED',
      name: givenName(input.name, 'input.name'),
      tags: givenTags(input.tags, 'input.tags') ?? [],
      note: givenNote(input.note, 'input.note'),
      params: params as unknown as Prisma.InputJsonObject,
      config: config as unknown as Prisma.InputJsonObject,
      seed: input.seed,
      fold: input.fold ?? null,
      parameters: BigInt(plan.parameters),
      versionId: split.versionId,
      splitId: split.id,
      recipeId: input.recipeId ?? null,
    } as const;
    return enqueue(context, run, input.priority, keep);
  });
}

const KIND = { cnn: 'CNN', rnn: 'RNN', mlp: 'MLP' } as const;

/** Size and cost of what would be launched. */
export async function planOf(context: TeamContext, input: PlanInput): Promise<Prepared['plan']> {
  return (await prepareLaunch(context, input)).plan;
}

/** Stops a run: at once when it waits, soon when an agent is at it. */
export async function cancelRun(context: TeamContext, runId: string): Promise<void> {
  const { app, team, viewer } = context;
  const run = await getRun(context, runId);
  await app.database.sql.transaction(async (sql) => {
    const launch = await lockLaunchOf(sql, team.id, runId);
    await insertEvents(sql, nameOf(viewer), [{ teamId: team.id, action: 'run.cancel', runId, detail: { number: run.number } }]);
    if (launch?.status === 'LEASED') return requestCancel(sql, launch.id);
    if (launch?.status === 'QUEUED') await endLease(sql, launch.id, 'CANCELED', 'Canceled before it began', 0);
    await transition(sql, { teamId: team.id, runId, to: 'CANCELED', reason: launch ? 'Canceled before it began' : 'Canceled' });
  });
  app.live.changed(`run:${runId}`, `board:${run.projectId}`, `queue:${team.id}`);
}

/** Puts a launched run that did not finish back into the queue. */
export async function retryRun(context: TeamContext, runId: string): Promise<void> {
  const { app, team, viewer } = context;
  const run = await getRun(context, runId);
  await app.database.sql.transaction(async (sql) => {
    const launch = await lockLaunchOf(sql, team.id, runId);
    if (launch === undefined) throw new AppError('CONFLICT', 'This run was not launched here, so it cannot be launched again.');
    if (launch.status === 'QUEUED' || launch.status === 'LEASED') throw new AppError('CONFLICT', 'This run is in the queue already.');
    await transition(sql, { teamId: team.id, runId, to: 'QUEUED' });
    await requeue(sql, launch.id);
    await insertEvents(sql, nameOf(viewer), [{ teamId: team.id, action: 'run.retry', runId, detail: { number: run.number } }]);
  });
  app.live.changed('launch', `run:${runId}`, `board:${run.projectId}`, `queue:${team.id}`);
}

export interface AgentInput {
  readonly name: string;
  readonly backend: string;
  readonly hardware?: unknown;
  readonly versions?: unknown;
}

/** Enters an agent, or the same agent after a restart. Returns its id. */
export async function registerAgent(
  { app }: Pick<TeamContext, 'app'>,
  key: Extract<Principal, { kind: 'apiKey' }>,
  { name, backend, hardware, versions }: AgentInput,
): Promise<string> {
  return upsertAgent(app.database.sql, {
    apiKeyId: key.keyId,
    teamId: key.teamId,
    name: givenName(name, 'input.name') ?? name,
    backend: givenText(backend, 'input.backend') ?? backend,
    hardware: givenObject(hardware, 'input.hardware') ?? {},
    versions: givenObject(versions, 'input.versions') ?? {},
  });
}
