import type { Recorder } from '@atelier/client';

/** A checkpoint is worth its bytes when losing the work since the last one would hurt. */
const EVERY_MS = 20_000;

export interface Checkpoints<State> {
  /** Notes a state, and keeps it when the last one that was kept is old enough. */
  reach(state: State): void;
  /** For a training that threw: keeps the last state when it was asked to stop, then throws on. */
  keepLast(signal: AbortSignal, error: unknown): never;
}

export function createCheckpoints<State>(
  recorder: Recorder,
  encode: (state: State) => Uint8Array,
  pathOf: (state: State) => string,
): Checkpoints<State> {
  let keptAt = performance.now();
  let latest: State | undefined;

  function keep(state: State): void {
    keptAt = performance.now();
    latest = undefined;
    recorder.artifact(encode(state), { name: pathOf(state), kind: 'checkpoint' });
  }

  return {
    reach(state) {
      latest = state;
      if (performance.now() - keptAt >= EVERY_MS) keep(state);
    },
    keepLast(signal, error) {
      // Whoever tries the run again goes on where it was stopped.
      if (signal.aborted && latest !== undefined) keep(latest);
      throw error;
    },
  };
}
