import type { TeamContext } from '../../../../context.ts';
import { invalidInput } from '../../../../errors.ts';
import { getRun } from '../../../runs/service.ts';
import { findSeries } from '../../series/store.ts';
import type { Axis } from '../axis.ts';
import type { Curve } from '../curve.ts';
import { givenKeys, givenRequest } from '../input.ts';
import { readCurves } from '../read.ts';

const AXES: ReadonlySet<string> = new Set<Axis>(['STEP', 'EPOCH', 'TIME', 'RELATIVE']);

export interface CacheRequest {
  readonly keys: readonly string[];
  readonly x: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly pixels: number | null;
}

/** Curves that may be kept by whoever has asked for them. */
export interface Cacheable {
  /** What they depend on besides the request: each series with its number of points. */
  readonly state: unknown;
  /** They will never be others. */
  readonly isFinal: boolean;
  read(): Promise<Curve[]>;
}

/** The curves of a run for a cache. Throws `NOT_FOUND` and `INVALID_INPUT`. */
export async function curvesForCache(context: TeamContext, runId: string, { keys, x, ...rest }: CacheRequest): Promise<Cacheable> {
  if (!AXES.has(x)) throw invalidInput(`x is one of ${[...AXES].join(', ')}, got ${JSON.stringify(x)}`, 'x');
  const request = givenRequest({ ...rest, x: x as Axis }, true);
  const { status, startedAt } = await getRun(context, runId);
  const { sql } = context.app.database;
  const wanted = givenKeys(keys);
  // The epochs of a run are a metric of its own.
  const all = await findSeries(sql, [runId], x === 'EPOCH' ? [...wanted, 'epoch'] : wanted);
  const series = all.filter(({ key }) => wanted.includes(key));
  return {
    state: [startedAt, ...all.map(({ id, count }) => [id, count])],
    // A failed run may be tried again, and of a crashed one points may still come.
    isFinal: status === 'FINISHED',
    read: () => readCurves(sql, series, () => request),
  };
}
