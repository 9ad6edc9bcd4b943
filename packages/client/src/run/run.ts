/** A run that is being logged: its recorder, what delivers what is recorded, and its end. The same in Node and in browsers. */
import type { RunOutcome, StartRunInput } from '../operations/generated/operations.ts';
import { redact } from '../redact/redact.ts';
import type { OpenEntry } from '../spool/entry.ts';
import type { SpoolWriter } from '../spool/spool.ts';
import type { Uploader, UploadReport } from '../spool/upload.ts';
import { wait } from '../transport/retry.ts';
import { randomId } from './random-id.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** A run that this program logs to. Nothing but `flush` and `finish` waits, and nothing of it throws. */
export interface Run extends Omit<Recorder, 'close' | 'logSystem'> {
  /** The id, once the server knows the run; undefined while it cannot be reached. */
  readonly id: string | undefined;
  /** What holds the records until the server has them: in Node the file that `atelier sync` delivers when this program cannot. */
  readonly spool: string;
  /**
   * Ends the run and waits until the server has all of it, at most `withinMs` (60 s unless told). What is not delivered
   * by then stays in the spool. Called again, it gives the same report.
   */
  finish(end?: { outcome?: RunOutcome; reason?: string; withinMs?: number }): Promise<UploadReport>;
}

export interface LoggingOptions {
  /** Is told what goes wrong; standard error unless told. */
  readonly onProblem?: (message: string) => void;
  /** How long to wait for the server before going on without it; 10 s unless told. */
  readonly waitMs?: number;
}

export interface StartRunOptions extends LoggingOptions {
  readonly name?: string;
  readonly kind?: StartRunInput['kind'];
  /** Hyperparameters, nested as you like. */
  readonly params?: Record<string, unknown>;
  readonly tags?: string[];
  /** Id of the split that it trains and predicts on: needed to compare and fuse it. */
  readonly split?: string;
  /** The same key starts the same run once, however often it is asked for. */
  readonly idempotencyKey?: string;
}

/** How to start a run in a project named as `team/project`. Throws a TypeError for another name. */
export function newRun(
  project: string,
  options: StartRunOptions,
  reproducibility: Record<string, unknown>,
): { run: OpenEntry['run']; team: string } {
  const [team, slug, ...more] = project.split('/');
  if (!team || !slug || more.length > 0)
    throw new TypeError(`startRun requires the project as "team/project", got ${JSON.stringify(project)}`);
  const { name, tags } = redact({ name: options.name, tags: options.tags }) as { name?: string; tags?: string[] };
  const start: Omit<StartRunInput, 'project'> = {
    name,
    kind: options.kind ?? 'EXTERNAL',
    params: redact(options.params ?? {}),
    tags,
    split: options.split,
    reproducibility: redact(reproducibility),
    idempotencyKey: options.idempotencyKey ?? randomId(),
  };
  return { run: { project, start }, team };
}

export interface RecordingParts {
  readonly open: OpenEntry;
  readonly spool: SpoolWriter;
  /** Begins to deliver the spool; undefined when nothing is to be delivered now. */
  readonly deliver: (() => Uploader) | undefined;
  /** Removes the spool when all of it is delivered, or when there is to be no run. */
  readonly discard: () => unknown;
  /** Where what remains can be delivered from later, in words. */
  readonly later: string;
}

interface End {
  readonly outcome: RunOutcome;
  readonly reason?: string;
}

/** The run, with its recorder for those who record beside the program. */
export interface Recording {
  readonly run: Run;
  readonly recorder: Recorder;
  /** Writes down that the run has ended, without delivering it. */
  close(end: End): void;
  /** Has `work` done just before the recording ends. */
  whenEnding(work: () => void): void;
}

/** Begins to record. Throws an `AtelierError` when the server refuses the run; goes on without a server that does not answer. */
export async function record(parts: RecordingParts, options: LoggingOptions): Promise<Recording> {
  const { open, spool, later } = parts;
  const { onProblem = (message) => console.error(`atelier: ${message}`), waitMs = 10_000 } = options;
  spool.append(open);
  const uploader = parts.deliver?.();
  const recorder = createRecorder({ spool, onProblem, onRecord: () => uploader?.wake() });
  const { id } = await firstWord(parts, uploader, recorder, waitMs);
  if (id() === undefined && uploader !== undefined)
    onProblem(`${open.url} does not answer; what is logged goes to ${spool.path} and is delivered when it does, or ${later}`);
  void uploader?.done.then(
    ({ stopped }) =>
      stopped !== undefined &&
      onProblem(`delivering stopped (${stopped.message}); what is logged stays in ${spool.path} and is delivered ${later}`),
  );

  const atEnd: (() => void)[] = [];
  let report: Promise<UploadReport> | undefined;

  function close(how: End): void {
    for (const work of atEnd.splice(0)) work();
    const { dropped } = spool.trouble;
    if (dropped > 0) recorder.logText(`${dropped} records of this run could not be kept, and are lost: ${spool.trouble.lastError}`);
    recorder.close(how);
  }

  async function finish({ outcome = 'FINISHED', reason, withinMs }: Parameters<Run['finish']>[0] = {}): Promise<UploadReport> {
    close({ outcome, ...(reason === undefined ? {} : { reason }) });
    if (uploader === undefined) return { complete: false, finished: true, delivered: 0, refused: [], damaged: 0 };
    const delivered = await uploader.finish(withinMs);
    if (delivered.complete) await parts.discard();
    for (const line of delivered.refused) onProblem(`the server refused ${line}`);
    if (!delivered.complete && delivered.stopped === undefined)
      onProblem(`not everything could be delivered in time; the rest stays in ${spool.path} and is delivered ${later}`);
    return delivered;
  }

  const { close: _close, logSystem: _logSystem, ...logging } = recorder;
  const run = Object.defineProperties(
    { ...logging, spool: spool.path, finish: (how) => (report ??= finish(how)) } as Omit<Run, 'id' | 'problems'>,
    {
      id: { get: id, enumerable: true },
      problems: { get: () => recorder.problems, enumerable: true },
    },
  ) as Run;
  return { run, recorder, close, whenEnding: (work) => void atEnd.push(work) };
}

/** Waits until the server has said yes or no, or has taken too long. */
async function firstWord(
  { discard }: RecordingParts,
  uploader: Uploader | undefined,
  recorder: Recorder,
  waitMs: number,
): Promise<{ id: () => string | undefined }> {
  let id: string | undefined;
  if (uploader === undefined) return { id: () => id };
  const known = uploader.run.then((value) => {
    id = value;
  });
  known.catch(() => {});
  const patience = new AbortController();
  try {
    await Promise.race([known, wait(waitMs, { signal: patience.signal })]);
  } catch (refusal) {
    recorder.close();
    await discard();
    throw refusal;
  } finally {
    patience.abort();
  }
  return { id: () => id };
}
