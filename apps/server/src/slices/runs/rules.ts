import type { RunStatus } from '../../db/generated/enums.ts';

/** Where a run may go from where it is. Back to the queue: its agent died, or somebody tries it again. */
const NEXT: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  QUEUED: ['STARTING', 'FAILED', 'CANCELED'],
  STARTING: ['STARTING', 'RUNNING', 'QUEUED', 'FINISHED', 'FAILED', 'CANCELED', 'CRASHED'],
  RUNNING: ['STARTING', 'QUEUED', 'FINISHED', 'FAILED', 'CANCELED', 'CRASHED'],
  FINISHED: [],
  FAILED: ['QUEUED'],
  CANCELED: ['QUEUED'],
  CRASHED: ['RUNNING', 'QUEUED', 'FINISHED', 'FAILED', 'CANCELED'],
};

const STATUSES = Object.keys(NEXT) as RunStatus[];

/** Nothing more happens to it by itself. */
export const OVER: readonly RunStatus[] = ['FINISHED', 'FAILED', 'CANCELED', 'CRASHED'];

/** The statuses from which a run may come to `status`. */
export function comesFrom(status: RunStatus): RunStatus[] {
  return STATUSES.filter((from) => NEXT[from].includes(status));
}

/** Whether a run may go from one status to another. */
export function mayGo(from: RunStatus, to: RunStatus): boolean {
  return NEXT[from].includes(to);
}
