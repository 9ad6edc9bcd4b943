import type { TeamContext } from '../../context.ts';
import { invalidInput, notFound } from '../../errors.ts';
import { mediaTypeOf } from './media-type.ts';
import { findFile, findFiles, upsertFile } from './store.ts';

const NAME_LIMIT = 255;
const CONTROL = /\p{Cc}/u;

type Files = Pick<TeamContext, 'app' | 'db'>;

/** Takes in an upload: the bytes first, whole and on the disk, then the row. The same bytes under the same name are the same file. */
export async function addFile({ app, db }: Files, name: string, content: AsyncIterable<Uint8Array>) {
  const checked = fileName(name);
  const { sha256, sizeBytes } = await app.files.write(content, app.config.maxUploadBytes);
  return upsertFile(db, { sha256, sizeBytes, name: checked, mediaType: mediaTypeOf(checked) });
}

/** Takes in a file that this server has made itself. It is moved into the store. */
export async function adoptFile({ app, db }: Files, file: { path: string; name: string; sha256: string; sizeBytes: number }) {
  await app.files.adopt(file.path, file.sha256);
  return upsertFile(db, { sha256: file.sha256, sizeBytes: file.sizeBytes, name: file.name, mediaType: mediaTypeOf(file.name) });
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
