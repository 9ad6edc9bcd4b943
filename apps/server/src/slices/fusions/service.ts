import type { Predictions } from '@atelier/ml/evaluation';
import { defaultMetric, testedMetric } from '@atelier/ml/fusion';
import type { Context, TeamContext } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Part } from '../../db/generated/enums.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import {
  boardValues,
  type Evaluated,
  inThread,
  insertRecord,
  listPredictions,
  NO_FOLD,
  type Recorded,
  withGroups,
} from '../evaluations/service.ts';
import { createRun, getRuns, givenName, setBoardValues } from '../runs/service.ts';
import { drawnSplit, getSplit } from '../splits/service.ts';
import { givenMembers, givenWeights, type Method, methodOf, requireOneSplit } from './input.ts';
import { findFusions, findSplitNames, type FusionRow, insertFusion } from './store.ts';

export type { FusionRow };

export type WeightSource = 'HAND' | 'VALIDATION' | 'FOLDS' | 'EQUAL';
type Run = Awaited<ReturnType<typeof getRuns>>[number];

export interface Member {
  readonly runId: string;
  readonly weight?: number | null | undefined;
}

/** What a fusion was worth, as it is kept with it. */
export interface FusionResult {
  readonly gain: {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly method: string;
  } | null;
  /** The best member. */
  readonly overRunId: string | null;
  readonly words: string;
}

