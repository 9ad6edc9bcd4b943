/** An attempt says that it is alive this often; it is asked to, not held to it. */
export const HEARTBEAT_MS = 10_000;
/** Without a sign of life for so long, an attempt counts as dead. */
export const LEASE_MS = 45_000;
/** How often the queue is looked through for the dead. */
export const SWEEP_MS = 5_000;
/** An agent that has not been heard of for so long is not online. */
export const AGENT_SILENT_MS = 60_000;
/** The longest that a claim waits for something to do. */
export const LONGEST_CLAIM_MS = 30_000;
export const MAX_ATTEMPTS = 3;

/** How long a launch rests after its `attempt`-th attempt went wrong. */
export function restMs(attempt: number): number {
  return Math.min(1_000 * 2 ** Math.max(0, attempt - 1), 60_000);
}

export type LaunchStatus = 'QUEUED' | 'LEASED' | 'FINISHED' | 'FAILED' | 'CANCELED';

export interface AttemptEnd {
  readonly outcome: 'FINISHED' | 'FAILED' | 'CANCELED';
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Somebody wants it to stop. */
  readonly cancelRequested: boolean;
  /** False: trying again would come to the same. */
  readonly retry: boolean;
}

/** What becomes of a launch when its attempt ends. A wish to stop wins over a failure, but not over a result. */
export function afterAttempt({ outcome, attempt, maxAttempts, cancelRequested, retry }: AttemptEnd): Exclude<LaunchStatus, 'LEASED'> {
  if (outcome === 'FINISHED') return 'FINISHED';
  if (outcome === 'CANCELED' || cancelRequested) return 'CANCELED';
  return retry && attempt < maxAttempts ? 'QUEUED' : 'FAILED';
}
