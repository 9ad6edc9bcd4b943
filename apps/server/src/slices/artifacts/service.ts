import type { Context, TeamContext } from '../../context.ts';
import { AppError, invalidInput, notFound } from '../../errors.ts';
import { requireTogether, type Window } from '../../paging.ts';
import { fileUrl } from '../files/service.ts';
import { getRun, leaseLost, requireLease, requireOpen, signOfLife } from '../runs/service.ts';
import {
  appendLog as append,
  findArtifact,
  type ArtifactEntry,
  findEntries,
  findFile,
  findLogs,
  insertArtifact,
  updateArtifact,
} from './store.ts';

/** The longest log of a run; what comes after it is not kept. */
export const LOG_LIMIT_BYTES = 32 * 2 ** 20;
const LOG_MARK = '\n[the log is longer than 32 MiB: the rest was not kept]\n';
const LONGEST_TEXT = 1_000_000;
const MOST_CHUNKS = 1_000;
const PAGE_CHUNKS = 200;
// A checkpoint replaces the one before; everything else is written once.
const REPLACED = new Set(['checkpoint']);

export interface LogInput {
  readonly runId: string;
  readonly writer: string;
  readonly sequence: number;
  readonly text: string;
}

/** Adds to a run's log; the same part again is acknowledged and stored once. */
export async function appendLog(context: TeamContext, { runId, writer, sequence, text }: LogInput): Promise<void> {
  const { app, team, viewer } = context;
  if (writer.length < 1 || writer.length > 100 || writer.includes('\0') || !writer.isWellFormed())
    throw invalidInput(`writer has 1 to 100 characters and no NUL, got ${writer.length}`, 'writer');
  if (sequence < 0) throw invalidInput(`sequence must be at least 0, got ${sequence}`, 'sequence');
  if (text.length > LONGEST_TEXT) throw invalidInput(`A part of a log has at most ${LONGEST_TEXT} characters, got ${text.length}`, 'text');
  // PostgreSQL keeps no NUL; a terminal shows none either.
  const clean = text.replaceAll('\0', '\u2400').toWellFormed();
  const fence = viewer.kind === 'attempt' ? viewer.fence : undefined;
  const outcome = await append(
    app.database.sql,
    { teamId: team.id, runId, writer, sequence, text: clean, fence },
    LOG_LIMIT_BYTES,
    LOG_MARK,
  );
  if (outcome === 'conflict')
    throw new AppError('CONFLICT', `${writer} has sent another text under the number ${sequence}.`, { fields: ['sequence'] });
  if (outcome === 'refused') {
    requireOpen(await getRun(context, runId));
    throw fence === undefined ? new AppError('CONFLICT', 'The run has not begun and takes no log yet.') : leaseLost();
  }
  if (outcome === 'stored') app.live.changed(`log:${runId}`);
  if (fence === undefined) signOfLife(app, runId);
}

export interface LogPage {
  readonly text: string;
  readonly cursor: string;
  readonly truncated: boolean;
}

/** A log may have 32 MiB. */
const MOST_LOGS = 20;

/** The logs of runs after a cursor, a number of parts of each. */
export async function listLogs(
  { app }: Pick<Context, 'app'>,
  runIds: readonly string[],
  after: string | null | undefined,
  first: number | null | undefined,
): Promise<LogPage[]> {
  if (runIds.length > MOST_LOGS)
    throw invalidInput(`Logs of at most ${MOST_LOGS} runs can be asked for at once, got ${runIds.length}`, 'log');
  if (after != null && !/^\d{1,18}$/.test(after)) throw invalidInput('after requires the cursor of an earlier answer', 'after');
  const limit = Math.min(Math.max(first ?? PAGE_CHUNKS, 1), MOST_CHUNKS);
  const found = Map.groupBy(await findLogs(app.database.sql, runIds, after || '0', limit), ({ runId }) => runId);
  return runIds.map((runId) => {
    const chunks = found.get(runId) ?? [];
    const last = chunks.at(-1);
    return {
      text: chunks.map(({ text }) => text).join(''),
      cursor: last?.id ?? after ?? '0',
      truncated: Number(last?.endByte ?? 0) >= LOG_LIMIT_BYTES,
    };
  });
}

