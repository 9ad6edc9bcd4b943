// One curve for the eye: all points when they are few, else M4 by pixel columns, from the points or from the level above them.
import { decodeChunk, levelShape } from './chunk.ts';
import { BUCKET, visitLevel } from './level.ts';
import { columnOf, createReducer, reducePoints } from './m4.ts';
import { joinPoints, NO_POINTS, orderByStep, type Points, slicePoints } from './points.ts';
import type { LevelChunk, PointChunk, SeriesRow } from './store.ts';

/** What a curve is wanted for. */
export interface CurveRequest {
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
  readonly points: Points;
  /** Points of the whole series. */
  readonly count: number;
  /** Each column shows the first, smallest, largest and last of exactly its points. */
  readonly exact: boolean;
  /** Pixel columns; 0 when these are all the points. */
  readonly columns: number;
}

/** So many points come whole when no width is given. */
export const WHOLE = 20_000;
const WIDE = 2_000;
/** The level serves when a column holds at least so many of its buckets. */
const BUCKETS_IN_COLUMN = 4;

/** Where a curve is read from. */
export type Source = 'points' | 'level';

/** Chooses the source: the level only where a bucket is much narrower than a column, and the steps are in order. */
export function sourceOf(series: SeriesRow, request: CurveRequest): Source {
  const columns = columnsOf(series, request);
  return columns > 0 && series.ordered && request.since === 0 && pointsWithin(series, request) >= columns * BUCKETS_IN_COLUMN * BUCKET
    ? 'level'
    : 'points';
}

/** The curve of a series from its points, given in the order of arrival. */
export function curveOfPoints(series: SeriesRow, request: CurveRequest, chunks: readonly PointChunk[]): Curve {
  // Points may have come between reading the summary and reading them: they belong to the next answer.
  const parts = chunks
    .filter((chunk) => chunk.seq < series.count)
    .map((chunk) =>
      slicePoints(decodeChunk(chunk), Math.max(0, request.since - chunk.seq), Math.min(chunk.count, series.count - chunk.seq)),
    );
  const all = within(inOrder(parts.length === 0 ? NO_POINTS : joinPoints(parts), series), request);
  const columns = columnsOf(series, request);
  if (columns === 0 || all.values.length <= columns) return { ...identity(series), points: all, exact: true, columns: 0 };
  const { from, to } = edges(series, request);
  return { ...identity(series), points: reducePoints(all, from, to, columns), exact: true, columns };
}

/** The curve of a series in order of step from its level. Exact when every bucket lies within one column. */
export function curveOfLevel(series: SeriesRow, request: CurveRequest, chunks: readonly LevelChunk[]): Curve {
  const columns = columnsOf(series, request);
  const { from, to } = edges(series, request);
  const scale = to > from ? columns / (to - from) : 0;
  const reducer = createReducer(from, to, columns);
  let exact = true;
  for (const chunk of chunks) {
    if (chunk.seq >= series.count) continue;
    if (chunk.level1 === null) {
      const points = within(decodeChunk(chunk), request);
      for (let index = 0; index < points.values.length; index++)
        reducer.push(points.steps[index]!, points.values[index]!, points.times[index]!);
      continue;
    }
    let column = -1;
    let isAlone = false;
    visitLevel(chunk.level1, levelShape(chunk), (step, value, time, position) => {
      const inside = step >= from && step <= to;
      const here = inside ? columnOf(step, from, scale, columns) : -1;
      if (position % BUCKET === 0) {
        column = here;
        // At the right edge a bucket may have its first point inside and no other.
        isAlone = inside && chunk.stride !== null && step + chunk.stride > to;
      } else if (here !== column && !isAlone) exact = false;
      if (inside) reducer.push(step, value, time);
    });
  }
  return { ...identity(series), points: reducer.finish(), exact, columns };
}

function inOrder(points: Points, { ordered }: SeriesRow): Points {
  return ordered ? points : orderByStep(points);
}

function identity({ runId, key, count }: SeriesRow) {
  return { runId, key, count };
}

function columnsOf(series: SeriesRow, { pixels, since }: CurveRequest): number {
  return pixels ?? (series.count - since > WHOLE ? WIDE : 0);
}

function edges(series: SeriesRow, { from, to }: CurveRequest): { from: number; to: number } {
  return { from: from ?? series.firstStep, to: to ?? series.lastStep };
}

// As if steps were spread evenly: it decides between two ways to the same picture.
function pointsWithin(series: SeriesRow, request: CurveRequest): number {
  const { from, to } = edges(series, request);
  const span = series.lastStep - series.firstStep;
  const shown = Math.min(to, series.lastStep) - Math.max(from, series.firstStep);
  return span > 0 ? series.count * Math.min(1, Math.max(0, shown / span)) : series.count;
}

function within(points: Points, { from, to }: CurveRequest): Points {
  if (from === null && to === null) return points;
  let start = 0;
  let end = points.steps.length;
  while (start < end && from !== null && points.steps[start]! < from) start++;
  while (end > start && to !== null && points.steps[end - 1]! > to) end--;
  return slicePoints(points, start, end);
}
