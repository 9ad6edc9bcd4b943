import { AtelierError, isTransient } from './errors.ts';

export interface RetryOptions {
  /** How often to try in all. */
  readonly attempts: number;
  readonly signal?: AbortSignal | undefined;
  /** Whether a failed attempt may be repeated; by default when it is transient. */
  readonly mayRetry?: (error: unknown) => boolean;
  /** The longest wait between two attempts; 10 s unless told. */
  readonly longestWaitMs?: number;
  /** Waiting does not keep the program alive. */
  readonly background?: boolean;
}

/** Calls `attempt` until it succeeds, with exponential waits of random length in between, and throws the last error. */
export async function retrying<Result>(attempt: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { attempts, signal, mayRetry = isTransient, longestWaitMs = 10_000, background = false } = options;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= attempts || signal?.aborted || !mayRetry(error)) throw error;
      await wait(waitBefore(tried, error, longestWaitMs), { signal, background });
    }
  }
}

/** Resolves after a while, or at once when the signal aborts. In the background, waiting does not keep the program alive. */
export function wait(
  ms: number,
  { signal, background = false }: { signal?: AbortSignal | undefined; background?: boolean } = {},
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    // A browser’s timers are numbers, and keep nothing alive.
    if (background) (timer as { unref?: () => void }).unref?.();
    signal?.addEventListener('abort', finish);
  });
}

// Random waits keep many clients from coming back all at the same moment after an outage.
function waitBefore(tried: number, error: unknown, longestWaitMs: number): number {
  const asked = error instanceof AtelierError ? (error.retryAfterMs ?? 0) : 0;
  const bound = Math.min(longestWaitMs, 100 * 2 ** Math.min(tried, 20));
  return Math.max(asked, bound * (0.5 + Math.random() / 2));
}
