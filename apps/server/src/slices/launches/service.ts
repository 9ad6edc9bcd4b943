import type { ModelConfig, TrainingConfig } from '@atelier/ml/config';
import type { Manifest, View } from '@atelier/ml/dataset';
import { defaultRecipe, parseRecipe, type RecipeStep } from '@atelier/ml/recipe';
import { PART_CODES } from '@atelier/ml/split';
import type { TeamContext } from '../../context.ts';
import type { Prisma, Split } from '../../db/generated/client.ts';
import { AppError, invalidInput, notFound } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import type { Principal } from '../../principal.ts';

import { createRun, getRun, givenName, givenNote, givenTags, transition } from '../runs/service.ts';
import { getVersion } from '../datasets/service.ts';
import { assignmentIn, getSplit } from '../splits/service.ts';
import { asInput, givenModel, givenTraining, type ModelChoice } from './input.ts';
import { planLaunch, type Plan, viewOf } from './plan.ts';
import { MAX_ATTEMPTS } from './rules.ts';
import { endLease, findRecipe, insertLaunch, lockLaunchOf, requestCancel, requeue, upsertAgent } from './store.ts';

export { claimLaunch, finishLaunch, heartbeat, sweepQueue } from './queue.ts';

const PRIORITIES = 100;
const BACKENDS = ['auto', 'tensorflow-gpu', 'tensorflow', 'webgpu', 'wasm', 'cpu'];

export interface PlanInput {
  readonly splitId: string;
  readonly view: string;
  readonly model: ModelChoice;
  readonly training: object;
  readonly recipeSteps?: unknown;
  readonly recipeId?: string | undefined;
  readonly fold?: number | null | undefined;
}

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

/** What an agent is to do, kept with the run. */
export interface LaunchConfig {
  readonly view: string;
  readonly recipeSteps: readonly RecipeStep[];
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  readonly backend: string;
}

/** Puts a training into the queue: its run and its launch, or neither. Returns the run's id. */
export async function launchRun(context: TeamContext, { idempotencyKey, ...input }: LaunchInput): Promise<string> {
  return onceOnly(context, { action: 'launchRun', key: idempotencyKey, input }, async (keep) => {
    const { config, plan, split } = await prepare(context, input);
    if (!Number.isInteger(input.seed) || input.seed < 0)
      throw invalidInput(`seed must be a whole number of at least 0, got ${input.seed}`, 'input.seed');
    if (Math.abs(input.priority) > PRIORITIES)
      throw invalidInput(`priority must lie between −${PRIORITIES} and ${PRIORITIES}, got ${input.priority}`, 'input.priority');
    if (!BACKENDS.includes(input.backend))
      throw invalidInput(`backend must be one of ${BACKENDS.join(', ')}, got ${input.backend}`, 'input.backend');
    if (split.projectId !== input.projectId) throw invalidInput('The split belongs to another project', 'input.split');
    const run = {
      projectId: input.projectId,
      kind: KIND[config.model.family],
      status: 'QUEUED',
      name: givenName(input.name, 'input.name'),
      tags: givenTags(input.tags, 'input.tags') ?? [],
      note: givenNote(input.note, 'input.note'),
      params: { view: config.view, model: config.model, training: config.training, seed: input.seed } as unknown as Prisma.InputJsonObject,
      config: config as unknown as Prisma.InputJsonObject,
      seed: input.seed,
      fold: input.fold ?? null,
      parameters: BigInt(plan.parameters),
      versionId: split.versionId,
      splitId: split.id,
      recipeId: input.recipeId ?? null,
    } as const;
    const id = await context.db.$transaction(async (door) => {
      const created = await createRun(context, door, run);
      await insertLaunch(door, { runId: created.id, priority: input.priority, maxAttempts: MAX_ATTEMPTS });
      await keep(door, created.id);
      return created.id;
    });
    context.app.live.changed('launch', `board:${input.projectId}`, `queue:${context.team.id}`);
    return id;
  });
}

