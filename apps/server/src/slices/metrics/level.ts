/**
 * Levels above the points: of every 64 of them, and of every 256, the first, the smallest, the largest and the last (M4), and the first
 * that is not finite, so that neither a spike nor a divergence is lost however far one zooms out.
 *
 * One bucket is 36 bytes: where in it the smallest, the largest and the non-finite point are, and what there is of these (one byte each),
 * then the values of first, smallest, largest and last. Steps, when they are not regular, and times, when they differ, follow as
 * five doubles each. The parts lie one after the other, each for all buckets of a chunk, so that times can be left unread.
 *
 * Source: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
 */
import type { Points } from './points.ts';

/** Points in one bucket of the first level, and of the second. */
export const BUCKET = 64;
export const WIDE_BUCKET = 256;

/** Bytes of a bucket's values, and of its steps or times. */
export const VALUES_BYTES = 32;
export const PLACES_BYTES = 40;
const PLACES = 5;
const [FINITE, ODD] = [4, 8];
const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What a level's bytes leave out because the chunk says it: each step from position, and the one time of all. */
export interface LevelShape {
  /** Step of the chunk's first point. */
  readonly firstStep: number;
  /** Distance from step to step, or null when the steps are not regular. */
  readonly stride: number | null;
  /** The time of every point; null when times differ. */
  readonly time: number | null;
  /** Points in the chunk. */
  readonly count: number;
  /** Points in a bucket, at most 256. */
  readonly bucket: number;
}

/** The level of one chunk's points. */
export function encodeLevel(points: Points, shape: LevelShape): Uint8Array {
  const { count, bucket, stride, time } = shape;
  const buckets = Math.ceil(count / bucket);
  const heads = headBytes(buckets);
  const lists = Number(stride === null) + Number(time === null);
  const bytes = new Uint8Array(heads + buckets * (VALUES_BYTES + lists * PLACES_BYTES));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < buckets; index++) {
    const start = index * bucket;
    const end = Math.min(start + bucket, count);
    const { smallest, largest, odd } = extremes(points.values, start, end);
    const kind = odd < 0 ? 0 : ODD | kindOf(points.values[odd]!);
    bytes.set(
      [Math.max(smallest - start, 0), Math.max(largest - start, 0), Math.max(odd - start, 0), kind | (smallest < 0 ? 0 : FINITE)],
      index * 4,
    );
    const places = [start, Math.max(smallest, start), Math.max(largest, start), end - 1, Math.max(odd, start)];
    const write = (at: number, column: Float64Array, length: number) => {
      for (let place = 0; place < length; place++) view.setFloat64(at + place * 8, column[places[place]!]!, true);
    };
    write(heads + index * VALUES_BYTES, points.values, 4);
    let at = heads + buckets * VALUES_BYTES;
    if (stride === null) {
      write(at + index * PLACES_BYTES, points.steps, PLACES);
      at += buckets * PLACES_BYTES;
    }
    if (time === null) write(at + index * PLACES_BYTES, points.times, PLACES);
  }
  return bytes;
}

/** Takes what the buckets of a level keep. `position` counts within the chunk. */
export type Keep = (step: number, value: number, time: number, position: number) => void;

/** Calls `keep` with the kept points of every bucket in order of arrival. Without the times, `time` is that of the chunk. */
export function visitLevel(bytes: Uint8Array, shape: LevelShape, chunkTime: number, keep: Keep): void {
  const { count, bucket, firstStep, stride } = shape;
  const buckets = Math.ceil(count / bucket);
  const heads = headBytes(buckets);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stepsAt = heads + buckets * VALUES_BYTES;
  const timesAt = stepsAt + (stride === null ? buckets * PLACES_BYTES : 0);
  const hasTimes = bytes.length > timesAt;
  for (let index = 0; index < buckets; index++) {
    const start = index * bucket;
    const last = Math.min(bucket, count - start) - 1;
    const what = bytes[index * 4 + 3]!;
    const emit = (place: number, position: number) => {
      const value = place === 4 ? NOT_FINITE[what & 3]! : view.getFloat64(heads + index * VALUES_BYTES + place * 8, true);
      const step =
        stride === null ? view.getFloat64(stepsAt + index * PLACES_BYTES + place * 8, true) : firstStep + (start + position) * stride;
      keep(step, value, hasTimes ? view.getFloat64(timesAt + index * PLACES_BYTES + place * 8, true) : chunkTime, start + position);
    };
    emit(0, 0);
    // Inside the bucket by position, each point once.
    let [a, b] = what & FINITE ? [1, 2] : [0, 0];
    const at = (place: number) => (place === 0 ? 0 : bytes[index * 4 + (place === 4 ? 2 : place - 1)]!);
    if (at(a) > at(b)) [a, b] = [b, a];
    const odd = what & ODD ? at(4) : 0;
    let previous = 0;
    const pass = (place: number, position: number) => {
      if (position <= previous || position >= last) return;
      emit(place, position);
      previous = position;
    };
    if (odd > 0 && odd < at(a)) pass(4, odd);
    pass(a, at(a));
    if (odd >= at(a) && odd < at(b)) pass(4, odd);
    pass(b, at(b));
    if (odd >= at(b)) pass(4, odd);
    if (last > 0) emit(3, last);
  }
}

/** Bytes of the first part, on eighth bytes. */
export function headBytes(buckets: number): number {
  return Math.ceil(buckets / 2) * 8;
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
