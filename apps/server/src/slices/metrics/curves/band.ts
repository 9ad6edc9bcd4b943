/**
 * Curves of several runs as one: the mean over the runs with its 95 % interval by Student's t, and the smallest and the largest.
 *
 * Few points are taken as they are: at each x that any run has. Many are taken in columns: the mean is of the values that the runs have at
 * the right edge of the column, which are the last points in it, and the extremes are of all points in it. A run counts from its first to
 * its last x, in between with the last value it had; values that are not finite do not count.
 */
import { studentQuantile } from '@atelier/metrics';
import type { Curve } from './curve.ts';
import { columnOf, scaleOf } from './m4.ts';

/** Several curves as one, by column: `[n]` each. Bounds are NaN where fewer than two runs count, all of it where none does. */
export interface Band {
  readonly xs: Float64Array;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Runs that count. */
  readonly counts: Int32Array;
}

export interface Edges {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

const TAIL = 0.025;

/** The band of curves of one metric, which were drawn over the same edges. */
export function bandOf(curves: readonly Curve[], { from, to, columns }: Edges): Band {
  const drawn = curves.filter(({ xs }) => xs.length > 0);
  const union = drawn.every(({ columns: reduced }) => reduced === 0) ? unionOf(drawn, columns) : undefined;
  if (union) return sum(union, drawn, (x) => place(union, x));
  const scale = scaleOf(from, to, columns);
  const width = (to - from) / columns;
  const xs = Float64Array.from({ length: columns }, (_, index) => (index === columns - 1 ? to : from + (index + 1) * width));
  return sum(xs, drawn, (x) => columnOf(x, from, scale, columns));
}

// `columnAt`: the column of an x.
function sum(xs: Float64Array, curves: readonly Curve[], columnAt: (x: number) => number): Band {
  const length = xs.length;
  const tallies = Array.from({ length }, () => ({
    count: 0,
    mean: 0,
    squares: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  }));
  for (const { xs: own, points } of curves) {
    const last = columnAt(own.at(-1)!);
    let next = 0;
    let value = Number.NaN;
    for (let column = columnAt(own[0]!); column <= last; column++) {
      const tally = tallies[column]!;
      let isCarried = true;
      for (; next < own.length && columnAt(own[next]!) <= column; next++) {
        value = points.values[next]!;
        isCarried = false;
        if (Number.isFinite(value)) [tally.min, tally.max] = [Math.min(tally.min, value), Math.max(tally.max, value)];
      }
      if (!Number.isFinite(value)) continue;
      if (isCarried) [tally.min, tally.max] = [Math.min(tally.min, value), Math.max(tally.max, value)];
      // Welford's way, which loses nothing where the values are nearly equal.
      const distance = value - tally.mean;
      tally.mean += distance / ++tally.count;
      tally.squares += distance * (value - tally.mean);
    }
  }
  const quantiles = new Map<number, number>();
  const column = (pick: (tally: (typeof tallies)[number]) => number) =>
    Float64Array.from(tallies, (tally) => (tally.count === 0 ? Number.NaN : pick(tally)));
  const half = ({ count, squares }: (typeof tallies)[number]) => {
    if (count < 2) return Number.NaN;
    const quantile = quantiles.get(count) ?? -studentQuantile(TAIL, count - 1);
    quantiles.set(count, quantile);
    return quantile * Math.sqrt(squares / (count - 1) / count);
  };
  return {
    xs,
    mean: column(({ mean }) => mean),
    low: column((tally) => tally.mean - half(tally)),
    high: column((tally) => tally.mean + half(tally)),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    counts: Int32Array.from(tallies, ({ count }) => count),
  };
}

// Every x of any curve once, in order; undefined when there are more than fit.
function unionOf(curves: readonly Curve[], most: number): Float64Array | undefined {
  const all = new Set<number>();
  for (const { xs } of curves) {
    for (const x of xs) all.add(x);
    if (all.size > most) return undefined;
  }
  return Float64Array.from(all).sort();
}

function place(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
