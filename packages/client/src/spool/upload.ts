/**
 * The delivering end of a spool: reads the file, never anybody's memory, and sends record after record until the server has
 * stored it. A record is passed over only when the server has it or says that it will never take it.
 */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ProjectDocument, StartRunDocument } from '../operations/generated/operations.ts';
import { AtelierError, isTransient } from '../transport/errors.ts';
import { request, type Connection } from '../transport/request.ts';
import { retrying, wait } from '../transport/retry.ts';
import { readAcknowledged, saveAcknowledged } from './acknowledged.ts';
import type { OpenEntry } from './entry.ts';
import { openSpool, type SpoolItem, type SpoolReader } from './reader.ts';
import { send, type Destination } from './send.ts';

export interface UploaderOptions {
  /** The spool; it need not be there yet. */
  readonly path: string;
  readonly connection: Connection;
  /** How often the file is looked at for something new; 200 ms unless told. */
  readonly pollMs?: number;
  /** Leaves the last word on the run to somebody else: a `finish` record is not sent. */
  readonly leaveOpen?: boolean;
}

export interface UploadReport {
  /** Everything in the file was delivered, or refused for good. */
  readonly complete: boolean;
  /** The spool says that the run has ended. */
  readonly finished: boolean;
  readonly delivered: number;
  /** What the server refused for good, one line each; the first hundred. */
  readonly refused: readonly string[];
  /** Stretches of the file that held no whole record. */
  readonly damaged: number;
  /** Why it stopped before the end, if it did. */
  readonly stopped?: AtelierError;
}

export interface Uploader {
  /** Id of the run, as soon as the server knows it; rejects when the server refuses to start it, or when the uploader ends before. */
  readonly run: Promise<string>;
  /** Tells it that nobody writes any more. Resolves when all is delivered, or after `withinMs` (60 s unless told) with what is. */
  finish(withinMs?: number): Promise<UploadReport>;
  /** Resolves when the uploader has come to its end, by itself or by `finish`. */
  readonly done: Promise<UploadReport>;
}

const MOST_REFUSALS = 100;

/** Starts delivering a spool that may still grow. */
export function startUploader({ path, connection, pollMs = 200, leaveOpen = false }: UploaderOptions): Uploader {
  const giveUp = new AbortController();
  const run = Promise.withResolvers<string>();
  run.promise.catch(() => {});
  const refused: string[] = [];
  let delivered = 0;
  let finished = false;
  let final = false;
  let wake = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      void wait(pollMs, { signal: giveUp.signal, background: true }).then(resolve);
    });

  /** The next record, waiting for it as long as somebody writes. */
  async function nextItem(reader: SpoolReader, idle: () => void): Promise<SpoolItem | undefined> {
    while (!giveUp.signal.aborted) {
      const last = final;
      const item = reader.next(last);
      if (item !== undefined || last || finished) return item;
      idle();
      await pause();
    }
    return undefined;
  }

  async function destination(item: SpoolItem | undefined): Promise<Destination> {
    if (item?.entry.kind !== 'open') throw new AtelierError('INVALID_INPUT', `${path} does not begin by saying which run it belongs to`);
    const id = readAcknowledged(path).run ?? (await runOf(item.entry, connection, giveUp.signal));
    run.resolve(id);
    return { connection, run: id, writer: item.entry.writer, team: item.entry.team, folder: dirname(path), signal: giveUp.signal };
  }

  async function deliver(to: Destination, { entry, sequence }: SpoolItem): Promise<void> {
    if (entry.kind === 'open') return;
    if (entry.kind === 'finish') finished = true;
    if (entry.kind === 'finish' && leaveOpen) return;
    try {
      await retrying(() => send(to, sequence, entry), {
        attempts: Infinity,
        signal: giveUp.signal,
        longestWaitMs: 15_000,
        background: true,
      });
      delivered++;
    } catch (error) {
      if (error instanceof AtelierError && (isTransient(error) || error.code === 'UNAUTHENTICATED' || giveUp.signal.aborted)) throw error;
      if (refused.length < MOST_REFUSALS) refused.push(`record ${sequence} (${entry.kind}): ${(error as Error).message}`);
    }
  }

  /** Returns how many stretches of the file were damaged. */
  async function work(): Promise<number> {
    while (!existsSync(path) && !final) await pause();
    let reader = openSpool(path);
    try {
      const to = await destination(await nextItem(reader, () => {}));
      const known = readAcknowledged(path).end;
      if (known > 0) {
        reader.close();
        reader = openSpool(path, known);
      }
      let savedEnd = known;
      let savedAt = performance.now();
      let end = known;
      const save = () => {
        if (end === savedEnd) return;
        saveAcknowledged(path, { end, run: to.run });
        savedEnd = end;
        savedAt = performance.now();
      };
      saveAcknowledged(path, { end, run: to.run });
      try {
        for (let item = await nextItem(reader, save); item !== undefined; item = await nextItem(reader, save)) {
          await deliver(to, item);
          end = item.end;
          if (performance.now() - savedAt > 250) save();
        }
      } finally {
        save();
      }
      return reader.damaged;
    } finally {
      reader.close();
    }
  }

  async function report(): Promise<UploadReport> {
    try {
      const damaged = await work();
      return { complete: !giveUp.signal.aborted, finished, delivered, refused, damaged };
    } catch (error) {
      const stopped =
        error instanceof AtelierError ? error : new AtelierError('INTERNAL', `${path}: ${(error as Error).message}`, { cause: error });
      run.reject(stopped);
      return { complete: false, finished, delivered, refused, damaged: 0, stopped };
    } finally {
      run.reject(new AtelierError('UNREACHABLE', `${path} was not delivered in time`));
    }
  }

  const done = report();
  return {
    run: run.promise,
    done,
    async finish(withinMs = 60_000) {
      final = true;
      wake();
      const timer = setTimeout(() => giveUp.abort(), withinMs);
      return done.finally(() => clearTimeout(timer));
    },
  };
}

async function runOf(entry: OpenEntry, connection: Connection, signal: AbortSignal): Promise<string> {
  if ('id' in entry.run) return entry.run.id;
  const { project: name, start } = entry.run;
  const [team = '', slug = ''] = name.split('/');
  const once = { signal, attempts: 1 };
  return retrying(
    async () => {
      const { project } = await request(connection, ProjectDocument, { team, slug }, once);
      if (project === null) throw new AtelierError('NOT_FOUND', `${connection.url} has no project ${name} that this key may see`);
      return (await request(connection, StartRunDocument, { input: { ...start, project: project.id } }, once)).startRun.id;
    },
    { attempts: Infinity, signal, background: true },
  );
}
