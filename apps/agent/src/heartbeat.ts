import { AtelierError, wait, type Atelier } from '@atelier/client';
import { HeartbeatLaunchDocument } from '@atelier/client/operations';
import type { ChildProgress } from './task.ts';

export interface HeartbeatOptions {
  /** Speaks with the attempt's own token. */
  readonly atelier: Atelier;
  readonly launch: string;
  /** The latest progress, or undefined when there is none. */
  readonly progress: () => ChildProgress | undefined;
  readonly onCancel: () => void;
  /** The lease has moved on: whatever this attempt does from now on is refused. */
  readonly onLost: (reason: string) => void;
  readonly signal: AbortSignal;
}

// Also how long somebody who cancels may have to wait.
const QUIET_MS = 3_000;
const ANSWER_MS = 10_000;
const BUSY_MS = 1_000;

/** Tells the server that the launch is being worked on, until the signal aborts: each second while there is progress, else every three. */
export async function beat({ atelier, launch, progress, onCancel, onLost, signal }: HeartbeatOptions): Promise<void> {
  let told: ChildProgress | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let canceled = false;
  for (; !signal.aborted; await wait(BUSY_MS, { signal })) {
    const latest = progress();
    if (latest === told && performance.now() - toldAt < QUIET_MS) continue;
    try {
      const { heartbeatLaunch } = await atelier.request(
        HeartbeatLaunchDocument,
        { launch, progress: latest },
        { signal, attempts: 1, timeoutMs: ANSWER_MS },
      );
      told = latest;
      toldAt = performance.now();
      if (heartbeatLaunch.cancelRequested && !canceled) onCancel();
      canceled ||= heartbeatLaunch.cancelRequested;
    } catch (error) {
      if (signal.aborted || !isLost(error)) continue;
      onLost((error as Error).message);
      return;
    }
  }
}

/** A server that is away is no lost lease: only its own word counts. */
export function isLost(error: unknown): boolean {
  return error instanceof AtelierError && ['UNAUTHENTICATED', 'FORBIDDEN', 'CONFLICT', 'NOT_FOUND'].includes(error.code);
}
