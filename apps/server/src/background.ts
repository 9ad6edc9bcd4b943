// What the server does by itself, on every server of an installation: each piece of work is taken by one of them.
import type { App } from './context.ts';
import { compactLeftOvers, compactMetrics, pruneLedger } from './slices/metrics/service.ts';
import { sweepQueue } from './slices/launches/service.ts';
import { SWEEP_MS } from './slices/launches/rules.ts';
import { forgetExpired } from './slices/auth/service.ts';
import { collectFiles, collectNameless } from './slices/files/service.ts';
import { giveSpaceBack, purgeTrash, refreshLeftOvers, refreshPending, sweepSilent } from './slices/runs/service.ts';
import { forgetKeys } from './idempotency.ts';

const COMPACT_MS = 2_000;
const PURGE_MS = 60 * 60_000;
const SPACE_MS = 30_000;
const DAY_MS = 24 * 3_600_000;
const SILENCE_MS = 5_000;
/** After a start, or an outage, programs get the time to be heard of again. */
const PATIENCE_MS = 60_000;

export interface Background {
  /** Ends it after what is under way. */
  stop(): Promise<void>;
}

/** Starts the work in the background. */
export function startBackground(app: App): Background {
  const jobs = [
    repeat(app, 'queue', SWEEP_MS, () => sweepQueue(app)),
    repeat(app, 'compaction', COMPACT_MS, () => compactMetrics(app)),
    repeat(app, 'trash', PURGE_MS, () => purgeTrash(app)),
    repeat(app, 'space', SPACE_MS, () => giveSpaceBack(app)),
    repeat(app, 'unused files', PURGE_MS, () => collectFiles(app)),
    repeat(app, 'nameless files', DAY_MS, () => collectNameless(app)),
    repeat(app, 'ledger', PURGE_MS, () => pruneLedger(app)),
    repeat(app, 'expired sessions', PURGE_MS, () => forgetExpired(app)),
    repeat(app, 'old keys', PURGE_MS, () => forgetKeys(app)),
    repeat(
      app,
      'silence',
      SILENCE_MS,
      patiently(() => sweepSilent(app)),
    ),
  ];
  compactLeftOvers(app).catch((error: unknown) => app.log.warn({ err: error }, 'What was left to merge could not be found'));
  refreshLeftOvers(app).catch((error: unknown) => app.log.warn({ err: error }, 'The board may lack the last points of an earlier server'));
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
      await refreshPending(app);
    },
  };
}

// Not before everybody had the time to speak, and again not for a while after a round that could not be done.
function patiently(work: () => Promise<unknown>): () => Promise<unknown> {
  let from = performance.now() + PATIENCE_MS;
  return async () => {
    if (performance.now() < from) return;
    try {
      await work();
    } catch (error) {
      from = performance.now() + PATIENCE_MS;
      throw error;
    }
  };
}

// One round after the other, never two at once; a round that fails is told of and tried again.
function repeat(app: App, name: string, everyMs: number, work: () => Promise<unknown>): Background {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    if (!stopped) timer = setTimeout(round, everyMs);
  };
  const round = () => {
    running = work()
      .catch((error: unknown) => app.log.warn({ err: error, job: name }, 'Work in the background failed; it is tried again'))
      .then(schedule);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
