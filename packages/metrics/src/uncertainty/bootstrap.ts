import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { require } from '../input.ts';
import { quantile } from '../quantile.ts';
import { type ConfidenceOptions, type Interval, tailOf } from './interval.ts';
import { type ResamplingOptions, jackknife, resampler } from './resampling.ts';
import { meanAndDeviation } from './student-interval.ts';

/** A number computed from samples that count `counts[i]` times each; all ones is the data as they are. */
export type Statistic = (counts: Uint32Array) => number;

export type BootstrapOptions = ConfidenceOptions &
  ResamplingOptions & {
    samples: number;
    statistic: Statistic;
    /** How many draws. Default 2000. */
    replicates?: number;
    /** `percentile`: quantiles of the replicates; `bca`: corrected for bias and skewness. Default `percentile`. */
    method?: 'percentile' | 'bca';
  };

export type BootstrapInterval = Interval & {
  /** Standard deviation of the replicates. */
  standardError: number;
  /** The statistic of each draw, in order; `NaN` where it was undefined (such as AUC of one class). */
  replicates: Float64Array;
  /** How many replicates were undefined and are left out of the interval. */
  undefinedReplicates: number;
};

/**
 * A bootstrap interval for any statistic that can take counts as weights, resampling samples, strata or groups.
 *
 * Bounds are `NaN` if the statistic is undefined on the data or on all draws. As SciPy's `bootstrap`, method by method.
 * `aucStatistic`, `meanStatistic` and `confusionStatistic` make statistics that cost one pass per replicate.
 * Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 14.
 *
 * @example
 * bootstrap({ samples: 3, statistic: meanStatistic([5, 5, 5]) }).low // → 5
 */
export function bootstrap(options: BootstrapOptions): BootstrapInterval {
  tailOf('bootstrap', options.confidence);
  const [drawn] = drawStatistics([options.statistic], options);
  return intervalOf(drawn, options);
}

/** A statistic of the data as they are, and of each draw. */
export type DrawnStatistic = { estimate: number; replicates: Float64Array };

/** Several statistics of the same draws: each draw is made once, and is the same as for one statistic alone. */
export function drawStatistics(
  statistics: readonly Statistic[],
  { samples, replicates: count = 2000, ...options }: Omit<BootstrapOptions, 'statistic'>,
): DrawnStatistic[] {
  require(Number.isInteger(count) && count > 0, 'bootstrap', `a positive whole number of replicates, got ${count}`);
  const draw = resampler('bootstrap', samples, options);
  const counts = new Uint32Array(samples).fill(1);
  const drawn = statistics.map((statistic) => ({ estimate: statistic(counts), replicates: new Float64Array(count) }));
  for (let replicate = 0; replicate < count; replicate++) {
    draw(counts);
    for (let at = 0; at < statistics.length; at++) drawn[at].replicates[replicate] = statistics[at](counts);
  }
  return drawn;
}

/** The interval that draws give. */
export function intervalOf({ estimate, replicates }: DrawnStatistic, options: BootstrapOptions): BootstrapInterval {
  const tail = tailOf('bootstrap', options.confidence);
  const defined = replicates.filter((value) => !Number.isNaN(value)).sort();
  const [lowShare, highShare] = options.method === 'bca' ? bcaShares(estimate, defined, acceleration(options), tail) : [tail, 1 - tail];
  const isDefined = !Number.isNaN(estimate) && defined.length > 0 && !Number.isNaN(lowShare);
  return {
    estimate,
    low: isDefined ? quantile(defined, lowShare) : Number.NaN,
    high: isDefined ? quantile(defined, highShare) : Number.NaN,
    standardError: meanAndDeviation(defined).deviation,
    replicates,
    undefinedReplicates: replicates.length - defined.length,
  };
}

/**
 * The quantiles that BCa takes in place of the tails: moved by how far the replicates' median is from the estimate
 * (bias) and by how the spread changes with the value (acceleration).
 */
export function bcaShares(estimate: number, replicates: Float64Array, acceleration: number, tail: number): [number, number] {
  let below = 0;
  for (const value of replicates) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const bias = normalQuantile(below / replicates.length);
  const share = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  return [share(normalQuantile(tail)), share(normalQuantile(1 - tail))];
}

/** Σ d³ ÷ 6 (Σ d²)^1.5 over the jackknife's distances from its mean; 0 when nothing moves. */
function acceleration(options: BootstrapOptions): number {
  const values: number[] = [];
  for (const counts of jackknife('bootstrap', options.samples, options)) values.push(options.statistic(counts));
  const defined = values.filter((value) => !Number.isNaN(value));
  const center = defined.reduce((sum, value) => sum + value, 0) / defined.length;
  let squares = 0;
  let cubes = 0;
  for (const value of defined) {
    squares += (center - value) ** 2;
    cubes += (center - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
