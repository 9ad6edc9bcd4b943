import type { FusionMethod } from '@atelier/ml/fusion';
import { AppError, invalidInput } from '../../errors.ts';

export const METHODS = ['MEAN', 'WEIGHTED', 'GEOMETRIC', 'RANK', 'VOTE', 'STACK'] as const;
export type Method = (typeof METHODS)[number];
const MOST_MEMBERS = 16;

/** The method as packages/ml names it. */
export function methodOf(method: Method): FusionMethod {
  return method.toLowerCase() as FusionMethod;
}

/** Members' ids: at least two, no one twice. */
export function givenMembers(ids: readonly string[], field: string): readonly string[] {
  if (ids.length < 2 || ids.length > MOST_MEMBERS)
    throw invalidInput(`A fusion has 2 to ${MOST_MEMBERS} members, got ${ids.length}`, field);
  if (new Set(ids).size !== ids.length) throw invalidInput('A run is a member of a fusion once', field);
  return ids;
}

/** Weights that sum to 1; left out, all alike. */
export function givenWeights(weights: readonly (number | null | undefined)[], field: string): number[] {
  const known = weights.filter((weight) => weight != null);
  if (known.length === 0) return weights.map(() => 1 / weights.length);
  if (known.length < weights.length) throw invalidInput('Give every member a weight, or none', field);
  const bad = known.find((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (bad !== undefined) throw invalidInput(`A weight is a number of at least 0, got ${bad}`, field);
  const sum = known.reduce((total, weight) => total + weight, 0);
  if (sum === 0) throw invalidInput('One weight at least must be greater than 0', field);
  return known.map((weight) => weight / sum);
}

interface Fusable {
  readonly number: number;
  readonly splitId: string | null;
  readonly fold: number | null;
}

/** Throws `CONFLICT` unless all are of one split and fold: models that were tested on other samples are not to be set side by side. */
export function requireOneSplit(runs: readonly Fusable[], names: ReadonlyMap<string, string>): void {
  const nameOf = ({ splitId, fold }: Fusable) =>
    `${splitId === null ? 'no split' : `the split ${names.get(splitId) ?? splitId}`}${fold === null ? '' : `, fold ${fold}`}`;
  const [first, ...rest] = runs;
  const other = rest.find((run) => run.splitId !== first!.splitId || run.fold !== first!.fold);
  if (other === undefined) return;
  throw new AppError(
    'CONFLICT',
    `Run #${first!.number} is of ${nameOf(first!)} and run #${other.number} of ${nameOf(other)}: only runs of one split can be fused.`,
    {
      fields: ['members'],
      hint: 'Train both on one split.',
    },
  );
}
