/**
 * Who waits for a change hears of it, on whichever server it was made. Messages carry topics, never data: the listener reads what is
 * new itself, after the place where it stood. So a lost message costs time, not data, and every watcher also wakes by a slow poll.
 */
import { AppError } from '../errors.ts';

/** What may change. */
export type Topic = `run:${string}` | `metrics:${string}` | `log:${string}` | `board:${string}` | `queue:${string}` | 'launch';

export interface Live {
  /** Tells all servers. A topic that changes often is told of at most five times a second. */
  changed(...topics: Topic[]): void;
  /** Yields at once, then after each change of any of the topics and after `pollMs` without one, until the signal aborts: what changed, which is nothing the first time and after a poll. */
  watch(topics: readonly Topic[], options?: WatchOptions): AsyncGenerator<ReadonlySet<Topic>, void, void>;
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Default: 5 s. */
  readonly pollMs?: number;
}

export interface Wire {
  /** Sends a payload to all servers, this one included. */
  send(payload: string): Promise<unknown>;
  listen(onMessage: (payload: string) => void): { stop(): Promise<void> };
}

const SPACING_MS = 200;
const POLL_MS = 5_000;
// NOTIFY carries less than 8,000 bytes; a topic has at most 45.
const TOPICS_IN_MESSAGE = 150;
const MOST_WATCHERS = 10_000;

/** Connects to the wire at once. */
export function createLive(wire: Wire, onError: (error: unknown) => void): Live {
  const watchers = new Map<Topic, Set<Ring>>();
  const pending = new Set<Topic>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  const line = wire.listen((payload) => {
    for (const topic of payload.split('\n') as Topic[]) for (const ring of watchers.get(topic) ?? []) ring(topic);
  });

  function flush(): void {
    timer = undefined;
    sentAt = performance.now();
    const topics = [...pending];
    pending.clear();
    for (let start = 0; start < topics.length; start += TOPICS_IN_MESSAGE) {
      wire.send(topics.slice(start, start + TOPICS_IN_MESSAGE).join('\n')).catch(onError);
    }
  }

  function add(topic: Topic, ring: Ring): void {
    const those = watchers.get(topic) ?? new Set();
    watchers.set(topic, those.add(ring));
  }

  function remove(topic: Topic, ring: Ring): void {
    const those = watchers.get(topic);
    those?.delete(ring);
    if (those?.size === 0) watchers.delete(topic);
  }

  return {
    changed(...topics) {
      for (const topic of topics) pending.add(topic);
      if (closed || timer !== undefined) return;
      timer = setTimeout(flush, Math.max(0, sentAt + SPACING_MS - performance.now()));
    },
    async *watch(topics, { signal, pollMs = POLL_MS } = {}) {
      if (count >= MOST_WATCHERS)
        throw new AppError('RATE_LIMITED', `This server watches for at most ${MOST_WATCHERS} listeners at a time.`);
      const bell = createBell();
      count += 1;
      for (const topic of topics) add(topic, bell.ring);
      const end = () => bell.ring();
      signal?.addEventListener('abort', end);
      try {
        // Listening before the first look: what changes in between rings the bell.
        let changed: ReadonlySet<Topic> = new Set();
        while (!signal?.aborted && !closed) {
          yield changed;
          changed = await bell.next(pollMs);
        }
      } finally {
        count -= 1;
        for (const topic of topics) remove(topic, bell.ring);
        signal?.removeEventListener('abort', end);
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      if (pending.size > 0) flush();
      for (const those of watchers.values()) for (const ring of those) ring();
      await line.stop();
    },
  };
}

type Ring = (topic?: Topic) => void;

// Remembers a ring that comes while nobody waits, so that no change falls between two waits.
function createBell() {
  let rung = new Set<Topic>();
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring(topic?: Topic) {
      isRung = true;
      if (topic !== undefined) rung.add(topic);
      wake?.();
    },
    async next(limitMs: number): Promise<ReadonlySet<Topic>> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const heard = rung;
      rung = new Set();
      isRung = false;
      wake = undefined;
      return heard;
    },
  };
}
