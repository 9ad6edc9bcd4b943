/**
 * What training code calls: gathers, redacts and writes to a spool. Nothing here throws, and nothing here waits for the
 * network; whoever reads the spool delivers it.
 */
import type { Part, RunOutcome } from '../operations/generated/operations.ts';
import { redact, redactText } from '../redact/redact.ts';
import type { SpoolEntry, UpdateEntry } from '../spool/entry.ts';
import type { SpoolWriter } from '../spool/spool.ts';
import { createColumnBuffer } from './columns.ts';
import { predictionsEntry } from './predictions-entry.ts';
import { faultOfName, shortName } from './metric-name.ts';
import { createLineBuffer, piecesOf } from './text.ts';

export interface Recorder {
  /**
   * Metric values of one step. Any order of steps is accepted, and NaN and infinities are kept. Without `step` the one after
   * the last is meant; `time` is milliseconds since 1970, now unless told.
   */
  log(values: Record<string, number>, at?: { step?: number; time?: number }): void;
  /** Measurements of the machine, by seconds since the run began; they leave the counting of steps alone. */
  logSystem(values: Record<string, number>, second: number): void;
  /** Lines for the run's log. Secrets in them become `[redacted]`. */
  logText(text: string): void;
  /** The same for text as it was printed, in pieces that need not be whole lines. */
  logOutput(text: string): void;
  /** What the model said about the samples of one part: the run's evaluation is computed from it. */
  logPredictions(predictions: PredictionsToLog): void;
  /**
   * Keeps a file with the run: in Node its path or its bytes, in a browser a Blob or bytes, which need a `name`. It may be changed
   * or removed as soon as this returns.
   */
  artifact(file: string | Blob | Uint8Array, options?: { name?: string; kind?: string }): void;
  /**
   * Params that are known now; nested ones are laid into those that are there. Another value for a known param is refused, unless
   * it is meant as a correction, which is kept beside the run.
   */
  setParams(params: Record<string, unknown>, options?: { correct?: boolean }): void;
  /** Other facts about the run. */
  update(facts: Omit<UpdateEntry, 'kind' | 'params' | 'correct'>): void;
  /** What went wrong while recording, if anything: nothing of it was thrown. */
  readonly problems: readonly string[];
  /** Writes what is gathered to the spool and waits until the disk has it. */
  flush(): Promise<void>;
  /** Ends recording; with an outcome, the run ends too. */
  close(end?: { outcome: RunOutcome; reason?: string }): void;
}

/** What is true comes as one of `truth`, `labels` and `values`, which says what is predicted. */
export type PredictionsToLog = {
  readonly part: Part;
  /** Of a run over all folds of its split: which one, from 0. */
  readonly fold?: number;
  /** Probabilities `[samples, classes]` or predicted numbers `[samples, outputs]`, row-major. */
  readonly scores: Float32Array | readonly number[];
  readonly sampleIds?: readonly string[];
  /** Rows of the dataset version, when the samples come from one. */
  readonly rows?: Int32Array | Uint32Array | readonly number[];
} & (
  | {
      readonly classes: readonly string[];
      /** Each sample is of one class: indices into `classes`, `[samples]`. */
      readonly truth: Int32Array | readonly number[];
    }
  | {
      readonly classes: readonly string[];
      /** Each sample has any number of labels: 0 or 1, `[samples, classes]`, row-major. */
      readonly labels: Uint8Array | readonly number[];
    }
  | {
      /** What the numbers are called. */
      readonly outputs: readonly string[];
      /** True numbers, `[samples, outputs]`, row-major. */
      readonly values: Float64Array | readonly number[];
    }
);

export interface RecorderOptions {
  readonly spool: SpoolWriter;
  /** The longest that a point stays in memory only; 200 ms unless told. */
  readonly flushEveryMs?: number;
  readonly onProblem?: (message: string) => void;
  /** Is called when the spool has something new. */
  readonly onRecord?: () => void;
}

/** Points in one record, so that a request stays small. */
const MOST_POINTS = 20_000;
const MOST_COLUMNS = 1_000;
const MOST_TEXT = 256 * 1024;
const MOST_PROBLEMS = 100;
/** Gathers what is logged in one go, such as a metric a line. */
const SOON_MS = 20;

