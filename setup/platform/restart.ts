import { setTimeout as wait } from 'node:timers/promises';

export interface RestartLimits {
  /** How many breakdowns within `withinMs` are too many. */
  most: number;
  withinMs: number;
  /** Pause before a new start. */
  pauseMs: number;
}

export const restartLimits: RestartLimits = { most: 3, withinMs: 60_000, pauseMs: 1_000 };

/**
 * Tells whether a part that broke down just now may start again: resolves to true after the pause, or to false when it has broken down too often.
 * Each call is one breakdown.
 */
export function countingBreakdowns({ most, withinMs, pauseMs }: RestartLimits, now: () => number = Date.now): () => Promise<boolean> {
  let times: number[] = [];
  return async () => {
    times = [...times.filter((time) => now() - time < withinMs), now()];
    if (times.length >= most) return false;
    await wait(pauseMs);
    return true;
  };
}
