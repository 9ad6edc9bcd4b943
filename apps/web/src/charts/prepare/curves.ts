// From curves as they come over the wire to what a chart draws: x of choice, smoothing, one shared axis.
import { unpackF64s } from '../../lib/packed.ts';

export interface PackedCurve {
  readonly run: string;
  readonly key: string;
  readonly steps: string;
  readonly values: string;
  readonly times: string;
}

export type XAxis = 'step' | 'time';

export interface Points {
  readonly x: Float64Array;
  /** NaN and infinities stay what they are; a chart leaves a gap there. */
  readonly y: Float64Array;
}

/** `time` is seconds since the first point. */
export function pointsOf(curve: PackedCurve, axis: XAxis): Points {
  const y = unpackF64s(curve.values);
  if (axis === 'step') return sortedByX({ x: unpackF64s(curve.steps), y });
  const times = unpackF64s(curve.times);
  const first = times.length > 0 ? Math.min(...times.slice(0, 1000)) : 0;
  return sortedByX({ x: times.map((time) => (time - first) / 1000), y });
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

/** Lines with their own x brought onto one sorted x; `undefined` where a line has no point (drawn through), null where its value is not finite (a gap). */
export function onSharedX(lines: readonly Points[]): [Float64Array, ...(number | null | undefined)[][]] {
  const all = lines.length === 1 ? lines[0]!.x : Float64Array.from(lines.flatMap((line) => [...line.x])).sort();
  const x: number[] = [];
  for (const value of all) if (x.length === 0 || value !== x[x.length - 1]) x.push(value);
  const columns = lines.map((line) => {
    const column: (number | null | undefined)[] = new Array(x.length).fill(undefined);
    let at = 0;
    for (let index = 0; index < line.x.length; index += 1) {
      while (at < x.length - 1 && x[at]! < line.x[index]!) at += 1;
      const value = line.y[index]!;
      column[at] = Number.isFinite(value) ? value : null;
    }
    return column;
  });
  return [Float64Array.from(x), ...columns];
}

/** Where a curve left the numbers, if it did: the step of the first value that is not finite. */
export function divergedAt(points: Points): number | undefined {
  const index = points.y.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : points.x[index];
}

/** Keys that belong into one figure: `loss` with `val_loss`, `accuracy` with `val_accuracy`; the order of first appearance. */
export function groupKeys(keys: readonly string[]): { name: string; keys: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const name = key.replace(/^(train|val|test)[_/]/, '');
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups].map(([name, members]) => ({ name, keys: members.sort((a, b) => a.length - b.length) }));
}

function sortedByX(points: Points): Points {
  const { x, y } = points;
  let sorted = true;
  for (let index = 1; index < x.length && sorted; index += 1) sorted = x[index]! >= x[index - 1]!;
  if (sorted) return points;
  const order = Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(order, (index) => x[index]!), y: Float64Array.from(order, (index) => y[index]!) };
}
