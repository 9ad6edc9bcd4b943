/**
 * The first level above the points: of every 64 of them the first, the smallest, the largest and the last (M4), and the first
 * that is not finite, so that neither a spike nor a divergence is lost however far one zooms out.
 *
 * One bucket is 36 bytes: positions of smallest, largest and non-finite point (255: none) and what the latter is (one byte each),
 * then the values of first, smallest, largest and last. Steps, when they are not regular, and times, when they differ, follow as
 * five doubles each.
 *
 * Source: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
 */
import type { Points } from './points.ts';

/** Points in one bucket. */
export const BUCKET = 64;

const VALUES_BYTES = 36;
const PLACES_BYTES = 40;
const NONE = 255;
const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What a bucket's bytes leave out because the chunk says it: each step from position, and the one time of all. */
export interface LevelShape {
  /** Step of the chunk's first point. */
  readonly firstStep: number;
  /** Distance from step to step, or null when the steps are not regular. */
  readonly stride: number | null;
  /** The time of every point, or null when times differ. */
  readonly time: number | null;
  /** Points in the chunk. */
  readonly count: number;
}

/** The level of one chunk's points. */
export function encodeLevel(points: Points, shape: LevelShape): Uint8Array {
  const buckets = Math.ceil(shape.count / BUCKET);
  const size = bucketBytes(shape);
  const bytes = new Uint8Array(buckets * size);
  const view = new DataView(bytes.buffer);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = bucket * BUCKET;
    const end = Math.min(start + BUCKET, shape.count);
    const { smallest, largest, odd } = extremes(points.values, start, end);
    let at = bucket * size;
    bytes[at] = smallest < 0 ? NONE : smallest - start;
    bytes[at + 1] = largest < 0 ? NONE : largest - start;
    bytes[at + 2] = odd < 0 ? NONE : odd - start;
    bytes[at + 3] = odd < 0 ? 0 : kindOf(points.values[odd]!);
    const places = [start, Math.max(smallest, start), Math.max(largest, start), end - 1, Math.max(odd, start)];
    for (let index = 0; index < 4; index++) view.setFloat64(at + 4 + index * 8, points.values[places[index]!]!, true);
    at += VALUES_BYTES;
    if (shape.stride === null) {
      places.forEach((place, index) => view.setFloat64(at + index * 8, points.steps[place]!, true));
      at += PLACES_BYTES;
    }
    if (shape.time === null) places.forEach((place, index) => view.setFloat64(at + index * 8, points.times[place]!, true));
  }
  return bytes;
}

/** Calls `visit` with the kept points of every bucket, in order of arrival. `position` counts within the chunk. */
export function visitLevel(
  bytes: Uint8Array,
  shape: LevelShape,
  visit: (step: number, value: number, time: number, position: number) => void,
): void {
  const size = bucketBytes(shape);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0, start = 0; start < shape.count; at += size, start += BUCKET) {
    const last = Math.min(BUCKET, shape.count - start) - 1;
    const positions = [0, bytes[at]!, bytes[at + 1]!, last, bytes[at + 2]!];
    const emit = (which: number) => {
      const position = start + positions[which]!;
      const value = which === 4 ? NOT_FINITE[bytes[at + 3]!]! : view.getFloat64(at + 4 + which * 8, true);
      const step = shape.stride === null ? view.getFloat64(at + VALUES_BYTES + which * 8, true) : shape.firstStep + position * shape.stride;
      const timesAt = at + VALUES_BYTES + (shape.stride === null ? PLACES_BYTES : 0);
      visit(step, value, shape.time ?? view.getFloat64(timesAt + which * 8, true), position);
    };
    emit(0);
    for (const which of middle(positions, last)) emit(which);
    if (last > 0) emit(3);
  }
}

/** Bytes of one bucket. */
export function bucketBytes(shape: Pick<LevelShape, 'stride' | 'time'>): number {
  return VALUES_BYTES + (shape.stride === null ? PLACES_BYTES : 0) + (shape.time === null ? PLACES_BYTES : 0);
}

// Smallest, largest and non-finite point by position, each place once, without first and last.
function middle(positions: readonly number[], last: number): number[] {
  const inside = [1, 2, 4].filter((which) => positions[which]! > 0 && positions[which]! < last);
  inside.sort((a, b) => positions[a]! - positions[b]!);
  return inside.filter((which, index) => index === 0 || positions[which] !== positions[inside[index - 1]!]);
}

function extremes(values: Float64Array, start: number, end: number): { smallest: number; largest: number; odd: number } {
  let smallest = -1;
  let largest = -1;
  let odd = -1;
  for (let index = start; index < end; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) {
      if (odd < 0) odd = index;
      continue;
    }
    if (smallest < 0 || value < values[smallest]!) smallest = index;
    if (largest < 0 || value > values[largest]!) largest = index;
  }
  return { smallest, largest, odd };
}

function kindOf(value: number): number {
  return Number.isNaN(value) ? 0 : value > 0 ? 1 : 2;
}
