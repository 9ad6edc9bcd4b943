// Who a fusion mixes, and what each of them predicted.
import type { TeamContext } from '../../context.ts';
import type { Part } from '../../db/generated/enums.ts';
import { AppError } from '../../errors.ts';
import { listPredictions, type Recorded } from '../evaluations/service.ts';
import { getRuns } from '../runs/service.ts';
import { getSplit } from '../splits/service.ts';
import { givenMembers, requireOneSplit } from './input.ts';
import { findSplitNames } from './store.ts';

export type Run = Awaited<ReturnType<typeof getRuns>>[number];

export interface Member {
  readonly runId: string;
  readonly weight?: number | null | undefined;
}

/** The runs of these ids. Throws `INVALID_INPUT` for runs that cannot be mixed, `CONFLICT` for such of different splits. */
export async function getMembers(context: TeamContext, ids: readonly string[], field: string): Promise<Run[]> {
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

/** All of one split with folds, and none of one fold alone. */
export async function isOverFolds(context: TeamContext, runs: readonly Run[]): Promise<boolean> {
  const [{ splitId }] = runs as [Run];
  if (splitId === null || runs.some(({ fold }) => fold !== null)) return false;
  return (await getSplit(context, splitId)).folds !== null;
}

/** What runs predicted of a part, in their order. Throws `CONFLICT` naming the first that predicted nothing of it. */
export async function predictionsOf(context: TeamContext, runs: readonly Run[], part: Part): Promise<Recorded[]> {
  const found = await findPredictions(context, runs, part);
  const missing = runs.find((_, index) => found[index] === undefined);
  if (missing !== undefined)
    throw new AppError('CONFLICT', `Run #${missing.number} has no predictions of the ${part.toLowerCase()} part.`, {
      hint: 'Let it finish, or record them.',
    });
  return found as Recorded[];
}

/** The same, or undefined when one of them has none. */
export async function predictionsIfAll(context: TeamContext, runs: readonly Run[], part: Part): Promise<Recorded[] | undefined> {
  const found = await findPredictions(context, runs, part);
  return found.includes(undefined) ? undefined : (found as Recorded[]);
}

async function findPredictions(context: TeamContext, runs: readonly Run[], part: Part): Promise<(Recorded | undefined)[]> {
  const listed = await listPredictions(
    context,
    runs.map(({ id }) => id),
    part,
  );
  const found = new Map(listed.map((recorded) => [recorded.runId, recorded]));
  return runs.map(({ id }) => found.get(id));
}
