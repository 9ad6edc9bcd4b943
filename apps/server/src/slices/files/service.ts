import type { App, TeamContext } from '../../context.ts';
import { invalidInput, notFound } from '../../errors.ts';
import { mediaTypeOf } from './media-type.ts';
import { deleteUnused, findFile, findFiles, findNameless, keepFile, removeIfUnused } from './store.ts';

const NAME_LIMIT = 255;
const CONTROL = /\p{Cc}/u;

type Files = Pick<TeamContext, 'app' | 'db'>;

/** Takes in an upload: the bytes first, whole and on the disk, then the row. The same bytes under the same name are the same file. */
export async function addFile({ app, db }: Files, name: string, content: AsyncIterable<Uint8Array>) {
  const checked = fileName(name);
  const staged = await app.files.stage(content, app.config.maxUploadBytes);
  try {
    const file = { sha256: staged.sha256, sizeBytes: staged.sizeBytes, name: checked, mediaType: mediaTypeOf(checked) };
    // Before the transaction, which would be given up while a large file is read.
    await staged.prepare();
    return await keepFile(app.database.sql, db.teamId, file, () => staged.publish());
  } finally {
    await staged.discard();
  }
}

/** Takes in a file that this server has made itself. It is moved into the store. */
export async function adoptFile({ app, db }: Files, { path, ...file }: { path: string; name: string; sha256: string; sizeBytes: number }) {
  const named = { ...file, mediaType: mediaTypeOf(file.name) };
  await app.files.prepare(file.sha256, file.sizeBytes);
  return keepFile(app.database.sql, db.teamId, named, () => app.files.adopt(path, file.sha256));
}

/** Files that were brought and never used go after a day; until then they may still be meant for something. */
const UNUSED_MS = 24 * 3_600_000;
const AT_ONCE = 500;

/**
 * Removes the files that nothing refers to, and their bytes when no team has them under any name. Bytes that are brought at the same moment
 * stay: whoever publishes bytes and whoever removes them hold them against each other. Returns how many blobs went.
 */
export async function collectFiles({ database: { sql }, files }: Pick<App, 'database' | 'files'>, unusedMs = UNUSED_MS): Promise<number> {
  let count = 0;
  for (let gone = await deleteUnused(sql, unusedMs, AT_ONCE); gone.length > 0; gone = await deleteUnused(sql, unusedMs, AT_ONCE)) {
    for (const sha256 of new Set(gone)) if (await removeIfUnused(sql, sha256, () => files.remove(sha256))) count += 1;
  }
  return count;
}

/** Removes bytes that no row names: what a server that died between two steps has left. Returns how many blobs went. */
export async function collectNameless({ database: { sql }, files }: Pick<App, 'database' | 'files'>, olderMs = UNUSED_MS): Promise<number> {
  let count = 0;
  let some: string[] = [];
  const look = async () => {
    for (const sha256 of await findNameless(sql, some)) if (await removeIfUnused(sql, sha256, () => files.remove(sha256))) count += 1;
    some = [];
  };
  for await (const sha256 of files.olderThan(olderMs)) {
    some.push(sha256);
    if (some.length >= AT_ONCE) await look();
  }
  await look();
  return count;
}

/** A file of the team. */
export async function getFile({ db }: Pick<TeamContext, 'db'>, id: string) {
  const file = await findFile(db, id);
  if (file === null) throw notFound('File');
  return file;
}

/** Files of the team, in the order of the ids. Any that is not there is `NOT_FOUND`. */
export async function getFiles({ db }: Pick<TeamContext, 'db'>, ids: readonly string[]) {
  const found = new Map((await findFiles(db, ids)).map((file) => [file.id, file]));
  return ids.map((id) => {
    const file = found.get(id);
    if (file === undefined) throw notFound('File');
    return file;
  });
}

/** Where a file is handed out, below the server's address. */
export function fileUrl(id: string): string {
  return `/files/${id}`;
}

/** What somebody calls a file, for people to read: it is never part of a path on this machine. Folders before it are dropped. */
export function fileName(text: string): string {
  const name = text.normalize('NFC').split(/[/\\]/).at(-1)?.trim() ?? '';
  if (name.length === 0 || name.length > NAME_LIMIT || CONTROL.test(name) || name === '.' || name === '..') {
    throw invalidInput(
      `A file's name has 1 to ${NAME_LIMIT} characters and no control characters, got ${JSON.stringify(text.slice(0, 60))}`,
      'name',
    );
  }
  return name;
}
