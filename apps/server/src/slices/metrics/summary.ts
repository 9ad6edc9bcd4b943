import type { Points } from './points.ts';

/** What a series keeps of points besides the points. Minimum and maximum are of the finite values; null when there are none. */
export interface Summary {
  readonly count: number;
  /** Smallest and greatest step. */
  readonly firstStep: number;
  readonly lastStep: number;
  /** Value at the greatest step; of several there, the last to arrive. */
  readonly last: number;
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
  /** No step is smaller than the one before it. */
  readonly ordered: boolean;
}

/** Sums up at least one point. */
export function summarize({ steps, values }: Points): Summary {
  let [first, last, min, max] = [0, 0, -1, -1];
  let ordered = true;
  for (let index = 0; index < values.length; index++) {
    const step = steps[index]!;
    const value = values[index]!;
    if (index > 0 && step < steps[index - 1]!) ordered = false;
    if (step < steps[first]!) first = index;
    if (step >= steps[last]!) last = index;
    if (!Number.isFinite(value)) continue;
    if (min < 0 || value < values[min]!) min = index;
    if (max < 0 || value > values[max]!) max = index;
  }
  return {
    count: values.length,
    firstStep: steps[first]!,
    lastStep: steps[last]!,
    last: values[last]!,
    min: min < 0 ? null : values[min]!,
    minStep: min < 0 ? null : steps[min]!,
    max: max < 0 ? null : values[max]!,
    maxStep: max < 0 ? null : steps[max]!,
    ordered,
  };
}
