import type { Run } from './run/run.ts';
import { resumeRun, startRun, type NodeLoggingOptions, type NodeStartRunOptions } from './run/start-run.ts';
import { readSettings } from './settings.ts';
import { download, upload, type DownloadOptions, type UploadedFile, type UploadOptions } from './transport/files.ts';
import { connectionTo, request, type Connection, type Operation, type RequestOptions } from './transport/request.ts';

/** A server, as one user, agent or service sees it. */
export interface Atelier {
  readonly connection: Connection;
  /** Sends one operation of the GraphQL API. Throws an `AtelierError`. */
  request<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables, options?: RequestOptions): Promise<Result>;
  /** Streams a file from disk, or bytes, to the server. */
  upload(source: string | Uint8Array<ArrayBuffer>, options?: UploadOptions): Promise<UploadedFile>;
  /** Streams a file of the server to disk and checks its hash. */
  download(url: string, options: DownloadOptions): Promise<void>;
  /** Starts a run in a project, named as `team/project`. Throws when the server refuses it; goes on offline when there is no server. */
  startRun(options: NodeStartRunOptions & { project?: string }): Promise<Run>;
  /** Goes on logging to a run that exists, by its id. Artifacts need the team, as its slug. */
  resumeRun(id: string, options?: NodeLoggingOptions & { team?: string }): Promise<Run>;
}

/** The server at an address, with an API key; both from the environment (`ATELIER_URL`, `ATELIER_KEY`) or `atelier login` unless told. */
export function connect(options: { url?: string | undefined; key?: string | undefined } = {}): Atelier {
  const settings = readSettings();
  const url = options.url ?? settings.url;
  if (url === undefined) throw new TypeError('connect requires the address of a server: pass url, set ATELIER_URL or use `atelier login`');
  return atelierOf(connectionTo(url, options.key ?? settings.key), settings.project);
}

/** The server behind a connection, however it came about. */
export function atelierOf(connection: Connection, usualProject?: string): Atelier {
  return {
    connection,
    request: (operation, variables, options) => request(connection, operation, variables, options),
    upload: (source, options) => upload(connection, source, options),
    download: (url, options) => download(connection, url, options),
    async startRun({ project = usualProject, ...options }) {
      return startRun(connection, project ?? '', options);
    },
    resumeRun: (id, { team, ...options } = {}) => resumeRun(connection, id, team, options),
  };
}
