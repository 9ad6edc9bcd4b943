// One curve for the eye: all points when they are few, else M4 by pixel columns, from the points or from a level above them.
import { decodeChunk, decodeInto, levelShape } from '../chunk.ts';
import { BUCKET, visitLevel, WIDE_BUCKET } from '../level.ts';
import { isOrdered, type Points, slicePoints } from '../points.ts';
import type { SeriesRow } from '../series/store.ts';
import type { Axis, XOf } from './axis.ts';
import { columnOf, reduce, scaleOf } from './m4.ts';
import type { LevelChunk, PointChunk } from './store.ts';

/** What a curve is wanted for. */
export interface CurveRequest {
  readonly axis: Axis;
  /** In the unit of the axis. */
  readonly from: number | null;
  readonly to: number | null;
  /** Width of the figure. Null: at most `WHOLE` points come whole, and more of them as for a wide figure. */
  readonly pixels: number | null;
  /** Only what arrived after so many points. */
  readonly since: number;
  /** False: nobody looks at the times, which are a third of what there is to read. */
  readonly withTimes: boolean;
}

/** A curve as it is drawn. */
export interface Curve {
  readonly runId: string;
  readonly key: string;
  readonly attempt: number;
  readonly points: Points;
  /** Of each point, in order. */
  readonly xs: Float64Array;
  /** Points of the whole series. */
  readonly count: number;
  /** Each column shows the first, smallest, largest and last of exactly its points. */
  readonly exact: boolean;
  /** Pixel columns; 0 when these are all the points. */
  readonly columns: number;
  /** The points begin with the first of the series: they take the place of what was shown before. */
  readonly isWhole: boolean;
}

/** So many points come whole when no width is given. */
export const WHOLE = 20_000;
const WIDE = 2_000;
const NO_TIMES = new Float64Array(0);
/** A level serves when a column holds at least so many of its buckets. */
const BUCKETS_IN_COLUMN = 4;

/** Where a curve is read from: the points, or a level by the points in its buckets. */
export type Source = 'points' | typeof BUCKET | typeof WIDE_BUCKET;

/** Chooses the source: the coarsest whose buckets are much narrower than a column. `inside`: points in the window. */
export function sourceOf(series: SeriesRow, request: CurveRequest, inside: number): Source {
  const columns = columnsOf(request, inside);
  // A level knows the steps in their order of arrival only.
  if (columns === 0 || request.since > 0 || !series.ordered) return 'points';
  return ([WIDE_BUCKET, BUCKET] as const).find((bucket) => inside >= columns * BUCKETS_IN_COLUMN * bucket) ?? 'points';
}

/** How many points lie between the edges, as if steps were spread evenly: it decides between two ways to the same picture. */
export function pointsWithin({ firstStep, lastStep, count }: SeriesRow, { from, to }: CurveRequest): number {
  const span = lastStep - firstStep;
  const shown = Math.min(to ?? lastStep, lastStep) - Math.max(from ?? firstStep, firstStep);
  return span > 0 ? count * Math.min(1, Math.max(0, shown / span)) : count;
}

/** The curve of a series from its points, given in the order of arrival. */
export function curveOfPoints(series: SeriesRow, request: CurveRequest, chunks: readonly PointChunk[], xOf: XOf): Curve {
  const needsTimes = request.withTimes || request.axis !== 'STEP';
  const all = inOrder(joined(series, request, chunks, needsTimes), request.axis === 'STEP' ? undefined : xOf);
  const { points, xs } = within(all, request);
  const columns = columnsOf(request, xs.length);
  if (columns === 0 || xs.length <= columns) return { ...identity(series, request), points, xs, exact: true, columns: 0 };
  const [from, to] = edges(series, request, xs);
  return { ...identity(series, request), ...pick({ points, xs }, reduce(xs, points.values, from, to, columns)), exact: true, columns };
}

/** The curve of a series from a level. Undefined when the points do not lie in order on this axis: then only the points will do. */
export function curveOfLevel(series: SeriesRow, request: CurveRequest, chunks: readonly LevelChunk[], xOf: XOf): Curve | undefined {
  const kept = keptIn(
    chunks.filter(({ seq }) => seq < series.count),
    xOf,
  );
  if (!isOrdered(kept.xs)) return undefined;
  // A level is read only where columns are few: see sourceOf.
  const columns = columnsOf(request, pointsWithin(series, request));
  const { points, xs } = within(kept, request);
  const [from, to] = edges(series, request, xs);
  return {
    ...identity(series, request),
    ...pick({ points, xs }, reduce(xs, points.values, from, to, columns)),
    // Times between two kept points are not known.
    exact: (request.axis === 'STEP' || request.axis === 'EPOCH') && areWhole(kept, from, to, columns),
    columns,
  };
}

interface Placed {
  readonly points: Points;
  readonly xs: Float64Array;
}

interface Kept extends Placed {
  /** Of each bucket, the place of the first point that it keeps, and x of its second point. */
  readonly starts: readonly number[];
  readonly seconds: readonly number[];
}

