// What the server does by itself, on every server of an installation: each piece of work is taken by one of them.
import type { App } from './context.ts';
import { compactLeftOvers, compactMetrics } from './slices/metrics/service.ts';
import { sweepQueue } from './slices/launches/service.ts';
import { SWEEP_MS } from './slices/launches/rules.ts';
import { purgeTrash, refreshPending } from './slices/runs/service.ts';

const COMPACT_MS = 2_000;
const PURGE_MS = 60 * 60_000;

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
  ];
  compactLeftOvers(app).catch((error: unknown) => app.log.warn({ err: error }, 'What was left to merge could not be found'));
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
      await refreshPending(app);
    },
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
