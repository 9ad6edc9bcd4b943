// Uploaded files on their way into a version: read apart, taken into the store, written down.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { audit } from '../../audit.ts';
import { runApart } from '../../apart/run-apart.ts';
import type { TeamContext } from '../../context.ts';
import type { DatasetVersion } from '../../db/generated/client.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import { adoptFile, fileName, getFiles } from '../files/service.ts';
import type { Imported, ImportJob } from './import.child.ts';
import { givenNote, type ImportInput, importOptions, requireFiles } from './input.ts';
import { insertVersion, type NewVersion } from './store.ts';

const LIMITS = { timeoutMs: 15 * 60_000, heapMb: 2_048 };

export interface VersionFilesInput {
  readonly files: readonly { readonly file: string; readonly name: string }[];
  readonly options?: ImportInput | null | undefined;
  readonly note?: string | null | undefined;
}

/** Files that lie on this machine, and how to read them. */
export interface ToImport {
  readonly files: ImportJob['files'];
  readonly options: Omit<ImportJob['options'], 'folder'>;
  readonly note: string;
}

/** What was read, before any of it is kept. */
export interface ReadFiles extends Imported {
  readonly note: string;
  /** Takes the canonical files into the store: a row never names bytes that are not there. */
  adopt(): Promise<NewVersion['files']>;
}

/** Where the uploaded files lie. `NOT_FOUND` for one that the team has not, `INVALID_INPUT` for names that cannot be told apart. */
export async function filesToImport(context: TeamContext, { files, options, note }: VersionFilesInput): Promise<ToImport> {
  const found = await getFiles(
    context,
    files.map(({ file }) => file),
  );
  const named = found.map(({ sha256 }, index) => ({
    name: fileName(files[index]?.name ?? ''),
    path: context.app.files.path(sha256),
  }));
  requireFiles(named);
  return { files: named, options: importOptions(options ?? {}), note: givenNote(note) };
}

/** Reads the files in a process of their own; what came of it lies in a folder that is gone after the work. */
export async function readFiles<Result>(
  context: TeamContext,
  { files, options, note }: ToImport,
  work: (read: ReadFiles) => Promise<Result>,
): Promise<Result> {
  const place = await context.app.files.makeWorkFolder();
  try {
    const folder = join(place, 'version');
    const job: ImportJob = { files, options: { ...options, folder } };
    const imported = await runApart<Imported>(new URL('./import.child.ts', import.meta.url), job, LIMITS);
    return await work({ ...imported, note, adopt: () => adoptAll(context, folder, imported) });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function adoptAll(context: TeamContext, folder: string, { manifest }: Imported): Promise<NewVersion['files']> {
  const adopted: { name: string; fileId: string }[] = [];
  for (const { name, sha256, bytes } of manifest.files) {
    const file = await adoptFile(context, { path: join(folder, name), name, sha256, sizeBytes: bytes });
    adopted.push({ name, fileId: file.id });
  }
  return adopted;
}

interface ToInsert {
  readonly datasetId: string;
  readonly read: Pick<ReadFiles, 'manifest' | 'hash' | 'note'>;
  readonly files: NewVersion['files'];
}

/** Writes the next version of a dataset down. */
export async function insertImported(
  context: TeamContext,
  door: TeamDoor,
  { datasetId, read: { manifest, hash, note }, files }: ToInsert,
): Promise<DatasetVersion> {
  const version = await insertVersion(door, {
    datasetId,
    contentHash: hash,
    manifest,
    missingValues: Object.values(manifest.missing).reduce((sum, count) => sum + count, 0),
    sizeBytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    note,
    files,
  });
  await audit(door, context, {
    teamId: context.team.id,
    action: 'dataset.version',
    subject: version.id,
    detail: { dataset: datasetId, number: version.number, hash },
  });
  return version;
}
