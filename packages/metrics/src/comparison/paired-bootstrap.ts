import {
  type BootstrapInterval,
  type BootstrapOptions,
  type DrawnStatistic,
  type Statistic,
  bootstrap,
  drawStatistics,
  intervalOf,
} from '../uncertainty/bootstrap.ts';

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
  return withOrder(bootstrap({ ...options, statistic: (counts) => first(counts) - second(counts) }));
}

export type PairedBootstrapsOptions = Omit<BootstrapOptions, 'statistic' | 'method'> & {
  /** One maker of a statistic per model: what a statistic keeps is held for some models at a time. */
  statistics: readonly (() => Statistic)[];
  /** Indices of the first and the second model of each pair. */
  pairs: readonly (readonly [number, number])[];
};

/**
 * `pairedBootstrap` of many pairs of models, by percentiles: number for number the same, but each draw of a model is computed once
 * however many pairs it is in.
 *
 * @example
 * pairedBootstraps({ samples: 2, statistics: [() => meanStatistic([1, 1]), () => meanStatistic([0, 0])], pairs: [[0, 1]] })[0].low // → 1
 */
export function pairedBootstraps({ statistics, pairs, ...options }: PairedBootstrapsOptions): PairedBootstrapResult[] {
  const drawn: DrawnStatistic[] = [];
  for (let from = 0; from < statistics.length; from += AT_A_TIME)
    drawn.push(
      ...drawStatistics(
        statistics.slice(from, from + AT_A_TIME).map((make) => make()),
        options,
      ),
    );
  return pairs.map(([a, b]) => {
    const [first, second] = [drawn[a], drawn[b]];
    const estimate = first.estimate - second.estimate;
    const replicates = first.replicates.map((value, at) => value - second.replicates[at]);
    return withOrder(intervalOf({ estimate, replicates }, { ...options, statistic: () => estimate }));
  });
}

/** A draw costs about as much as a statistic of it: made again for every so many models it is lost among theirs. */
const AT_A_TIME = 32;

function withOrder(result: BootstrapInterval): PairedBootstrapResult {
  let ahead = 0;
  for (const value of result.replicates) ahead += value > 0 ? 1 : value === 0 ? 0.5 : 0;
  return { ...result, firstAhead: ahead / (result.replicates.length - result.undefinedReplicates) };
}
