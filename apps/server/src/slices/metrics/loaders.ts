import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { type Curve, type CurveQuery, listCurves } from './curves/service.ts';
import { listSeries, type SeriesRow } from './service.ts';

// Asked for together, and not kept: the request of a subscription lives long.
const FRESH = { cache: false } as const;

/** The series of a run, one statement for all runs of a page. */
export function seriesOf(
  context: Context,
  runId: string,
  keys: readonly string[] | null,
  attempt: number | null = null,
): Promise<SeriesRow[]> {
  const loader = once(
    context,
    `series ${JSON.stringify([keys, attempt])}`,
    () =>
      new DataLoader<string, SeriesRow[]>(async (runIds) => {
        const found = Map.groupBy(await listSeries(context, runIds, keys, attempt), (series) => series.runId);
        return runIds.map((id) => found.get(id) ?? []);
      }, FRESH),
  );
  return loader.load(runId);
}

/** The curves of a run, two statements for all runs of a page. */
export function curvesOf(context: Context, runId: string, keys: readonly string[], request: CurveQuery): Promise<Curve[]> {
  const loader = once(
    context,
    `curves ${JSON.stringify([keys, request])}`,
    () =>
      new DataLoader<string, Curve[]>(async (runIds) => {
        const found = Map.groupBy(await listCurves(context, runIds, keys, request), (curve) => curve.runId);
        return runIds.map((id) => found.get(id) ?? []);
      }, FRESH),
  );
  return loader.load(runId);
}
