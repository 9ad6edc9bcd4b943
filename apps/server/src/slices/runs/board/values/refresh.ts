// What the board sorts by follows the series with a short delay, so that the writers of points do not wait for it.
import type { App } from '../../../../context.ts';
import { findLately } from '../../store.ts';
import { type BoardNumber, refreshBoardValues, setBoardValues as set } from './store.ts';

export type { BoardNumber };

const DELAY_MS = 500;
const AGAIN_MS = 5_000;
const AT_ONCE = 500;

interface Pending {
  readonly runIds: Set<string>;
  timer: NodeJS.Timeout | undefined;
}

const pendings = new WeakMap<App, Pending>();

/** Brings what the board knows of a run's metrics up to date within half a second. */
export function refreshSoon(app: App, runId: string): void {
  const pending = pendings.get(app) ?? { runIds: new Set(), timer: undefined };
  pendings.set(app, pending);
  pending.runIds.add(runId);
  pending.timer ??= setTimeout(() => void refreshPending(app), DELAY_MS);
}

/** Does at once what is still to be done. */
export async function refreshPending(app: App): Promise<void> {
  const pending = pendings.get(app);
  if (pending === undefined) return;
  clearTimeout(pending.timer);
  pending.timer = undefined;
  const runIds = [...pending.runIds];
  pending.runIds.clear();
  try {
    await refreshNow(app, runIds);
  } catch (error) {
    app.log.warn({ err: error }, 'The board was not brought up to date; it is tried again');
    for (const runId of runIds) pending.runIds.add(runId);
    pending.timer ??= setTimeout(() => void refreshPending(app), AGAIN_MS);
    pending.timer.unref();
  }
}

/** Does what an earlier server of this installation may have left undone. */
export async function refreshLeftOvers(app: App): Promise<void> {
  const runIds = await findLately(app.database.sql);
  for (let start = 0; start < runIds.length; start += AT_ONCE) await refreshNow(app, runIds.slice(start, start + AT_ONCE));
}

/** Brings what the board knows of runs up to date. */
export async function refreshNow(app: App, runIds: readonly string[]): Promise<void> {
  const projectIds = await refreshBoardValues(app.database.sql, runIds);
  app.live.changed(...projectIds.map((id) => `board:${id}` as const));
}

/** Sets numbers of one run that it did not log itself, such as evaluated ones. */
export async function setBoardValues(app: App, runId: string, values: Readonly<Record<string, BoardNumber>>): Promise<void> {
  await set(app.database.sql, runId, values);
}
