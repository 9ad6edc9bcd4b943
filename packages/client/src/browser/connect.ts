import { randomId } from '../run/random-id.ts';
import { newRun, record, type LoggingOptions, type Run, type StartRunOptions } from '../run/run.ts';
import type { OpenEntry } from '../spool/entry.ts';
import { deliver } from '../spool/upload.ts';
import { connectionTo, request, type Connection, type Operation, type RequestOptions } from '../transport/request.ts';
import { uploadBody, type UploadedFile, type UploadOptions } from '../transport/upload.ts';
import { openDrawer, type Drawer } from './drawer.ts';
import { page } from './names.ts';
import { createPageSpool } from './page-spool.ts';
import { deliverLeftBehind, holdSpool, type Delivered } from './sync.ts';

export interface PageLoggingOptions extends LoggingOptions {
  /** Keeps nothing for later pages; what the server has not taken when the page goes is lost then. */
  readonly memoryOnly?: boolean;
}

export interface PageStartRunOptions extends StartRunOptions, PageLoggingOptions {}

/** A server, as the page’s user or the bearer of a key sees it. */
export interface Atelier {
  readonly connection: Connection;
  /** Sends one operation of the GraphQL API. Throws an `AtelierError`. */
  request<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables, options?: RequestOptions): Promise<Result>;
  /** Sends a Blob, a File or bytes to the server. */
  upload(source: Blob | Uint8Array<ArrayBuffer>, options?: UploadOptions): Promise<UploadedFile>;
  /** Starts a run in a project, named as `team/project`. Throws when the server refuses it; goes on when there is no server. */
  startRun(options: PageStartRunOptions & { project: string }): Promise<Run>;
  /** Goes on logging to a run that exists, by its id. Artifacts need the team, as its slug. */
  resumeRun(id: string, options?: PageLoggingOptions & { team?: string }): Promise<Run>;
  /** Delivers what earlier pages have logged and could not deliver. */
  sync(): Promise<Delivered[]>;
}

/**
 * The server that the page came from, as whoever is signed in there; or the server at an address, with an API key. A server takes
 * requests of its own pages only, so that the address is the page's own unless a proxy stands between.
 */
export function connect({ url = page.location?.origin, key }: { url?: string; key?: string } = {}): Atelier {
  if (url === undefined) throw new TypeError('connect requires the address of a server: pass url');
  const connection = connectionTo(url, key);
  return {
    connection,
    request: (operation, variables, options) => request(connection, operation, variables, options),
    upload: (source, options = {}) => uploadBody(connection, () => (source instanceof Blob ? source : new Blob([source])), options),
    startRun({ project, ...options }) {
      const { run, team } = newRun(project, options, describePage());
      return begin(connection, run, team, options);
    },
    resumeRun: (id, { team, ...options } = {}) => begin(connection, { id }, team, options),
    sync: async () => deliverLeftBehind(connection, await openDrawer()),
  };
}

async function begin(connection: Connection, run: OpenEntry['run'], team: string | undefined, options: PageLoggingOptions): Promise<Run> {
  const { onProblem = (message: string) => console.error(`atelier: ${message}`) } = options;
  const writer = randomId();
  const drawer = options.memoryOnly ? undefined : await openDrawer().catch(() => undefined);
  const spool = createPageSpool(writer, drawer, onProblem);
  const release = holdSpool(writer);
  const open: OpenEntry = {
    kind: 'open',
    format: 1,
    url: connection.url,
    writer,
    run,
    ...(team === undefined ? {} : { team }),
    pid: 0,
    host: '',
  };
  try {
    const recording = await record(
      {
        open,
        spool,
        deliver: () => deliver(spool.source, { connection, alive: true }),
        discard: async () => {
          await spool.sync();
          await removeFrom(drawer, writer);
          release();
        },
        later: drawer === undefined ? 'while this page stays open' : 'by `sync()` of a later page',
      },
      { ...options, onProblem },
    );
    return recording.run;
  } catch (error) {
    release();
    throw error;
  }
}

async function removeFrom(drawer: Drawer | undefined, writer: string): Promise<void> {
  if (drawer === undefined) return;
  await drawer.remove(await drawer.keys(`${writer}/`));
}

function describePage(): Record<string, unknown> {
  return { browser: page.navigator?.userAgent, cores: page.navigator?.hardwareConcurrency, page: page.location?.href };
}