export function createRecorder({ spool, flushEveryMs = 200, onProblem, onRecord }: RecorderOptions): Recorder {
  const buffer = createColumnBuffer();
  const text = createLineBuffer();
  const problems: string[] = [];
  let nextStep = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let armedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = true;

  function problem(message: string): void {
    if (problems.length >= MOST_PROBLEMS || problems.includes(message)) return;
    problems.push(message);
    onProblem?.(message);
  }

  function attempt(what: string, work: () => void): void {
    try {
      if (open) work();
      else problem(`${what} after the end of the run is ignored`);
    } catch (error) {
      problem(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function append(entry: SpoolEntry): void {
    spool.append(entry);
    onRecord?.();
  }

  function toSpool(withOpenLine = false): void {
    const lines = text.take(withOpenLine);
    for (const piece of piecesOf(lines)) append({ kind: 'text', text: piece });
    const columns = buffer.points > 0 ? buffer.take() : [];
    for (let from = 0; from < columns.length; from += MOST_COLUMNS)
      append({ kind: 'metrics', columns: columns.slice(from, from + MOST_COLUMNS) });
    flushedAt = performance.now();
    clearTimeout(timer);
    timer = undefined;
  }

  // What comes after a pause goes soon, what comes in a stream goes every so often.
  function toSpoolSoon(): void {
    const now = performance.now();
    // A training loop that never yields keeps timers from running; then logging itself has to look at the clock.
    const overdue = timer !== undefined && now - armedAt >= 2 * flushEveryMs;
    if (overdue || buffer.points >= MOST_POINTS || text.length >= MOST_TEXT) toSpool();
    else if (timer === undefined) armTimer(now);
  }

  function armTimer(now: number): void {
    armedAt = now;
    timer = setTimeout(() => attempt('writing to the spool', () => toSpool()), Math.max(SOON_MS, flushedAt + flushEveryMs - now));
    // A browser’s timers are numbers, and keep nothing alive.
    (timer as { unref?: () => void }).unref?.();
  }

  const stay = spool.whenLeaving(() => attempt('writing to the spool', () => toSpool(true)));

  function close(end?: { outcome: RunOutcome; reason?: string }): void {
    if (!open) return;
    stay();
    attempt('closing the run', () => {
      toSpool(true);
      if (end !== undefined)
        append({ kind: 'finish', outcome: end.outcome, ...(end.reason === undefined ? {} : { reason: redactText(end.reason) }) });
    });
    open = false;
    clearTimeout(timer);
    spool.close();
  }

  return {
    log(values, at) {
      attempt('log()', () => {
        const step = at?.step ?? nextStep;
        if (typeof step !== 'number' || !Number.isFinite(step)) throw new RangeError(`a step must be a finite number, got ${step}`);
        const time = at?.time ?? Date.now();
        if (!Number.isFinite(time)) throw new RangeError(`a time must be milliseconds since 1970, got ${time}`);
        nextStep = step + 1;
        for (const key in values) {
          const value = values[key];
          const fault = buffer.has(key) ? undefined : faultOfName(key);
          if (fault !== undefined) problem(`${fault}; it is ignored`);
          else if (typeof value === 'number') buffer.add(key, step, value, time);
          else problem(`the metric ${shortName(key)} must be a number, got ${typeof value}; it is ignored`);
        }
        toSpoolSoon();
      });
    },
    logSystem(values, second) {
      attempt('logSystem()', () => {
        const time = Date.now();
        for (const [key, value] of Object.entries(values)) buffer.add(key, second, value, time);
        toSpoolSoon();
      });
    },
    logText(line) {
      attempt('logText()', () => {
        text.add(line.endsWith('\n') ? line : `${line}\n`);
        toSpoolSoon();
      });
    },
    logOutput(piece) {
      attempt('logOutput()', () => {
        text.add(piece);
        toSpoolSoon();
      });
    },
    logPredictions(predictions) {
      attempt('logPredictions()', () => {
        append(predictionsEntry(predictions));
      });
    },
    artifact(file, options = {}) {
      attempt(`artifact(${describe(file, options.name)})`, () => {
        const path = options.name ?? nameOf(file);
        if (path === undefined) throw new TypeError('bytes need a name, as artifact(bytes, { name })');
        append({ kind: 'artifact', path, artifactKind: options.kind ?? 'file', file: spool.keep(file) });
      });
    },
    setParams(params, { correct = false } = {}) {
      attempt('setParams()', () =>
        append({ kind: 'update', params: redact(params) as Record<string, unknown>, ...(correct ? { correct } : {}) }),
      );
    },
    update(facts) {
      attempt('update()', () => append({ ...(redact(facts) as object), kind: 'update' }));
    },
    get problems() {
      const { lastError, dropped } = spool.trouble;
      return lastError === undefined
        ? problems
        : [...problems, `the spool could not be written (${lastError}); ${dropped} records were dropped`];
    },
    async flush() {
      attempt('flush()', () => toSpool());
      await spool.sync();
    },
    close,
  };
}

function nameOf(file: string | Blob | Uint8Array): string | undefined {
  if (typeof file === 'string') return file.split(/[/\\]/).findLast((part) => part !== '');
  return 'name' in file && typeof file.name === 'string' && file.name !== '' ? file.name : undefined;
}

function describe(file: unknown, name: string | undefined): string {
  return typeof file === 'string' ? JSON.stringify(file) : (name ?? 'bytes');
}