export interface ArtifactInput {
  readonly runId: string;
  readonly path: string;
  readonly kind: string;
  readonly fileId: string;
}

/** Puts an uploaded file among a run's artifacts. The same file under the same path again is acknowledged; another is `CONFLICT`, but for a checkpoint. */
export async function attachArtifact(context: TeamContext, { runId, kind, fileId, ...given }: ArtifactInput) {
  const path = givenPath(given.path);
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(kind))
    throw invalidInput(`kind has 1 to 40 of a-z, 0-9 and -, got ${JSON.stringify(kind)}`, 'input.kind');
  const run = await getRun(context, runId);
  const file = await findFile(context.db, fileId);
  if (file === null) throw notFound('File');
  const artifact = await context.db.$transaction(async (door) => {
    const known = await findArtifact(door, runId, path);
    if (known?.fileId === fileId) return known;
    requireOpen(run);
    await requireLease(context, door, runId);
    if (known === null) return insertArtifact(door, { runId, kind, fileId, path });
    if (known.kind === kind && REPLACED.has(kind)) return updateArtifact(door, known.id, fileId);
    throw new AppError('CONFLICT', `Run #${run.number} has another file at ${JSON.stringify(path)}.`, {
      fields: ['input.path'],
      hint: 'Choose another path.',
    });
  });
  context.app.live.changed(`run:${runId}`);
  if (context.viewer.kind !== 'attempt') signOfLife(context.app, runId);
  return artifact;
}

/** A file in a folder of a run's artifacts. */
export interface FolderFile {
  /** Of the artifact. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly createdAt: Date;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly url: string;
}

/** What lies directly in a folder of a run's artifacts. */
export interface ArtifactFolder {
  /** Its place, empty for the root. */
  readonly path: string;
  readonly folders: readonly { readonly name: string; readonly path: string; readonly files: number; readonly sizeBytes: number }[];
  readonly files: readonly FolderFile[];
  /** There is more in it than is told. */
  readonly isCut: boolean;
}

/** Most entries of one folder in one answer, and of the same folder of several runs. */
export const MOST_ENTRIES = 5_000;
const MOST_ENTRIES_TOGETHER = 50_000;

/** A folder of each of several runs' artifacts with what lies directly in it, folders first, by name. One that is not there is empty. */
export async function listArtifactFolders(
  { app }: Pick<Context, 'app'>,
  runIds: readonly string[],
  path: string,
  window: Window,
): Promise<ArtifactFolder[]> {
  requireTogether(runIds.length, window, MOST_ENTRIES_TOGETHER);
  const prefix = path === '' ? '' : `${givenPath(path, 'path')}/`;
  const found = Map.groupBy(
    await findEntries(app.database.sql, runIds, prefix, { ...window, first: window.first + 1 }),
    ({ runId }) => runId,
  );
  return runIds.map((runId) => {
    const entries = found.get(runId) ?? [];
    const told = entries.slice(0, window.first);
    return {
      path,
      folders: told
        .filter(({ isFolder }) => isFolder)
        .map(({ name, files, sizeBytes }) => ({ name, path: prefix + name, files: Number(files), sizeBytes: Number(sizeBytes) })),
      files: told.filter(({ isFolder }) => !isFolder).map((entry) => folderFile(entry, prefix)),
      isCut: entries.length > window.first,
    };
  });
}

function folderFile({ id, name, kind, createdAt, sizeBytes, sha256, mediaType, fileId }: ArtifactEntry, prefix: string): FolderFile {
  return {
    id: id!,
    name,
    path: prefix + name,
    kind: kind!,
    createdAt: createdAt!,
    sizeBytes: Number(sizeBytes),
    sha256: sha256!,
    mediaType: mediaType!,
    url: fileUrl(fileId!),
  };
}

function givenPath(path: string, field = 'input.path'): string {
  const parts = path.split('/');
  const isPlain =
    path.length <= 500 &&
    !path.includes('\0') &&
    path.isWellFormed() &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain)
    throw invalidInput(`path must be names with / between, such as weights/model.json, got ${JSON.stringify(path.slice(0, 100))}`, field);
  return path;
}
