/** 95 % intervals of what is evaluated, by drawing samples again, or whole groups where samples are not independent. */
import { bootstrap, type Statistic } from '@atelier/metrics';
import type { EvaluatedMetric } from './evaluation.ts';
import type { Predictions } from './predictions.ts';

/** Sample visits that one interval may cost: more replicates for small sets, never fewer than `MIN_REPLICATES`. */
const BUDGET = 50_000_000;
const MIN_REPLICATES = 200;
const MAX_REPLICATES = 2_000;

/** What is drawn: nothing said means sample by sample. */
export interface Resampling {
  readonly groups?: Int32Array;
  /** `none`: values come without intervals. */
  readonly method: 'bootstrap' | 'bootstrap by group' | 'none';
}

/** Whether intervals are wanted. They cost hundreds of passes over the samples. */
export interface EvaluateOptions {
  /** Default true. */
  readonly intervals?: boolean;
}

/** Groups count only where one of them has more than one sample. */
export function resamplingOf({ groups }: Pick<Predictions, 'groups'>, { intervals = true }: EvaluateOptions = {}): Resampling {
  if (!intervals) return { method: 'none' };
  if (groups === undefined) return { method: 'bootstrap' };
  const codes = new Map<string, number>();
  const coded = Int32Array.from(groups, (group) => {
    const known = codes.get(group) ?? codes.size;
    codes.set(group, known);
    return known;
  });
  return codes.size === groups.length ? { method: 'bootstrap' } : { groups: coded, method: 'bootstrap by group' };
}

/** `cost`: passes over the samples that one call of the statistic takes. */
export function withBootstrap(
  name: string,
  value: number,
  samples: number,
  resampling: Resampling,
  statistic: Statistic,
  cost = 1,
): EvaluatedMetric {
  if (resampling.method === 'none') return { name, value };
  const { low, high } = bootstrap({
    samples,
    statistic,
    replicates: replicatesFor(samples * cost),
    ...(resampling.groups === undefined ? {} : { groups: resampling.groups }),
  });
  return { name, value, low, high, method: resampling.method };
}

/** How many draws the budget allows. */
export function replicatesFor(visits: number): number {
  return Math.round(Math.min(MAX_REPLICATES, Math.max(MIN_REPLICATES, BUDGET / Math.max(visits, 1))));
}
