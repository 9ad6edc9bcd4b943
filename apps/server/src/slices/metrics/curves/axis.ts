// What a curve is drawn over. Every axis is a function of a point's step and time.
import type { Points } from '../points.ts';

/** STEP as logged; EPOCH, see `epochAxis`; TIME in milliseconds since 1970; RELATIVE in milliseconds since the run has started. */
export type Axis = 'STEP' | 'EPOCH' | 'TIME' | 'RELATIVE';

/** The x of a point. */
export type XOf = (step: number, time: number) => number;

export const stepAxis: XOf = (step) => step;
export const timeAxis: XOf = (_step, time) => time;

/** Time since a moment. */
export function relativeAxis(startedAt: number): XOf {
  return (_step, time) => time - startedAt;
}

/**
 * The epoch that was reached at the time of a point, by what the run has logged as its metric `epoch`, linear in between. By time and not by
 * step, since one metric counts batches and another epochs. Before the first and after the last it stays what it was there.
 */
export function epochAxis({ values, times }: Points): XOf {
  const order = Array.from(times.keys())
    .filter((index) => Number.isFinite(values[index]!))
    .sort((a, b) => times[a]! - times[b]! || a - b);
  if (order.length === 0) return stepAxis;
  return (_step, time) => {
    let [before, after] = [0, order.length];
    // The first that is later.
    while (before < after) {
      const middle = (before + after) >> 1;
      if (times[order[middle]!]! <= time) before = middle + 1;
      else after = middle;
    }
    const left = order[Math.max(after - 1, 0)]!;
    const right = order[Math.min(after, order.length - 1)]!;
    const span = times[right]! - times[left]!;
    return span > 0 ? values[left]! + ((values[right]! - values[left]!) * (time - times[left]!)) / span : values[left]!;
  };
}
