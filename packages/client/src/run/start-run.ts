import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import type { RunOutcome, StartRunInput } from '../operations/generated/operations.ts';
import { redact } from '../redact.ts';
import type { OpenEntry } from '../spool/entry.ts';
import { removeSpool } from '../spool/sync.ts';
import { startUploader, type UploadReport } from '../spool/upload.ts';
import { createSpool } from '../spool/writer.ts';
import type { Connection } from '../transport/request.ts';
import { wait } from '../transport/retry.ts';
import { describeEnvironment } from './environment.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** A run that this program logs to. Nothing but `finish` waits, and nothing of it throws. */
export interface Run extends Omit<Recorder, 'close' | 'flush'> {
  /** The id, once the server knows the run; undefined while it cannot be reached. */
  readonly id: string | undefined;
  /** The spool file, which `atelier sync` delivers when this program cannot. */
  readonly spool: string;
  /** Waits until everything logged so far is on this machine's disk. */
  flush(): Promise<void>;
  /**
   * Ends the run and waits until the server has all of it, at most `withinMs` (60 s unless told). What is not delivered
   * by then stays in the spool.
   */
  finish(end?: { outcome?: RunOutcome; reason?: string; withinMs?: number }): Promise<UploadReport>;
}

export interface LoggingOptions {
  /** Folder for spools; `~/.atelier/spool` unless told. */
  readonly spoolFolder?: string;
  /** Is told what goes wrong; standard error unless told. */
  readonly onProblem?: (message: string) => void;
  /** How long to wait for the server before going on without it; 10 s unless told. */
  readonly waitMs?: number;
}

export interface StartRunOptions extends LoggingOptions {
  readonly name?: string;
  readonly kind?: StartRunInput['kind'];
  readonly params?: Record<string, unknown>;
  readonly tags?: string[];
  readonly split?: string;
  /** The same key starts the same run once, however often it is asked for. */
  readonly idempotencyKey?: string;
}

/** Starts a run in `team/project`. Throws when the server refuses it; goes on offline when there is no server. */
export async function startRun(connection: Connection, project: string, options: StartRunOptions = {}): Promise<Run> {
  const [team, slug, ...more] = project.split('/');
  if (!team || !slug || more.length > 0)
    throw new TypeError(`startRun requires the project as "team/project", got ${JSON.stringify(project)}`);
  const start: Omit<StartRunInput, 'project'> = {
    name: options.name,
    kind: options.kind ?? 'EXTERNAL',
    params: redact(options.params ?? {}),
    tags: options.tags,
    split: options.split,
    reproducibility: redact(await describeEnvironment()),
    idempotencyKey: options.idempotencyKey ?? randomUUID(),
  };
  return record(connection, { project, start }, team, options);
}

/** Goes on logging to a run that exists. */
export async function resumeRun(connection: Connection, id: string, team: string | undefined, options: LoggingOptions = {}): Promise<Run> {
  return record(connection, { id }, team, options);
}

async function record(connection: Connection, run: OpenEntry['run'], team: string | undefined, options: LoggingOptions): Promise<Run> {
  const {
    spoolFolder = join(homedir(), '.atelier', 'spool'),
    onProblem = (message) => console.error(`atelier: ${message}`),
    waitMs = 10_000,
  } = options;
  const writer = randomUUID();
  const spool = createSpool(join(spoolFolder, `${writer}.spool`), { onTrouble: onProblem });
  spool.append({
    kind: 'open',
    format: 1,
    url: connection.url,
    writer,
    run,
    ...(team === undefined ? {} : { team }),
    pid: process.pid,
    host: hostname(),
  });
  const uploader = startUploader({ path: spool.path, connection });
  const recorder = createRecorder({ spool, onProblem });
  let id: string | undefined;
  const known = uploader.run.then((value) => {
    id = value;
  });
  known.catch(() => {});
  const patience = new AbortController();
  try {
    await Promise.race([known, wait(waitMs, { signal: patience.signal })]);
  } catch (refusal) {
    recorder.close();
    rmSync(spool.path);
    throw refusal;
  } finally {
    patience.abort();
  }
  if (id === undefined)
    onProblem(
      `${connection.url} does not answer; what is logged goes to ${spool.path} and is delivered when it does, or by \`atelier sync\``,
    );
  void uploader.done.then(
    ({ stopped }) =>
      stopped !== undefined &&
      onProblem(`delivering stopped (${stopped.message}); what is logged stays in ${spool.path}, and \`atelier sync\` delivers it`),
  );

  const { close, ...logging } = recorder;
  return Object.defineProperties(
    {
      ...logging,
      spool: spool.path,
      async finish({ outcome = 'FINISHED', reason, withinMs } = {}) {
        close({ outcome, ...(reason === undefined ? {} : { reason }) });
        const report = await uploader.finish(withinMs);
        if (report.complete) removeSpool(spool.path);
        for (const line of report.refused) onProblem(`the server refused ${line}`);
        if (!report.complete && report.stopped === undefined)
          onProblem(`not everything could be delivered in time; \`atelier sync\` delivers the rest of ${spool.path}`);
        return report;
      },
    } as Omit<Run, 'id' | 'problems'>,
    { id: { get: () => id, enumerable: true }, problems: { get: () => recorder.problems, enumerable: true } },
  ) as Run;
}
