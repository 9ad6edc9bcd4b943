/**
 * Each attempt of a run has series of its own. One that goes on where an earlier one has left a checkpoint begins in the middle; so that its
 * series are whole, they begin with a copy of the earlier points before that step. Those of the earlier attempt stay as they were.
 */
import type { App } from '../../context.ts';
import type { Principal } from '../../principal.ts';
import type { Batch } from './batch.ts';
import { decodeChunk, encodeChunks } from './chunk.ts';
import { joinPoints, type Points } from './points.ts';
import { findEarlier, insertCarried } from './attempts/store.ts';
import { findPoints } from './curves/store.ts';
import { summarize } from './summary.ts';

type Attempt = Extract<Principal, { kind: 'attempt' }>;

const KEPT = 1_000;
// By server and lease, the metrics that were looked at: once for each.
const looked = new WeakMap<App, Map<string, Set<string>>>();

/** Before the first points of metrics that an attempt sends: copies what came before them in an earlier attempt. May be done again without harm. */
export async function carryOver(app: App, { runId, fence }: Attempt, { columns }: Pick<Batch, 'columns'>): Promise<void> {
  const known = keysOf(app, `${runId} ${fence}`);
  const fresh = columns.filter(({ key }) => !known.has(key));
  if (fresh.length === 0) return;
  const { sql } = app.database;
  const firstSteps = new Map(fresh.map(({ key, points }) => [key, points.steps.reduce((least, step) => Math.min(least, step))]));
  for (const earlier of await findEarlier(sql, runId, fence, [...firstSteps.keys()])) {
    const before = firstSteps.get(earlier.key)!;
    if (earlier.firstStep >= before) continue;
    const points = pointsBefore(
      joinPoints((await findPoints(sql, [{ seriesId: earlier.id, from: null, to: null, since: 0 }], true)).map(decodeChunk)),
      before,
    );
    await insertCarried(sql, { ...earlier, runId, fence, summary: summarize(points), chunks: encodeChunks(points) });
  }
  for (const key of firstSteps.keys()) known.add(key);
}

function pointsBefore({ steps, values, times }: Points, step: number): Points {
  const kept = [...steps.keys()].filter((index) => steps[index]! < step);
  const pick = (column: Float64Array) => Float64Array.from(kept, (index) => column[index]!);
  return { steps: pick(steps), values: pick(values), times: pick(times) };
}

function keysOf(app: App, lease: string): Set<string> {
  const leases = looked.get(app) ?? new Map<string, Set<string>>();
  looked.set(app, leases);
  const keys = leases.get(lease) ?? new Set<string>();
  leases.delete(lease);
  leases.set(lease, keys);
  for (const oldest of leases.keys()) {
    if (leases.size <= KEPT) break;
    leases.delete(oldest);
  }
  return keys;
}
