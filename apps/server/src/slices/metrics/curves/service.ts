import type { Context } from '../../../context.ts';
import { findSeries, type SeriesRow } from '../series/store.ts';
import { type Band, bandOf } from './band.ts';
import type { Curve, CurveRequest } from './curve.ts';
import { sinceOf } from './cursor.ts';
import { readCurves } from './read.ts';

export type { Band, Curve };

/** A request as it is made: `since` is a cursor, of any attempt. */
export interface CurveQuery extends CurveRequest {
  /** The series of this attempt; null: of each metric the last one that has it. */
  readonly attempt: number | null;
  /** Of each run only the first of the keys that it has. */
  readonly firstKeyOnly: boolean;
}

type Reader = Pick<Context, 'app'>;

/** The curves of runs, in a few statements whatever their number, in order of runs and keys. Runs without a key have no curve of it. */
export async function listCurves({ app }: Reader, runIds: readonly string[], keys: readonly string[], query: CurveQuery): Promise<Curve[]> {
  const { sql } = app.database;
  const found = inOrder(await findSeries(sql, runIds, keys, query.attempt), runIds, keys);
  const series = query.firstKeyOnly ? found.filter(({ runId }, index) => found[index - 1]?.runId !== runId) : found;
  return readCurves(sql, series, (each) => ({ ...query, since: sinceOf(query.since, each) }));
}

/** The band of one metric over a group of runs. */
export interface GroupBand extends Band {
  /** Place of the group in what was asked. */
  readonly group: number;
  readonly key: string;
  /** Runs of the group that have the metric. */
  readonly runs: number;
}

const USUAL_COLUMNS = 500;

/** The bands of groups of runs: for each group those of the keys that any of its runs has. Reads all curves together. */
export async function listBands(
  { app }: Reader,
  groups: readonly (readonly string[])[],
  keys: readonly string[],
  query: CurveRequest,
): Promise<GroupBand[]> {
  const { sql } = app.database;
  const series = await findSeries(sql, [...new Set(groups.flat())], keys);
  const columns = query.pixels ?? USUAL_COLUMNS;
  // Columns are the same for all curves of a metric.
  const edges = new Map(
    keys.map((key) => [
      key,
      edgesOf(
        series.filter((each) => each.key === key),
        query,
      ),
    ]),
  );
  const curves = await readCurves(sql, series, ({ key }) => ({ ...query, ...edges.get(key)!, pixels: columns }));
  return groups.flatMap((runIds, group) => {
    const members = new Set(runIds);
    return keys.flatMap((key): GroupBand[] => {
      const own = curves.filter((curve) => curve.key === key && members.has(curve.runId));
      if (own.length === 0) return [];
      const { from, to } = drawnEdges(
        edges.get(key)!,
        curves.filter((curve) => curve.key === key),
      );
      return [{ group, key, runs: own.length, ...bandOf(own, { from, to, columns }) }];
    });
  });
}

function edgesOf(series: readonly SeriesRow[], { axis, from, to }: CurveRequest): { from: number | null; to: number | null } {
  if (axis !== 'STEP' || series.length === 0) return { from, to };
  return {
    from: from ?? Math.min(...series.map(({ firstStep }) => firstStep)),
    to: to ?? Math.max(...series.map(({ lastStep }) => lastStep)),
  };
}

// On the other axes the edges are known when the curves are.
function drawnEdges({ from, to }: { from: number | null; to: number | null }, curves: readonly Curve[]): { from: number; to: number } {
  const drawn = curves.filter(({ xs }) => xs.length > 0);
  return { from: from ?? Math.min(...drawn.map(({ xs }) => xs[0]!)), to: to ?? Math.max(...drawn.map(({ xs }) => xs.at(-1)!)) };
}

/**
 * The points that arrived after where each series stood, in `since` by series, or after the cursor `start`. Moves `since` on. A series that is
 * told of from its beginning comes as a curve of its own width does.
 */
export async function listNews(
  { app }: Reader,
  runIds: readonly string[],
  keys: readonly string[],
  since: Map<string, number>,
  start: number,
): Promise<Curve[]> {
  const { sql } = app.database;
  const stood = (series: SeriesRow) => since.get(series.id) ?? sinceOf(start, series);
  const grown = (await findSeries(sql, runIds, keys)).filter((series) => series.count > stood(series));
  const request = (series: SeriesRow): CurveRequest => ({
    axis: 'STEP',
    from: null,
    to: null,
    pixels: null,
    since: stood(series),
    withTimes: true,
  });
  const curves = await readCurves(sql, grown, request);
  for (const series of grown) since.set(series.id, series.count);
  return curves;
}

function inOrder(series: readonly SeriesRow[], runIds: readonly string[], keys: readonly string[]): SeriesRow[] {
  const places = new Map([...runIds, ...keys].map((name, index) => [name, index]));
  return series.toSorted((a, b) => places.get(a.runId)! - places.get(b.runId)! || places.get(a.key)! - places.get(b.key)!);
}
