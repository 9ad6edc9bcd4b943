import { randomUUID } from 'node:crypto';
import type { App, Context, TeamContext } from '../../context.ts';
import type { Sql } from '../../db/sql.ts';
import { AppError } from '../../errors.ts';
import { getRun, leaseLost, refreshSoon, signOfLife } from '../runs/service.ts';
import type { Batch } from './batch.ts';
import { carryOver } from './carry-over.ts';
import { compactSoon } from './compact.ts';
import { type Curve, curveOfLevel, curveOfPoints, type CurveRequest, type Source, sourceOf } from './curve.ts';
import { createGatherer, type Gatherer } from './gather.ts';
import { type ColumnInput, givenColumns, givenPoints, givenWriter, hashColumns, type PointInput } from './input.ts';
import { findLevels, findPoints, findSeries, insertBatches, type SeriesRow, type Window } from './store.ts';

export { compactLeftOvers, compactMetrics } from './compact.ts';
export type { SeriesRow };

/** Columns of fewer points leave chunks behind that are worth merging. */
const SMALL_COLUMN = 512;

const gatherers = new WeakMap<App, Gatherer>();

function gathererOf(app: App): Gatherer {
  const known = gatherers.get(app) ?? createGatherer((batches) => insertBatches(app.database.sql, batches));
  gatherers.set(app, known);
  return known;
}

export interface AppendInput {
  readonly runId: string;
  readonly writer: string;
  readonly sequence: number;
  readonly columns: readonly ColumnInput[];
}

/** Stores packed columns once, however often they are sent. Durable when it returns. */
export async function appendMetrics(context: TeamContext, { runId, writer, sequence, columns }: AppendInput): Promise<void> {
  await store(context, {
    runId,
    ...givenWriter(writer, sequence),
    hash: hashColumns(columns),
    columns: givenColumns(columns, context.app.now().getTime()),
  });
}

/** Stores single points. Nothing tells a repetition: sent twice, they are stored twice. */
export async function logMetrics(context: TeamContext, runId: string, points: readonly PointInput[]): Promise<void> {
  const columns = givenPoints(points, context.app.now().getTime());
  await store(context, { runId, writer: randomUUID(), sequence: 0, hash: new Uint8Array(32), columns });
}

async function store(context: TeamContext, batch: Omit<Batch, 'fence'>): Promise<void> {
  const { app, viewer } = context;
  if (viewer.kind === 'attempt') await carryOver(app, viewer, batch);
  const outcome = await gathererOf(app).store({ ...batch, ...(viewer.kind === 'attempt' && { fence: viewer.fence }) });
  if (outcome === 'conflict')
    throw new AppError('CONFLICT', `${batch.writer} has sent other points under the number ${batch.sequence}.`, {
      fields: ['input.sequence'],
    });
  if (outcome === 'lease lost') throw leaseLost();
  if (outcome === 'refused') {
    const run = await getRun(context, batch.runId);
    throw new AppError('CONFLICT', `Run #${run.number} is ${run.status} and takes no more points.`);
  }
  if (viewer.kind !== 'attempt') signOfLife(app, batch.runId);
  if (outcome === 'stored') {
    app.live.changed(`metrics:${batch.runId}`);
    refreshSoon(app, batch.runId);
    if (batch.columns.some(({ points }) => points.values.length < SMALL_COLUMN)) compactSoon(app, batch.runId);
  }
}

/** The series of runs, of some keys or of all, by run and key. */
export function listSeries({ app }: Pick<Context, 'app'>, runIds: readonly string[], keys: readonly string[] | null): Promise<SeriesRow[]> {
  return findSeries(app.database.sql, runIds, keys);
}

/** The curves of runs, in three statements whatever their number. Runs without a key have no curve of it. */
export async function listCurves(
  { app: { database } }: Pick<Context, 'app'>,
  runIds: readonly string[],
  keys: readonly string[],
  request: CurveRequest,
): Promise<Curve[]> {
  return readCurves(database.sql, await findSeries(database.sql, runIds, keys), () => request);
}

async function readCurves(sql: Sql, series: readonly SeriesRow[], requestOf: (series: SeriesRow) => CurveRequest): Promise<Curve[]> {
  const sources = new Map(series.map((each) => [each.id, sourceOf(each, requestOf(each))]));
  const windows = (source: Source) => series.filter(({ id }) => sources.get(id) === source).map((each) => windowOf(each, requestOf(each)));
  const [levels, points] = await Promise.all([
    findLevels(sql, windows('level')),
    findPoints(
      sql,
      windows('points'),
      series.some((each) => requestOf(each).withTimes),
    ),
  ]);
  const levelsOf = Map.groupBy(levels, ({ seriesId }) => seriesId);
  const pointsOf = Map.groupBy(points, ({ seriesId }) => seriesId);
  return series.map((each) =>
    sources.get(each.id) === 'level'
      ? curveOfLevel(each, requestOf(each), levelsOf.get(each.id) ?? [])
      : curveOfPoints(each, requestOf(each), pointsOf.get(each.id) ?? []),
  );
}

// Where steps come in any order no chunk can be left out by its steps.
function windowOf({ id, ordered }: SeriesRow, { from, to, since }: CurveRequest): Window {
  return { seriesId: id, from: ordered ? from : null, to: ordered ? to : null, since };
}

/**
 * The points that arrived after where each series stood, in `since` by series, or after `start`. Moves `since` on. A series that is
 * told of from its beginning comes as a curve of its own width does.
 */
export async function listNews(
  context: Pick<Context, 'app'>,
  runIds: readonly string[],
  keys: readonly string[],
  since: Map<string, number>,
  start: number,
): Promise<Curve[]> {
  const { sql } = context.app.database;
  const grown = (await findSeries(sql, runIds, keys)).filter((series) => series.count > (since.get(series.id) ?? start));
  const from = (series: SeriesRow): CurveRequest => ({
    from: null,
    to: null,
    pixels: null,
    since: since.get(series.id) ?? start,
    withTimes: true,
  });
  const [whole, tails] = [grown.filter((series) => from(series).since === 0), grown.filter((series) => from(series).since > 0)];
  const curves = await Promise.all([readCurves(sql, whole, from), readCurves(sql, tails, from)]);
  for (const series of grown) since.set(series.id, series.count);
  return curves.flat();
}
