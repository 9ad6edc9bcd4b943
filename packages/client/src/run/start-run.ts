/** Runs of programs on Node: a spool on disk, what can be captured of program and machine, and an end even when nobody calls `finish`. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { capture, describeProgram, type CaptureOptions } from '../capture/capture.ts';
import { spoolFolder } from '../settings.ts';
import type { OpenEntry } from '../spool/entry.ts';
import { startUploader } from '../spool/index.ts';
import { removeSpool } from '../spool/sync.ts';
import { createSpool } from '../spool/writer.ts';
import type { Connection } from '../transport/request.ts';
import { endWithProgram } from './end-with-program.ts';
import { newRun, record, type LoggingOptions, type Run, type StartRunOptions } from './run.ts';

export interface NodeLoggingOptions extends LoggingOptions {
  /** Folder for spools; `~/.atelier/spool` unless told. */
  readonly spoolFolder?: string;
  /** What is captured of program and machine: all of it unless told. */
  readonly capture?: boolean | CaptureOptions;
  /** Asks no server and delivers nothing: `atelier sync` does that later. Off unless told, or unless `ATELIER_OFFLINE` is `1`. */
  readonly offline?: boolean;
}

export interface NodeStartRunOptions extends StartRunOptions, NodeLoggingOptions {}

/** Starts a run in `team/project`. Throws when the server refuses it; goes on offline when there is no server. */
export async function startRun(connection: Connection, project: string, options: NodeStartRunOptions = {}): Promise<Run> {
  // A wrong name is refused before anything else is done.
  newRun(project, options, {});
  const { run, team } = newRun(project, options, await describeProgram(options.capture));
  return begin(connection, run, team, options);
}

/** Goes on logging to a run that exists. */
export async function resumeRun(
  connection: Connection,
  id: string,
  team: string | undefined,
  options: NodeLoggingOptions = {},
): Promise<Run> {
  return begin(connection, { id }, team, options);
}

async function begin(connection: Connection, run: OpenEntry['run'], team: string | undefined, options: NodeLoggingOptions): Promise<Run> {
  const { onProblem = (message: string) => console.error(`atelier: ${message}`) } = options;
  const offline = options.offline ?? process.env.ATELIER_OFFLINE === '1';
  const writer = randomUUID();
  const spool = createSpool(join(options.spoolFolder ?? spoolFolder(), `${writer}.spool`), { onTrouble: onProblem });
  const open: OpenEntry = {
    kind: 'open',
    format: 1,
    url: connection.url,
    writer,
    run,
    ...(team === undefined ? {} : { team }),
    pid: process.pid,
    host: hostname(),
  };
  const recording = await record(
    {
      open,
      spool,
      deliver: offline ? undefined : () => startUploader({ path: spool.path, writer: spool, connection, alive: true }),
      discard: () => removeSpool(spool.path),
      later: 'by `atelier sync`',
    },
    { ...options, onProblem },
  );
  recording.whenEnding(capture(recording.recorder, options.capture));
  recording.whenEnding(endWithProgram(recording));
  return recording.run;
}
