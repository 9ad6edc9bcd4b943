// Reads curves of series on any axis, in a few statements whatever their number.
import type { Sql } from '../../../db/sql.ts';
import { invalidInput } from '../../../errors.ts';
import { BUCKET, WIDE_BUCKET } from '../level.ts';
import { findSeries, type SeriesRow } from '../series/store.ts';
import { type Axis, epochAxis, relativeAxis, stepAxis, timeAxis, type XOf } from './axis.ts';
import { type Curve, curveOfLevel, curveOfPoints, type CurveRequest, pointsWithin, type Source, sourceOf } from './curve.ts';
import { findLevels, findPoints, findStarts, findStartTimes, type Window } from './store.ts';

/** A curve that is to be read: of which series, and how. */
interface Job {
  readonly series: SeriesRow;
  readonly request: CurveRequest;
  readonly xOf: XOf;
  readonly window: Window;
  readonly source: Source;
  /** About how many points lie in the window. */
  readonly inside: number;
}

/** So many points, or groups of points, are read for one answer: more would take the memory that everybody shares. */
const MOST_READ = 25_000_000;

/** The epochs of a run are known well enough from so many of their points. */
const EPOCH_POINTS = 5_000;
/** First, smallest, largest and last. */
const POINTS_IN_BUCKET = 4;

/** The curves of series, each as `requestOf` wants it; all on one axis. */
export async function readCurves(sql: Sql, series: readonly SeriesRow[], requestOf: (series: SeriesRow) => CurveRequest): Promise<Curve[]> {
  if (series.length === 0) return [];
  const jobs = await planned(sql, series, requestOf);
  requireReadable(jobs);
  const curves = new Map<string, Curve>();
  await Promise.all(
    ([BUCKET, WIDE_BUCKET] as const).map(async (bucket) => {
      const those = jobs.filter(({ source }) => source === bucket);
      const withTimes = those.some(({ request }) => needsTimes(request));
      const chunks = Map.groupBy(
        await findLevels(
          sql,
          those.map(({ window }) => window),
          bucket,
          withTimes,
        ),
        ({ seriesId }) => seriesId,
      );
      for (const { series: each, request, xOf } of those) {
        const curve = curveOfLevel(each, request, chunks.get(each.id) ?? [], xOf);
        if (curve) curves.set(each.id, curve);
      }
    }),
  );
  const rest = jobs.filter(({ series: { id } }) => !curves.has(id));
  const withTimes = rest.some(({ request }) => needsTimes(request));
  const chunks = Map.groupBy(
    await findPoints(
      sql,
      rest.map(({ window }) => window),
      withTimes,
    ),
    ({ seriesId }) => seriesId,
  );
  for (const { series: each, request, xOf } of rest) curves.set(each.id, curveOfPoints(each, request, chunks.get(each.id) ?? [], xOf));
  return series.map(({ id }) => curves.get(id)!);
}

function requireReadable(jobs: readonly Job[]): void {
  const total = jobs.reduce((sum, { source, inside }) => sum + (source === 'points' ? inside : (POINTS_IN_BUCKET * inside) / source), 0);
  if (jobs.length > 1 && total > MOST_READ)
    throw invalidInput(
      `These ${jobs.length} curves have ${Math.round(total)} points to be read, at most ${MOST_READ} can be at once: ask for fewer runs or keys, or for fewer pixels`,
      'keys',
      'pixels',
    );
}

function needsTimes({ axis, withTimes }: CurveRequest): boolean {
  return withTimes || axis !== 'STEP';
}

async function planned(sql: Sql, series: readonly SeriesRow[], requestOf: (series: SeriesRow) => CurveRequest): Promise<Job[]> {
  const axis = requestOf(series[0]!).axis;
  const xOfRun = await axesOf(sql, axis, [...new Set(series.map(({ runId }) => runId))]);
  const jobs = series.map((each): Job => {
    const request = requestOf(each);
    // Where steps come in any order no chunk can be left out by its steps.
    const hasEdges = axis === 'STEP' && each.ordered;
    return {
      series: each,
      request,
      xOf: xOfRun(each.runId),
      window: { seriesId: each.id, from: hasEdges ? request.from : null, to: hasEdges ? request.to : null, since: request.since },
      source: sourceOf(each, request, axis === 'STEP' ? pointsWithin(each, request) : each.count),
      inside: Math.min(hasEdges ? pointsWithin(each, request) : each.count, Math.max(0, each.count - request.since)),
    };
  });
  return axis === 'STEP' ? jobs : narrowed(sql, jobs);
}

// On the other axes the edges of a window are found from where the chunks begin, as far as these are in order.
async function narrowed(sql: Sql, jobs: readonly Job[]): Promise<Job[]> {
  const wanted = jobs.filter(({ request: { from, to, since } }) => since === 0 && (from !== null || to !== null));
  if (wanted.length === 0) return [...jobs];
  const starts = Map.groupBy(
    await findStarts(
      sql,
      wanted.map(({ series }) => series.id),
    ),
    ({ seriesId }) => seriesId,
  );
  return jobs.map((job) => {
    const { series, request, xOf, window } = job;
    const own = (starts.get(series.id) ?? []).map(({ seq, firstStep, firstTime }) => ({ seq, x: xOf(firstStep, firstTime) }));
    if (own.length === 0 || own.some(({ x }, index) => index > 0 && x < own[index - 1]!.x)) return job;
    const first = own.findLastIndex(({ x }) => request.from !== null && x < request.from);
    const after = own.findIndex(({ x }) => request.to !== null && x > request.to);
    const since = own[Math.max(first, 0)]!.seq;
    const until = after < 0 ? series.count : own[after]!.seq;
    return { ...job, window: { ...window, since, until }, source: sourceOf(series, request, until - since), inside: until - since };
  });
}

async function axesOf(sql: Sql, axis: Axis, runIds: readonly string[]): Promise<(runId: string) => XOf> {
  if (axis === 'STEP') return () => stepAxis;
  if (axis === 'TIME') return () => timeAxis;
  if (axis === 'RELATIVE') {
    const started = await findStartTimes(sql, runIds);
    return (runId) => relativeAxis(started.get(runId) ?? 0);
  }
  const epochs = await readCurves(sql, await findSeries(sql, runIds, ['epoch']), () => ({
    axis: 'STEP',
    from: null,
    to: null,
    pixels: EPOCH_POINTS,
    since: 0,
    withTimes: true,
  }));
  const axes = new Map(epochs.map(({ runId, points }) => [runId, epochAxis(points)]));
  return (runId) => axes.get(runId) ?? stepAxis;
}
