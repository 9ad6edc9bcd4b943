import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { UsageError } from '../command.ts';
import { isEventFile } from './tensorboard.ts';

/** Files that make up one run. */
export interface Source {
  /** What the run is called unless told. */
  readonly name: string;
  readonly format: 'tensorboard' | 'csv';
  readonly files: readonly string[];
}

/**
 * The runs below what was named: each folder with event files is one, as TensorBoard has it, and so is each CSV file. Throws a
 * `UsageError` when there is none.
 */
export async function findSources(path: string): Promise<Source[]> {
  const about = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code})`);
  });
  if (!about.isDirectory()) {
    if (/\.csv$/i.test(path)) return [{ name: basename(path).replace(/\.csv$/i, ''), format: 'csv', files: [path] }];
    if (isEventFile(path)) return [{ name: basename(dirname(path)), format: 'tensorboard', files: [path] }];
    throw new UsageError(`${path} is neither a CSV file nor an event file of TensorBoard (….tfevents.…)`);
  }
  const names = (await readdir(path, { recursive: true })).sort();
  const folders = new Map<string, string[]>();
  for (const name of names.filter(isEventFile)) folders.set(dirname(name), [...(folders.get(dirname(name)) ?? []), name]);
  const runs: Source[] = Array.from(folders, ([folder, files]) => ({
    name: folder === '.' ? basename(path) : relative('.', folder),
    format: 'tensorboard',
    files: files.map((name) => join(path, name)),
  }));
  if (runs.length === 0) throw new UsageError(`${path} holds no event files of TensorBoard (….tfevents.…); a CSV file is named itself`);
  return runs;
}