const KIND = { cnn: 'CNN', rnn: 'RNN', mlp: 'MLP' } as const;

/** Size and cost of what would be launched. */
export async function planOf(context: TeamContext, input: PlanInput): Promise<Plan> {
  return (await prepare(context, input)).plan;
}

async function prepare(context: TeamContext, input: PlanInput) {
  const split = await getSplit(context, input.splitId);
  requireTrainPart(split, input.fold ?? undefined);
  const manifest = (await getVersion(context, split.versionId)).manifest as unknown as Manifest;
  const view = viewOf(manifest, input.view);
  const model = givenModel(input.model);
  const training = givenTraining(input.training);
  const recipeSteps = await stepsOf();
  const config: LaunchConfig = {
    view: view.name,
    recipeSteps,
    model,
    training,
    backend: 'backend' in input ? String(input.backend) : 'auto',
  };
  return { config, split, plan: planLaunch(manifest, view, recipeSteps, model, training) };

  async function stepsOf(): Promise<readonly RecipeStep[]> {
    if (input.recipeSteps != null && input.recipeId !== undefined)
      throw invalidInput('Give a saved recipe or steps in place, not both', 'input.recipe', 'input.recipeSteps');
    if (input.recipeSteps != null) return asInput(() => parseRecipe({ steps: input.recipeSteps }).steps, 'input.recipeSteps');
    if (input.recipeId === undefined) return defaultRecipe({ manifest: view } as View).steps;
    const recipe = await findRecipe(context.db, input.recipeId);
    if (recipe === null) throw notFound('Recipe');
    if (recipe.view !== view.name) throw invalidInput(`The recipe is for the view ${recipe.view}, not for ${view.name}`, 'input.recipe');
    return asInput(() => parseRecipe({ steps: recipe.steps }).steps, 'input.recipe');
  }
}

function requireTrainPart(split: Split, fold: number | undefined): void {
  if (split.folds === null && fold !== undefined) throw invalidInput(`The split ${split.name} has no folds`, 'input.fold');
  if (split.folds !== null && (fold === undefined || fold < 0 || fold >= split.folds))
    throw invalidInput(`fold must be 0 … ${split.folds - 1}, got ${fold ?? 'none'}`, 'input.fold');
  if (!assignmentIn(split, fold).includes(PART_CODES.train))
    throw invalidInput(`The split ${split.name} has no train part, so there is nothing to train on`, 'input.split');
}

/** Stops a run: at once when it waits, soon when an agent is at it. */
export async function cancelRun(context: TeamContext, runId: string): Promise<void> {
  const { app, team } = context;
  const run = await getRun(context, runId);
  await app.database.sql.transaction(async (sql) => {
    const launch = await lockLaunchOf(sql, team.id, runId);
    if (launch?.status === 'LEASED') return requestCancel(sql, launch.id);
    if (launch?.status === 'QUEUED') await endLease(sql, launch.id, 'CANCELED', 'Canceled before it began', 0);
    await transition(sql, { teamId: team.id, runId, to: 'CANCELED', reason: launch ? 'Canceled before it began' : 'Canceled' });
  });
  app.live.changed(`run:${runId}`, `board:${run.projectId}`, `queue:${team.id}`);
}

/** Puts a launched run that did not finish back into the queue. */
export async function retryRun(context: TeamContext, runId: string): Promise<void> {
  const { app, team } = context;
  const run = await getRun(context, runId);
  await app.database.sql.transaction(async (sql) => {
    const launch = await lockLaunchOf(sql, team.id, runId);
    if (launch === undefined) throw new AppError('CONFLICT', 'This run was not launched here, so it cannot be launched again.');
    if (launch.status === 'QUEUED' || launch.status === 'LEASED') throw new AppError('CONFLICT', 'This run is in the queue already.');
    await transition(sql, { teamId: team.id, runId, to: 'QUEUED' });
    await requeue(sql, launch.id);
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
    backend,
    hardware,
    versions,
  });
}
