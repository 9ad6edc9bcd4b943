/**
 * Signs of life of runs that were begun from outside. A launched run has a lease; of these nobody knows whether their program still lives,
 * but by what it writes, or by its heartbeats. Whoever is silent for longer than it promised is crashed, until it speaks again.
 */
import type { App, TeamContext } from '../../context.ts';
import { invalidInput, notFound } from '../../errors.ts';
import { findRun, findSilent, updateHeartbeat } from './store.ts';
import { transition } from './transition.ts';

/** A run that has promised nothing may be silent for an hour. */
export const UNPROMISED_MS = 3_600_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 86_400_000;
/** Each batch of points is a sign of life, but not each is written down. */
const NOTE_EVERY_MS = 10_000;
const NOTES_KEPT = 10_000;

const notes = new WeakMap<App, Map<string, number>>();

/** Notes that something was heard of a run; soon, and at most every ten seconds. */
export function signOfLife(app: App, runId: string): void {
  const known = notes.get(app) ?? new Map<string, number>();
  notes.set(app, known);
  const now = performance.now();
  if (now - (known.get(runId) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
  known.delete(runId);
  known.set(runId, now);
  for (const oldest of known.keys()) {
    if (known.size <= NOTES_KEPT) break;
    known.delete(oldest);
  }
  beat(app, runId, null).catch((error: unknown) => {
    known.delete(runId);
    app.log.warn({ err: error, runId }, 'A sign of life was not noted; the next one will be');
  });
}

/** A heartbeat, with the promise of another one in time. False when the run is over: its program may stop. */
export async function heartbeatRun(context: TeamContext, runId: string, silenceMs: number): Promise<boolean> {
  if (silenceMs < SHORTEST_MS || silenceMs > LONGEST_MS)
    throw invalidInput(`silenceMs must be ${SHORTEST_MS} to ${LONGEST_MS}, got ${silenceMs}`, 'silenceMs');
  if ((await findRun(context.db, runId)) === null) throw notFound('Run');
  return beat(context.app, runId, silenceMs);
}

async function beat(app: App, runId: string, silenceMs: number | null): Promise<boolean> {
  const { sql } = app.database;
  const run = await updateHeartbeat(sql, runId, silenceMs);
  if (run === undefined) return false;
  if (run.status !== 'CRASHED') return true;
  if (await transition(sql, { teamId: run.teamId, runId, to: 'RUNNING' }, { tolerant: true }))
    app.live.changed(`run:${runId}`, `board:${run.projectId}`);
  return true;
}

/** Declares runs crashed of which nothing was heard for too long, by the database's clock. Returns how many. */
export async function sweepSilent(app: App): Promise<number> {
  const silent = await app.database.sql.transaction(async (sql) => {
    const runs = await findSilent(sql, UNPROMISED_MS);
    for (const { id, teamId, silenceMs } of runs)
      await transition(
        sql,
        { teamId, runId: id, to: 'CRASHED', reason: `Nothing was heard of it for ${Math.round(silenceMs / 1000)} s` },
        { tolerant: true },
      );
    return runs;
  });
  for (const { id, projectId } of silent) app.live.changed(`run:${id}`, `board:${projectId}`);
  return silent.length;
}
