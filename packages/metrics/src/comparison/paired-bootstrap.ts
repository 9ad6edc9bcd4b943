import { type BootstrapInterval, type BootstrapOptions, type Statistic, bootstrap } from '../uncertainty/bootstrap.ts';

export type PairedBootstrapOptions = Omit<BootstrapOptions, 'statistic'> & { first: Statistic; second: Statistic };

export type PairedBootstrapResult = BootstrapInterval & {
  /** The share of draws in which the first is ahead, ties half: how sure this data set is of the order. */
  firstAhead: number;
};

/**
 * The difference of two models' statistics over the same draws of the same samples, first less second.
 *
 * If the interval holds 0, the models cannot be told apart. Options as `bootstrap`.
 *
 * @example
 * pairedBootstrap({ samples: 2, first: meanStatistic([1, 1]), second: meanStatistic([0, 0]) }).low // → 1
 */
export function pairedBootstrap({ first, second, ...options }: PairedBootstrapOptions): PairedBootstrapResult {
  const result = bootstrap({ ...options, statistic: (counts) => first(counts) - second(counts) });
  let ahead = 0;
  for (const value of result.replicates) ahead += value > 0 ? 1 : value === 0 ? 0.5 : 0;
  return { ...result, firstAhead: ahead / (result.replicates.length - result.undefinedReplicates) };
}
