// Where the weights of a fusion come from.
import type { Predictions } from '@atelier/ml/evaluation';
import { defaultMetric } from '@atelier/ml/fusion';
import type { TeamContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { inThread, type Recorded } from '../evaluations/service.ts';
import { givenWeights, type Method, methodOf } from './input.ts';
import { getMembers, isOverFolds, type Member, predictionsIfAll, predictionsOf, type Run } from './members.ts';

export type WeightSource = 'HAND' | 'VALIDATION' | 'FOLDS' | 'EQUAL';

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
  // Out-of-fold predictions are what is chosen on; there is no other part to show beside them.
  if (await isOverFolds(context, runs)) {
    const outOfFold = await predictionsOf(context, runs, 'TEST');
    return search(
      outOfFold.map(({ predictions: { part: _, ...predictions } }) => predictions),
      undefined,
      wanted,
      method,
    );
  }
  const test = await predictionsIfAll(context, runs, 'TEST');
  return search(plain(await predictionsOf(context, runs, 'VALIDATION')), test && plain(test), wanted, method);
}

async function search(
  validation: Predictions[],
  test: Predictions[] | undefined,
  wanted: string | null | undefined,
  method: Method,
): Promise<Suggestion> {
  const metric = wanted ?? defaultMetric(validation[0]!);
  const found = await inThread('suggest', { validation, test, metric, method: methodOf(method) });
  return { ...found, value: Number.isFinite(found.value) ? found.value : null };
}

function plain(recorded: readonly Recorded[]): Predictions[] {
  return recorded.map(({ predictions }) => predictions);
}

export interface Weighing {
  readonly members: readonly Member[];
  readonly method: Method;
  readonly weightSource: WeightSource;
  /** Left out: accuracy, or for numbers RMSE. */
  readonly metric?: string | null | undefined;
}

/** What stands before the names of the fields, in an error. */
export type InputAt = 'input.' | '';

/** A weight for each of the runs, from any source but `FOLDS`. */
export async function weightsFor(
  context: TeamContext,
  runs: readonly Run[],
  { members, method, metric, weightSource }: Weighing,
  at: InputAt = 'input.',
): Promise<readonly number[]> {
  if (weightSource === 'VALIDATION' && (await isOverFolds(context, runs)))
    throw new AppError('CONFLICT', 'Runs over folds have no validation part in common.', {
      fields: [`${at}weightSource`],
      hint: 'Choose the weights by FOLDS.',
    });
  // A plain mean has no weights to search, nor has what a logistic regression learns.
  const isWeighed = method !== 'MEAN' && method !== 'STACK';
  if (weightSource === 'VALIDATION' && isWeighed)
    return (await search(plain(await predictionsOf(context, runs, 'VALIDATION')), undefined, metric, method)).weights;
  return givenWeights(
    members.map(({ weight }) => (weightSource === 'EQUAL' || !isWeighed ? null : weight)),
    `${at}members`,
  );
}
