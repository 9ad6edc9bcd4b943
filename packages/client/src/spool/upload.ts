/**
 * The delivering end of a spool: sends entry after entry until the server has stored it. An entry is passed over only when the
 * server has it or says that it will never take it.
 */
import { ProjectDocument, StartRunDocument } from '../operations/generated/operations.ts';
import { AtelierError, isTransient } from '../transport/errors.ts';
import { request, type Connection } from '../transport/request.ts';
import { retrying, wait } from '../transport/retry.ts';
import type { OpenEntry } from './entry.ts';
import { send, type Destination } from './send.ts';
import { showLife } from './sign-of-life.ts';
import type { SpoolItem, SpoolSource } from './spool.ts';

export interface DeliveryOptions {
  readonly connection: Connection;
  /** How often to look for something new when nobody says that there is; 200 ms unless told. */
  readonly pollMs?: number;
  /** Leaves the last word on the run to somebody else: a `finish` record is not sent. */
  readonly leaveOpen?: boolean;
  /** The program of the run is this one: the server is told that it lives. */
  readonly alive?: boolean;
}

export interface UploadReport {
  /** Everything was delivered, or refused for good. */
  readonly complete: boolean;
  /** The spool says that the run has ended. */
  readonly finished: boolean;
  readonly delivered: number;
  /** What the server refused for good, one line each; the first hundred. */
  readonly refused: readonly string[];
  /** Stretches of the spool that held no whole record. */
  readonly damaged: number;
  /** Why it stopped before the end, if it did. */
  readonly stopped?: AtelierError;
}

export interface Uploader {
  /** Id of the run, as soon as the server knows it; rejects when the server refuses to start it, or when the uploader ends before. */
  readonly run: Promise<string>;
  /** There is something new. */
  wake(): void;
  /** Tells it that nobody writes any more. Resolves when all is delivered, or after `withinMs` (60 s unless told) with what is. */
  finish(withinMs?: number): Promise<UploadReport>;
  /** Resolves when the uploader has come to its end, by itself or by `finish`. */
  readonly done: Promise<UploadReport>;
}

const MOST_REFUSALS = 100;

/** Starts delivering a spool that may still grow. */
export function deliver(source: SpoolSource, { connection, pollMs = 200, leaveOpen = false, alive = false }: DeliveryOptions): Uploader {
  const giveUp = new AbortController();
  let known: (run: string) => void;
  let unknown: (reason: AtelierError) => void;
  const run = new Promise<string>((resolve, reject) => {
    known = resolve;
    unknown = reject;
  });
  run.catch(() => {});
  const refused: string[] = [];
  let delivered = 0;
  let finished = false;
  let final = false;
  let wake = () => {};
  let stopLife = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      void wait(pollMs, { signal: giveUp.signal, background: true }).then(resolve);
    });

  /** The next entry, waiting for it as long as somebody writes. */
  async function nextItem(): Promise<SpoolItem | undefined> {
    while (!giveUp.signal.aborted) {
      const last = final;
      const item = source.next(last);
      if (item !== undefined || last || finished) return item;
      await pause();
    }
    return undefined;
  }

  async function destination(item: SpoolItem | undefined): Promise<Destination> {
    if (item?.entry.kind !== 'open')
      throw new AtelierError('INVALID_INPUT', `${source.name} does not begin by saying which run it belongs to`);
    const { writer, team } = item.entry;
    const id = source.resume() ?? (await runOf(item.entry, connection, giveUp.signal));
    known(id);
    source.acknowledge(item, id);
    if (alive && !final) stopLife = showLife(connection, id);
    return { connection, run: id, writer, team, open: source.open, signal: giveUp.signal };
  }

  async function deliverOne(to: Destination, { entry, sequence }: SpoolItem): Promise<void> {
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

  async function work(): Promise<UploadReport> {
    try {
      const to = await destination(await nextItem());
      for (let item = await nextItem(); item !== undefined; item = await nextItem()) {
        await deliverOne(to, item);
        source.acknowledge(item, to.run);
      }
      return { complete: !giveUp.signal.aborted, finished, delivered, refused, damaged: source.damaged };
    } catch (error) {
      const stopped =
        error instanceof AtelierError
          ? error
          : new AtelierError('INTERNAL', `${source.name}: ${(error as Error).message}`, { cause: error });
      unknown(stopped);
      return { complete: false, finished, delivered, refused, damaged: source.damaged, stopped };
    } finally {
      stopLife();
      source.close();
      unknown(new AtelierError('UNREACHABLE', `${source.name} was not delivered in time`));
    }
  }

  const done = work();
  return {
    run,
    done,
    wake: () => wake(),
    async finish(withinMs = 60_000) {
      final = true;
      stopLife();
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
