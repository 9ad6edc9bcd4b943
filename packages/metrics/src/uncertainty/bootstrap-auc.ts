import { type Labels, type Scores, requireEqualLength, toFloats } from '../input.ts';
import { orderDescending } from '../ranking/order.ts';
import { type BootstrapInterval, type BootstrapOptions, bootstrap } from './bootstrap.ts';
import { aucStatistic } from './statistics.ts';

export type BootstrapAucOptions = Omit<BootstrapOptions, 'samples' | 'statistic'> & { posLabel?: number };

/**
 * A bootstrap interval for AUC.
 *
 * Samples are put in order of score once, so that a replicate is a walk through memory: draw, count, add up.
 * Shapes: `labels` and `scores` `[samples]`; options as `bootstrap`.
 *
 * @example
 * bootstrapAuc([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], { replicates: 100 }).low // → 1
 */
export function bootstrapAuc(labels: Labels, scores: Scores, options: BootstrapAucOptions = {}): BootstrapInterval {
  requireEqualLength('bootstrapAuc', { scores, labels });
  const values = toFloats('bootstrapAuc', 'scores', scores, { infinite: true });
  const order = orderDescending(values);
  const inOrder = (of: Labels) => Array.from(order, (sample) => of[sample]);
  const { strata, groups, posLabel, ...rest } = options;
  const ordered = Float64Array.from(order, (sample) => values[sample]);
  return bootstrap({
    ...rest,
    ...(strata ? { strata: inOrder(strata) } : {}),
    ...(groups ? { groups: inOrder(groups) } : {}),
    samples: order.length,
    statistic: aucStatistic(inOrder(labels), ordered, posLabel === undefined ? {} : { posLabel }),
  });
}
