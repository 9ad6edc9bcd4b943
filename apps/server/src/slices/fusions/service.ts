import { defaultMetric } from '@atelier/ml/fusion';
import type { Context, TeamContext } from '../../context.ts';
import type { Part } from '../../db/generated/enums.ts';
import { invalidInput } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import { type Evaluated, showOnBoard } from '../evaluations/service.ts';
import { type FusedPart, fuseFolds, fusePart } from './fuse-part.ts';
import { getMembers, predictionsIfAll, predictionsOf, type Run } from './members.ts';
import { type FuseInput, publish, resultOf } from './publish.ts';
import { findFusions, findFusionsWith, type FusionRow } from './store.ts';
import { type Weighing, weightsFor } from './weights.ts';

export type { Member } from './members.ts';
export type { FuseInput, FusionResult } from './publish.ts';
export { type Suggestion, suggestFusion, type WeightSource } from './weights.ts';
export type { FusionRow };

/** The evaluation of a fusion that is not published: what the explorer's own numbers are checked against. */
export async function previewFusion(context: TeamContext, weighing: Weighing, part: Part): Promise<Omit<Evaluated, 'runId'>> {
  const byFolds = weighing.weightSource === 'FOLDS';
  if (byFolds && part !== 'TEST') throw invalidInput('What is chosen by folds is judged by the test parts of all folds', 'part');
  const runs = await getMembers(
    context,
    weighing.members.map(({ runId }) => runId),
    'members',
  );
  if (byFolds) return { part, result: (await fuseFolds(context, runs, weighing, '')).test.evaluation };
  const weights = await weightsFor(context, runs, weighing, '');
  const { evaluation } = await fusePart(context, runs, await predictionsOf(context, runs, part), { method: weighing.method, weights });
  return { part, result: evaluation };
}

/** Publishes a fusion as a run of its own: fused predictions of each part that all members have, evaluated like anyone's. Returns its id. */
export async function fuseRuns(context: TeamContext, { idempotencyKey, ...input }: FuseInput): Promise<string> {
  const id = await onceOnly(context, { action: 'fuseRuns', key: idempotencyKey, input, isSlow: true }, async (keep) => {
    const { method } = input;
    const runs = await getMembers(
      context,
      input.members.map(({ runId }) => runId),
      'input.members',
    );
    if (runs.some(({ projectId }) => projectId !== input.projectId))
      throw invalidInput('The members belong to another project', 'input.members');
    const { weights, test } = await fuseTest(context, runs, input);
    const chosenOn = method === 'STACK' ? undefined : await predictionsIfAll(context, runs, 'VALIDATION');
    const validation = chosenOn && (await fusePart(context, runs, chosenOn, { method, weights }));
    const metric = input.metric ?? defaultMetric(test.fused.predictions);
    const result = await resultOf(context, runs, test, metric);
    return publish(context, { ...input, metric }, runs, weights, { test, validation }, result, keep);
  });
  // Of what was published before too: the server that did it may have died before it came to this.
  for (const part of ['TEST', 'VALIDATION'] as const) await showOnBoard(context, id, part);
  context.app.live.changed(`run:${id}`, `board:${input.projectId}`);
  return id;
}

async function fuseTest(
  context: TeamContext,
  runs: readonly Run[],
  input: FuseInput,
): Promise<{ weights: readonly number[]; test: FusedPart }> {
  if (input.weightSource === 'FOLDS') return fuseFolds(context, runs, input);
  const weights = await weightsFor(context, runs, input);
  return { weights, test: await fusePart(context, runs, await predictionsOf(context, runs, 'TEST'), { method: input.method, weights }) };
}

/** How runs combine their members; runs that are no fusions are left out. */
export function listFusions({ db }: Pick<Context, 'db'>, runIds: readonly string[]): Promise<FusionRow[]> {
  return findFusions(db, runIds);
}

/** Of how many fusions a run shows that they combine it. */
const MOST_OF_A_MEMBER = 200;

/** The newest fusions that combine each of the runs, by the ids of their runs; members of none are left out. */
export async function listFusionsWith({ db }: Pick<Context, 'db'>, memberIds: readonly string[]): Promise<Map<string, string[]>> {
  const byMember = Map.groupBy(await findFusionsWith(db, memberIds), ({ memberRunId }) => memberRunId);
  return new Map([...byMember].map(([id, fusions]) => [id, fusions.slice(0, MOST_OF_A_MEMBER).map(({ fusionRunId }) => fusionRunId)]));
}
