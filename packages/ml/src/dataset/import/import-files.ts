/** What a person drops becomes a dataset version: opened, understood, copied in canonical form, named by its content. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../../formats/canonical-json.ts';
import { DataError } from '../../formats/data-error.ts';
import { sha256, sha256File } from '../../formats/hash.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import type { FileManifest, Manifest } from '../manifest.ts';
import { assemble, type Assembled } from './assemble.ts';
import type { ImportOptions, InputFile } from './options.ts';
import { openSources } from './sources.ts';

export interface ImportedVersion {
  readonly folder: string;
  readonly manifest: Manifest;
  /** SHA-256 of `manifest.json`: the same input and options give the same hash. */
  readonly hash: string;
}

export const MANIFEST_FILE = 'manifest.json';

/**
 * Reads `.npy`, `.npz`, zips of pictures in class folders, CSV, TSV, NDJSON, ABC and IDX, alone or together, and writes
 * `manifest.json` and the column files into a new folder. Memory stays flat whatever the size of the input.
 *
 * Throws a `DataError` that names the file, the member or row, what was expected and what was found. The folder appears
 * only when everything is in it.
 */
export async function importFiles(files: readonly InputFile[], options: ImportOptions): Promise<ImportedVersion> {
  if (files.length === 0) throw new DataError('importFiles requires at least one file, got none');
  const limits = options.limits ?? DEFAULT_LIMITS;
  await mkdir(dirname(options.folder), { recursive: true });
  const staging = await mkdtemp(`${options.folder}.part-`);
  const content = join(staging, 'content');
  const scratch = join(staging, 'scratch');
  try {
    await mkdir(content);
    await mkdir(scratch);
    const sources = await openSources(files, scratch, limits);
    let assembled: Assembled;
    try {
      assembled = await assemble(sources, content, options, limits);
    } finally {
      sources.close();
    }
    const manifest: Manifest = {
      format: 'atelier-dataset',
      version: 1,
      ...assembled.manifest,
      files: await describeFiles(content, assembled.files),
    };
    const bytes = canonicalJson(manifest);
    await writeFile(join(content, MANIFEST_FILE), bytes, { flag: 'wx' });
    await rename(content, options.folder);
    return { folder: options.folder, manifest, hash: sha256(bytes) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function describeFiles(folder: string, names: readonly string[]): Promise<FileManifest[]> {
  const described: FileManifest[] = [];
  for (const name of [...names].sort()) described.push({ name, ...(await sha256File(join(folder, name))) });
  return described;
}
