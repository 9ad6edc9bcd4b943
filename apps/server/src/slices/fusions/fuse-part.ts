// What members predict together of one part.
import type { Predictions } from '@atelier/ml/evaluation';
import { defaultMetric } from '@atelier/ml/fusion';
import type { TeamContext } from '../../context.ts';
import { invalidInput } from '../../errors.ts';
import { type Evaluated, inThread, type Recorded, withGroups } from '../evaluations/service.ts';
import { drawnSplit, getSplit } from '../splits/service.ts';
import { type Method, methodOf } from './input.ts';
import { isOverFolds, predictionsOf, type Run } from './members.ts';
import type { InputAt, Weighing } from './weights.ts';

export interface FusedPart {
  readonly fused: Recorded;
  readonly evaluation: Evaluated['result'];
  readonly members: readonly Recorded[];
}

/** Mixes what the members predicted of one part. */
export async function fusePart(
  context: TeamContext,
  runs: readonly Run[],
  members: readonly Recorded[],
  { method, weights }: { method: Method; weights: readonly number[] },
): Promise<FusedPart> {
  const learnFrom =
    method === 'STACK' ? { learnFrom: (await predictionsOf(context, runs, 'VALIDATION')).map(({ predictions }) => predictions) } : {};
  const { predictions, evaluation } = await inThread('fused', {
    members: await withGroupsOfWorks(context, members),
    method: methodOf(method),
    weights,
    ...learnFrom,
  });
  return { fused: { ...members[0]!, predictions }, evaluation, members };
}

/** Runs over all folds of a split, which set nothing aside to choose weights on: each fold's are chosen on the others. */
export async function fuseFolds(
  context: TeamContext,
  runs: readonly Run[],
  { method, metric }: Pick<Weighing, 'method' | 'metric'>,
  at: InputAt = 'input.',
): Promise<{ weights: readonly number[]; test: FusedPart }> {
  if (method === 'MEAN' || method === 'STACK')
    throw invalidInput(`There are no weights to choose by folds for ${method}`, `${at}method`, `${at}weightSource`);
  if (!(await isOverFolds(context, runs)))
    throw invalidInput('Weights are chosen by folds among runs over all folds of one split', `${at}weightSource`);
  const { testedIn } = drawnSplit(await getSplit(context, runs[0]!.splitId!)).folds!;
  const members = await predictionsOf(context, runs, 'TEST');
  const [first] = members as [Recorded];
  if (first.rows.length === 0)
    throw invalidInput('Weights are chosen by folds where the rows of the samples are known', `${at}weightSource`);
  const { predictions, evaluation, weights } = await inThread('fusedByFolds', {
    members: await withGroupsOfWorks(context, members),
    folds: first.rows.map((row) => testedIn[row]!),
    method: methodOf(method),
    metric: metric ?? defaultMetric(first.predictions),
  });
  return { weights, test: { fused: { ...first, predictions }, evaluation, members } };
}

/** What the members predicted; the first knows which works belong together, and the fusion takes that from it. */
async function withGroupsOfWorks(context: TeamContext, [first, ...others]: readonly Recorded[]): Promise<Predictions[]> {
  return [await withGroups(context, first!), ...others.map(({ predictions }) => predictions)];
}
