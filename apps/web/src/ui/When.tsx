'use client';
import { useSyncExternalStore } from 'react';
import { ago, exactTime } from '../lib/format.ts';

const tickMs = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** How long ago, which stays true while the page is open; the exact time for whoever hovers. */
export function When({ at }: { at: string }) {
  const time = useSyncExternalStore(subscribe, current, current);
  return (
    <time dateTime={at} title={exactTime(at)}>
      {ago(at, Math.max(time, Date.parse(at)))}
    </time>
  );
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, tickMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function current(): number {
  return now;
}
