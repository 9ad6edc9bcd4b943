import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The files of a folder that make a data set of two views of the same works. */
export interface FoundFiles {
  readonly paths: readonly string[];
  /** The column that says which works belong together. */
  readonly groupBy: string;
}

const GROUP_COLUMNS = ['group', 'drawer', 'author', 'artist', 'composer'];

/**
 * Finds the arrays (one `.npz`, which holds both views) and the table that names each work's label and group. Throws an
 * Error that says what was looked for and what is there.
 */
export async function findFiles(folder: string): Promise<FoundFiles> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `${folder} does not exist` : `${folder} cannot be read as a folder (${error.code})`);
  });
  const there = names.length === 0 ? 'it is empty' : `it has ${names.sort().join(', ')}`;
  const archives = names.filter((name) => name.endsWith('.npz'));
  if (archives.length !== 1)
    throw new Error(`${folder} must have one .npz file with pictures and sequences of the same works, but ${there}`);
  for (const table of names.filter((name) => name.endsWith('.csv')).sort()) {
    const columns = await header(join(folder, table));
    const groupBy = GROUP_COLUMNS.find((column) => columns.includes(column));
    if (columns.includes('label') && groupBy !== undefined) return { paths: [join(folder, archives[0]!), join(folder, table)], groupBy };
  }
  throw new Error(`${folder} must have a .csv file with the columns label and one of ${GROUP_COLUMNS.join(', ')}, but ${there}`);
}

async function header(path: string): Promise<string[]> {
  const stream = createReadStream(path, { encoding: 'utf8', end: 64 * 1024 });
  for await (const line of createInterface({ input: stream })) {
    stream.destroy();
    return line
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  }
  return [];
}
