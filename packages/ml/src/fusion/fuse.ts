/** Late fusion: predictions of several models on the same samples become predictions like any other. Runs in a browser. */
import { fuseScores } from '@atelier/metrics';
import { alignPredictions } from '../evaluation/align.ts';
import type { Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';
import { columnsIn } from './columns.ts';
import type { FusionMethod, FusionPlan } from './fusion.ts';
import { geometricMeans } from './geometric-mean.ts';
import { rankMeans } from './rank-mean.ts';
import { applyStacking } from './stacking.ts';
import { majorityVotes } from './vote.ts';

/**
 * Aligned by sample id, in the order of the first member. `mean` and `weighted` average scores; `geometric` averages their logarithms; `rank`
 * averages how high each member places a sample for a class; `vote` counts the members that call a class; `stack` asks a
 * logistic regression that was fitted elsewhere.
 *
 * Throws a `DataError` naming the members when they predicted other samples, classes or splits, and for weights that make no sense.
 */
export function fuse(members: readonly Predictions[], plan: FusionPlan): Predictions {
  if (members.length === 0) throw new DataError('fuse requires at least one member, got none');
  return fuseAligned(alignPredictions(members), plan);
}

/** The same for members that are in one order already. */
export function fuseAligned(members: readonly Predictions[], plan: FusionPlan): Predictions {
  return prepareFusion(members, plan)(plan.weights);
}

/**
 * The same for any number of weights, one after the other: what does not depend on them (logarithms, ranks, votes) is found once.
 * A search asks hundreds of times, and a slider again and again.
 */
export function prepareFusion(
  members: readonly Predictions[],
  { method, stacking }: Omit<FusionPlan, 'weights'>,
): (weights?: readonly number[]) => Predictions {
  const [first] = members;
  checkMethod(method, first);
  const scoresAt = preparedScores(members, method, stacking);
  return (weights) => {
    const plan = { method, ...(weights && { weights }) };
    const scores = new Float32Array(scoresAt(weightsOf(plan, members.length)));
    return { ...first, name: `${method} of ${members.length}`, scores };
  };
}

function preparedScores(
  members: readonly Predictions[],
  method: FusionMethod,
  stacking: FusionPlan['stacking'],
): (weights: readonly number[]) => ArrayLike<number> {
  const scores = members.map((member) => member.scores);
  const several = members[0].task === 'multilabel';
  const columns = columnsIn(members[0]);
  switch (method) {
    case 'mean':
    case 'weighted':
      return (weights) => fuseScores(scores, weights);
    case 'geometric':
      return geometricMeans(scores, several ? 1 : columns);
    case 'rank':
      return rankMeans(scores, columns);
    case 'vote':
      return majorityVotes(scores, columns, several);
    case 'stack':
      return () => applyStacking(members, stacking);
  }
}

const FOR_CLASSES: readonly FusionMethod[] = ['geometric', 'rank', 'vote', 'stack'];

function checkMethod(method: FusionMethod, { task }: Predictions): void {
  if (!['mean', 'weighted', ...FOR_CLASSES].includes(method))
    throw new DataError(`fuse requires the method mean, weighted, geometric, rank, vote or stack, got ${JSON.stringify(method)}`);
  if (task === 'regression' && FOR_CLASSES.includes(method))
    throw new DataError(`fuse requires the method mean or weighted for regression, got ${method}`);
  if (task === 'multilabel' && method === 'stack') throw new DataError('fuse requires one class per sample for stack, got several labels');
}

/** Throws a `DataError` for weights that are negative, infinite, all zero or not one for each member. */
export function weightsOf({ method, weights }: FusionPlan, members: number): readonly number[] {
  if (weights === undefined || method === 'mean') return new Array<number>(members).fill(1 / members);
  if (weights.length !== members) throw new DataError(`fuse requires one weight for each of ${members} members, got ${weights.length}`);
  const bad = weights.find((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (bad !== undefined) throw new DataError(`fuse requires weights of 0 or more, got ${bad}`);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) throw new DataError('fuse requires a weight above 0, got only zeros');
  return weights.map((weight) => weight / sum);
}