function keptIn(chunks: readonly LevelChunk[], xOf: XOf): Kept {
  const most = chunks.reduce((sum, { level, count, bucket }) => sum + (level === null ? count : Math.ceil(count / bucket) * 5), 0);
  const [steps, values, times, xs] = [0, 1, 2, 3].map(() => new Float64Array(most)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const starts: number[] = [];
  const seconds: number[] = [];
  let count = 0;
  const keep = (step: number, value: number, time: number) => {
    steps[count] = step;
    values[count] = value;
    times[count] = time;
    xs[count++] = xOf(step, time);
  };
  for (const chunk of chunks) {
    const { level, stride, firstTime, bucket } = chunk;
    if (level === null) {
      const points = decodeChunk(chunk);
      for (let index = 0; index < chunk.count; index++) {
        starts.push(count);
        seconds.push(Number.NaN);
        keep(points.steps[index]!, points.values[index]!, points.times[index]!);
      }
      continue;
    }
    visitLevel(level, levelShape(chunk, chunk.timesDiffer, bucket), firstTime, (step, value, time, position) => {
      if (position % bucket === 0) {
        starts.push(count);
        seconds.push(stride === null ? Number.NaN : step + stride);
      }
      keep(step, value, time);
    });
  }
  const cut = (column: Float64Array) => column.subarray(0, count);
  return { points: { steps: cut(steps), values: cut(values), times: cut(times) }, xs: cut(xs), starts, seconds };
}

// Whether no bucket lies across the edge of two columns. At the right edge of the window one may have its first point inside and no other.
function areWhole({ xs, starts, seconds }: Kept, from: number, to: number, columns: number): boolean {
  const scale = scaleOf(from, to, columns);
  const place = (x: number) => (x < from ? -1 : x > to ? columns : columnOf(x, from, scale, columns));
  return starts.every((start, bucket) => {
    const first = place(xs[start]!);
    const last = place(xs[(starts[bucket + 1] ?? xs.length) - 1]!);
    return first === last || (last === columns && seconds[bucket]! > to);
  });
}

// Points may have come between reading the summary and reading them: they belong to the next answer.
function joined(series: SeriesRow, { since }: CurveRequest, chunks: readonly PointChunk[], withTimes: boolean): Points {
  const parts = chunks
    .map((chunk) => ({ chunk, start: Math.max(0, since - chunk.seq), end: Math.min(chunk.count, series.count - chunk.seq) }))
    .filter(({ start, end }) => start < end);
  const count = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const all: Points = {
    steps: new Float64Array(count),
    values: new Float64Array(count),
    times: withTimes ? new Float64Array(count) : NO_TIMES,
  };
  let at = 0;
  for (const { chunk, start, end } of parts) {
    decodeInto(all, at, chunk, start, end);
    at += end - start;
  }
  return all;
}

// In order of x; points of one x keep the order of their arrival.
function inOrder(points: Points, xOf: XOf | undefined): Placed {
  const xs = xOf === undefined ? points.steps : points.steps.map((step, index) => xOf(step, points.times[index]!));
  if (isOrdered(xs)) return { points, xs };
  return pick(
    { points, xs },
    Uint32Array.from(xs.keys()).sort((a, b) => xs[a]! - xs[b]! || a - b),
  );
}

function pick({ points: { steps, values, times }, xs }: Placed, places: Uint32Array): Placed {
  const from = (column: Float64Array) => {
    if (column.length === 0) return column;
    const picked = new Float64Array(places.length);
    for (let index = 0; index < places.length; index++) picked[index] = column[places[index]!]!;
    return picked;
  };
  const picked = { steps: from(steps), values: from(values), times: from(times) };
  return { points: picked, xs: xs === steps ? picked.steps : from(xs) };
}

function within(placed: Placed, { from, to }: CurveRequest): Placed {
  if (from === null && to === null) return placed;
  const { points, xs } = placed;
  let start = 0;
  let end = xs.length;
  while (start < end && from !== null && xs[start]! < from) start++;
  while (end > start && to !== null && xs[end - 1]! > to) end--;
  const inside = slicePoints(points, start, end);
  return { points: inside, xs: xs === points.steps ? inside.steps : xs.subarray(start, end) };
}

function edges({ firstStep, lastStep }: SeriesRow, { axis, from, to }: CurveRequest, xs: Float64Array): [number, number] {
  if (axis === 'STEP') return [from ?? firstStep, to ?? lastStep];
  return [from ?? xs[0] ?? 0, to ?? xs.at(-1) ?? 0];
}

function identity({ runId, key, attempt, count }: SeriesRow, { since }: CurveRequest) {
  return { runId, key, attempt, count, isWhole: since === 0 };
}

/** `inside`: points in the window that is asked for, not of the whole series. */
function columnsOf({ pixels }: CurveRequest, inside: number): number {
  return pixels ?? (inside > WHOLE ? WIDE : 0);
}
