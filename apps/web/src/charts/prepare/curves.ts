// From curves as they come over the wire to what a chart draws: x of choice, smoothing, gaps.
import { unpackF64s } from '../../lib/packed.ts';

export interface PackedCurve {
  readonly run: string;
  readonly key: string;
  readonly steps: string;
  readonly values: string;
  /** Asked for where an axis is one of time. */
  readonly times?: string;
  /** The axis that was asked for, when the server was asked for one. */
  readonly xs?: string | null;
}

/** `time` is the clock on the wall, `relative` the seconds since the first point. */
export type XAxis = 'step' | 'epoch' | 'time' | 'relative';

export interface Points {
  readonly x: Float64Array;
  /** NaN and infinities stay what they are; a chart leaves a gap there. */
  readonly y: Float64Array;
}

/** Points over an axis: in steps, epochs, or seconds (of `time` since 1970). What the server has computed itself (`xs`) goes before. */
export function pointsOf(curve: PackedCurve, axis: XAxis): Points {
  const y = unpackF64s(curve.values);
  if (axis === 'step') return sortedByX({ x: unpackF64s(curve.steps), y });
  if (curve.xs) {
    const xs = unpackF64s(curve.xs);
    return sortedByX(withoutUnplaced({ x: axis === 'epoch' ? xs : xs.map((ms) => ms / 1000), y }));
  }
  if (axis === 'epoch') return { x: new Float64Array(), y: new Float64Array() };
  const seconds = unpackF64s(curve.times ?? '').map((ms) => ms / 1000);
  const first = axis === 'time' ? 0 : seconds.reduce((least, second) => Math.min(least, second), Number.POSITIVE_INFINITY);
  return sortedByX({ x: seconds.map((second) => second - first), y });
}

/**
 * Exponential moving average with weight in [0, 1) on the past, corrected for its start, so that it does not begin at zero.
 * Values that are not finite are left out of the average and stay as they are.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  let sum = 0;
  let mass = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = sum * weight + (1 - weight) * value;
    mass = mass * weight + (1 - weight);
    return sum / mass;
  });
}

/** Where a curve left the numbers, if it did: the step of the first value that is not finite. */
export function divergedAt(points: Points): number | undefined {
  const index = points.y.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : points.x[index];
}

/** Keys that belong into one figure: `loss` with `val_loss`, `accuracy` with `val_accuracy`, the same of every fold; the order of first appearance. */
export function groupKeys(keys: readonly string[]): { name: string; keys: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const name = key.replace(/^fold_\d+\//, '').replace(/^(train|val|test)[_/]/, '');
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups].map(([name, members]) => ({ name, keys: members.sort((a, b) => a.length - b.length) }));
}

// A point of which the epoch is not known has no place on that axis.
function withoutUnplaced(points: Points): Points {
  if (points.x.every(Number.isFinite)) return points;
  const known = Array.from(points.x.keys()).filter((index) => Number.isFinite(points.x[index]));
  return { x: Float64Array.from(known, (index) => points.x[index]!), y: Float64Array.from(known, (index) => points.y[index]!) };
}

function sortedByX(points: Points): Points {
  const { x, y } = points;
  let sorted = true;
  for (let index = 1; index < x.length && sorted; index += 1) sorted = x[index]! >= x[index - 1]!;
  if (sorted) return points;
  const order = Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(order, (index) => x[index]!), y: Float64Array.from(order, (index) => y[index]!) };
}