export interface Suggestion {
  readonly weights: readonly number[];
  readonly value: number | null;
  readonly metric: string;
  readonly curve: readonly {
    readonly weight: number;
    readonly validation: number | null;
    readonly test: number | null;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** Weights by search on the members' validation predictions, with what each weight of the first of two is worth there and on the test part. */
export async function suggestFusion(
  context: TeamContext,
  ids: readonly string[],
  wanted: string | null | undefined,
  method: Method,
): Promise<Suggestion> {
  const runs = await getMembers(context, ids, 'runs');
  const outOfFold = await isOverFolds(context, runs);
  const validation = await predictionsOf(context, runs, outOfFold ? 'TEST' : 'VALIDATION');
  // Out-of-fold predictions are what is chosen on; there is no other part to show beside them.
  const test = outOfFold ? undefined : await predictionsIfAll(context, runs, 'TEST');
  const metric = wanted ?? defaultMetric(validation[0]!.predictions);
  const found = await inThread('suggest', {
    validation: validation.map(
      ({ predictions: { part, ...predictions } }) => (outOfFold ? predictions : { ...predictions, part }) as Predictions,
    ),
    test: test?.map(({ predictions }) => predictions),
    metric,
    method: methodOf(method),
  });
  return { ...found, value: Number.isFinite(found.value) ? found.value : null };
}

/** The evaluation of a fusion that is not published: what the explorer's own numbers are checked against. */
export async function previewFusion(
  context: TeamContext,
  members: readonly Member[],
  method: Method,
  part: Part,
): Promise<Omit<Evaluated, 'runId'>> {
  const runs = await getMembers(
    context,
    members.map(({ runId }) => runId),
    'members',
  );
  const weights = givenWeights(
    members.map(({ weight }) => weight),
    'members',
  );
  const { evaluation } = await fusePart(context, runs, { method, weights, part });
  return { part, result: evaluation };
}

export interface FuseInput {
  readonly projectId: string;
  readonly name?: string | null | undefined;
  readonly members: readonly Member[];
  readonly method: Method;
  readonly weightSource: WeightSource;
  /** Left out: accuracy, or for numbers RMSE. */
  readonly metric?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Publishes a fusion as a run of its own: fused predictions of each part that all members have, evaluated like anyone's. Returns its id. */
export async function fuseRuns(context: TeamContext, { idempotencyKey, ...input }: FuseInput): Promise<string> {
  return onceOnly(context, { action: 'fuseRuns', key: idempotencyKey, input, isSlow: true }, async (keep) => {
    const { method } = input;
    const runs = await getMembers(
      context,
      input.members.map(({ runId }) => runId),
      'input.members',
    );
    if (runs.some(({ projectId }) => projectId !== input.projectId))
      throw invalidInput('The members belong to another project', 'input.members');
    const { weights, test } = await fuseTest(context, runs, input);
    const validation =
      method !== 'STACK' && (await predictionsIfAll(context, runs, 'VALIDATION'))
        ? await fusePart(context, runs, { method, weights, part: 'VALIDATION' })
        : undefined;
    const metric = input.metric ?? defaultMetric(test.fused.predictions);
    const result = await resultOf(context, runs, test, metric);
    const id = await publish(context, { ...input, metric }, runs, weights, { test, validation }, result, keep);
    context.app.live.changed(`run:${id}`, `board:${input.projectId}`);
    return id;
  });
}

async function fuseTest(
  context: TeamContext,
  runs: readonly Run[],
  input: FuseInput,
): Promise<{ weights: readonly number[]; test: FusedPart }> {
  if (input.weightSource === 'FOLDS') return fuseFolds(context, runs, input);
  const weights = await weightsFor(context, runs, input);
  return { weights, test: await fusePart(context, runs, { method: input.method, weights, part: 'TEST' }) };
}

/** Runs over all folds of a split, which set nothing aside to choose weights on: each fold's are chosen on the others. */
async function fuseFolds(
  context: TeamContext,
  runs: readonly Run[],
  { method, metric }: FuseInput,
): Promise<{ weights: readonly number[]; test: FusedPart }> {
  if (method === 'MEAN' || method === 'STACK')
    throw invalidInput(`There are no weights to choose by folds for ${method}`, 'input.method', 'input.weightSource');
  if (!(await isOverFolds(context, runs)))
    throw invalidInput('Weights are chosen by folds among runs over all folds of one split', 'input.weightSource');
  const { testedIn } = drawnSplit(await getSplit(context, runs[0]!.splitId!)).folds!;
  const members = await predictionsOf(context, runs, 'TEST');
  const [first] = members as [Recorded];
  if (first.rows.length === 0)
    throw invalidInput('Weights are chosen by folds where the rows of the samples are known', 'input.weightSource');
  const grouped = await withGroups(context, runs[0]!.versionId, first.predictions);
  const { predictions, evaluation, weights } = await inThread('fusedByFolds', {
    members: members.map((member) => (member === first ? grouped : member.predictions)),
    folds: first.rows.map((row) => testedIn[row]!),
    method: methodOf(method),
    metric: metric ?? defaultMetric(first.predictions),
  });
  return { weights, test: { fused: { ...first, predictions }, evaluation, members } };
}

/** All of one split with folds, and none of one fold alone. */
async function isOverFolds(context: TeamContext, runs: readonly Run[]): Promise<boolean> {
  const [{ splitId }] = runs as [Run];
  if (splitId === null || runs.some(({ fold }) => fold !== null)) return false;
  return (await getSplit(context, splitId)).folds !== null;
}

async function weightsFor(
  context: TeamContext,
  runs: readonly Run[],
  { members, method, metric, weightSource }: FuseInput,
): Promise<readonly number[]> {
  if (weightSource === 'VALIDATION' && (await isOverFolds(context, runs)))
    throw new AppError('CONFLICT', 'Runs over folds have no validation part in common.', {
      fields: ['input.weightSource'],
      hint: 'Choose the weights by FOLDS.',
    });
  if (weightSource === 'VALIDATION')
    return (
      await suggestFusion(
        context,
        members.map(({ runId }) => runId),
        metric,
        method,
      )
    ).weights;
  return givenWeights(
    members.map(({ weight }) => (weightSource === 'EQUAL' || method === 'MEAN' ? null : weight)),
    'input.members',
  );
}

interface FusedPart {
  readonly fused: Recorded;
  readonly evaluation: Evaluated['result'];
  readonly members: readonly Recorded[];
}

async function fusePart(
  context: TeamContext,
  runs: readonly Run[],
  { method, weights, part }: { method: Method; weights: readonly number[]; part: Part },
): Promise<FusedPart> {
  const members = await predictionsOf(context, runs, part);
  const learnFrom =
    method === 'STACK' ? { learnFrom: (await predictionsOf(context, runs, 'VALIDATION')).map(({ predictions }) => predictions) } : {};
  const first = members[0]!;
  const grouped = await withGroups(context, runs[0]!.versionId, first.predictions);
  const predictions = members.map((member) => (member === first ? grouped : member.predictions));
  const { predictions: fused, evaluation } = await inThread('fused', {
    members: predictions,
    method: methodOf(method),
    weights,
    ...learnFrom,
  });
  return { fused: { ...first, predictions: fused }, evaluation, members };
}

async function resultOf(context: TeamContext, runs: readonly Run[], { fused, members }: FusedPart, metric: string): Promise<FusionResult> {
  const known = testedMetric(fused.predictions, metric);
  const name = 'The fusion';
  const { over, test, verdict } = await inThread(
    'gainOverBest',
    { ...fused.predictions, name },
    await Promise.all(members.map(({ predictions }) => withGroups(context, runs[0]!.versionId, predictions))),
    known,
  );
  return {
    gain: { name: known, value: test.difference, low: test.low, high: test.high, method: test.test },
    overRunId: runs[over]!.id,
    words: verdict,
  };
}

async function publish(
  context: TeamContext,
  input: FuseInput & { readonly metric: string },
  runs: readonly Run[],
  weights: readonly number[],
  parts: { test: FusedPart; validation: FusedPart | undefined },
  result: FusionResult,
  keep: Keep,
): Promise<string> {
  const { method, weightSource, metric } = input;
  const first = runs[0]!;
  const now = context.app.now();
  const params = {
    fusion: {
      method: method.toLowerCase(),
      weightSource: weightSource.toLowerCase(),
      metric,
      members: runs.map(({ number }, index) => ({ run: number, weight: weights[index]! })),
    },
  };
  const id = await context.db.$transaction(async (door) => {
    const run = await createRun(context, door, {
      projectId: input.projectId,
      kind: 'FUSION',
      status: 'FINISHED',
      name: givenName(input.name, 'input.name') ?? `fusion of ${runs.map(({ number }) => `#${number}`).join(', ')}`,
      params,
      splitId: first.splitId,
      versionId: first.versionId,
      fold: first.fold,
      startedAt: now,
      finishedAt: now,
    });
    const json = JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject;
    await keep(door, run.id);
    await insertFusion(door, {
      runId: run.id,
      method,
      weightSource,
      metric,
      result: json,
      members: runs.map(({ id: runId }, index) => ({ runId, weight: weights[index]! })),
    });
    for (const part of [parts.test, parts.validation]) {
      if (part === undefined) continue;
      const { fused, evaluation } = part;
      await insertRecord(door, {
        runId: run.id,
        part: fused.part,
        fold: first.fold ?? NO_FOLD,
        rows: fused.rows,
        predictions: fused.predictions,
        result: evaluation,
      });
    }
    return run.id;
  });
  for (const part of [parts.test, parts.validation])
    if (part) await setBoardValues(context.app, id, boardValues(part.fused.part, part.evaluation));
  return id;
}

async function getMembers(context: TeamContext, ids: readonly string[], field: string): Promise<Run[]> {
  const runs = await getRuns(context, givenMembers(ids, field));
  requireOneSplit(
    runs,
    await findSplitNames(
      context.db,
      runs.flatMap(({ splitId }) => splitId ?? []),
    ),
  );
  return runs;
}

/** What runs predicted of a part, in their order. Throws `CONFLICT` naming the first that predicted nothing of it. */
export async function predictionsOf(context: TeamContext, runs: readonly Run[], part: Part): Promise<Recorded[]> {
  const found = new Map(
    (
      await listPredictions(
        context,
        runs.map(({ id }) => id),
        part,
      )
    ).map((recorded) => [recorded.runId, recorded]),
  );
  return runs.map(({ id, number }) => {
    const recorded = found.get(id);
    if (recorded === undefined)
      throw new AppError('CONFLICT', `Run #${number} has no predictions of the ${part.toLowerCase()} part.`, {
        hint: 'Let it finish, or record them.',
      });
    return recorded;
  });
}

/** The same, or undefined when one of them has none. */
export async function predictionsIfAll(context: TeamContext, runs: readonly Run[], part: Part): Promise<Recorded[] | undefined> {
  const found = await listPredictions(
    context,
    runs.map(({ id }) => id),
    part,
  );
  return found.length === runs.length ? predictionsOf(context, runs, part) : undefined;
}

/** How runs combine their members; runs that are no fusions are left out. */
export function listFusions({ db }: Pick<Context, 'db'>, runIds: readonly string[]): Promise<FusionRow[]> {
  return findFusions(db, runIds);
}
