// Which run is pointed at and which are held by a brush, in the table or in a figure. Kept outside of React's state, so that pointing draws
// only what lights up.
import { useSyncExternalStore } from 'react';

let pointed: string | undefined;
let held: ReadonlySet<string> | undefined;
const listeners = new Set<() => void>();

export function point(id: string | undefined): void {
  if (pointed === id) return;
  pointed = id;
  for (const listener of listeners) listener();
}

/** Holds some runs; undefined: none is left out. */
export function hold(ids: ReadonlySet<string> | undefined): void {
  held = ids;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The run that is pointed at. */
export function usePointed(): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => undefined,
  );
}

/** Whether this run is pointed at, or left out by a brush; a row is drawn again only when the answer changes. */
export function useLight(id: string): 'pointed' | 'dim' | undefined {
  return useSyncExternalStore(
    subscribe,
    () => (pointed === id ? 'pointed' : held && !held.has(id) ? 'dim' : undefined),
    () => undefined,
  );
}
