// How files become a version, and how a version is read.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, Manifest } from '@atelier/ml/dataset';
import { audit } from '../../audit.ts';
import { runApart } from '../../apart/run-apart.ts';
import type { TeamContext } from '../../context.ts';
import type { DatasetVersion } from '../../db/generated/client.ts';
import type { ReadDoor } from '../../db/scoped.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { notFound } from '../../errors.ts';
import { type Keep, keepNothing, onceOnly } from '../../idempotency.ts';
import { adoptFile, fileName, getFiles } from '../files/service.ts';
import type { Imported, ImportJob } from './import.child.ts';
import { givenNote, importOptions, type ImportInput, requireFiles } from './input.ts';
import { withOpen } from './open-versions.ts';
import { findDataset, findVersion, findVersionByHash, findVersionFiles, insertVersion, type VersionInProject } from './store.ts';

const IMPORT_LIMITS = { timeoutMs: 15 * 60_000, heapMb: 2_048 };

/** Reading needs a door on the version's team, be it one of several. */
export interface Reader {
  readonly app: TeamContext['app'];
  readonly db: ReadDoor;
}

/** A dataset version of the team. */
export async function getVersion({ db }: Pick<Reader, 'db'>, id: string): Promise<VersionInProject> {
  const version = await findVersion(db, id);
  if (version === null) throw notFound('DatasetVersion');
  return version;
}

export interface VersionFiles {
  readonly manifest: Manifest;
  /** Absolute path of each file that the manifest names. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What `openDataset` needs to read a version, here or in another process. */
export async function versionFiles(context: Reader, id: string): Promise<VersionFiles> {
  const version = await getVersion(context, id);
  const files = await findVersionFiles(context.db, id);
  return {
    manifest: version.manifest as unknown as Manifest,
    paths: Object.fromEntries(files.map(({ name, sha256 }) => [name, context.app.files.path(sha256)])),
  };
}

/** Reads a version: the work gets it open. */
export function withVersion<Result>(context: Reader, id: string, work: (dataset: Dataset) => Promise<Result> | Result): Promise<Result> {
  return withOpen(id, () => versionFiles(context, id), work);
}

export interface VersionInput {
  readonly files: readonly { readonly file: string; readonly name: string }[];
  readonly options?: ImportInput | null | undefined;
  readonly note?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Reads uploaded files and makes the next version of a dataset. The same content is the same version, whenever it is added.
 * Throws `INVALID_INPUT` that names file, member or row for what cannot be read; then nothing is stored.
 */
export async function addVersion(
  context: TeamContext,
  datasetId: string,
  { idempotencyKey, ...input }: VersionInput,
): Promise<DatasetVersion> {
  if ((await findDataset(context.db, datasetId)) === null) throw notFound('Dataset');
  const once = { action: 'addDatasetVersion', key: idempotencyKey, input: { datasetId, ...input }, isSlow: true };
  const id = await onceOnly(context, once, async (keep) => {
    const files = await getFiles(
      context,
      input.files.map(({ file }) => file),
    );
    const named = files.map(({ sha256 }, index) => ({
      name: fileName(input.files[index]?.name ?? ''),
      path: context.app.files.path(sha256),
    }));
    requireFiles(named);
    return importVersion(
      context,
      datasetId,
      { files: named, options: importOptions(input.options ?? {}), note: givenNote(input.note) },
      keep,
    );
  });
  return getVersion(context, id);
}

export interface ToImport {
  readonly files: ImportJob['files'];
  readonly options: Omit<ImportJob['options'], 'folder'>;
  readonly note: string;
}

/** Imports files that lie on this machine as the next version. Returns its id. */
export async function importVersion(
  context: TeamContext,
  datasetId: string,
  { files, options, note }: ToImport,
  keep: Keep = keepNothing,
): Promise<string> {
  const work = await context.app.files.makeWorkFolder();
  try {
    const folder = join(work, 'version');
    const job: ImportJob = { files, options: { ...options, folder } };
    const imported = await runApart<Imported>(new URL('./import.child.ts', import.meta.url), job, IMPORT_LIMITS);
    return await store(context, datasetId, { folder, note, ...imported }, keep);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function store(
  context: TeamContext,
  datasetId: string,
  { folder, note, manifest, hash }: Imported & { folder: string; note: string },
  keep: Keep,
): Promise<string> {
  const known = await findVersionByHash(context.db, datasetId, hash);
  if (known !== null) {
    await keep(context.db, known.id);
    return known.id;
  }
  // Blobs first: a row never names bytes that are not there.
  const files: { name: string; fileId: string }[] = [];
  for (const { name, sha256, bytes } of manifest.files) {
    const file = await adoptFile(context, { path: join(folder, name), name, sha256, sizeBytes: bytes });
    files.push({ name, fileId: file.id });
  }
  try {
    return await context.db.$transaction(async (door) => {
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
      await keep(door, version.id);
      return version.id;
    });
  } catch (error) {
    // Somebody added the same content at the same moment.
    const same = isUniqueViolation(error) ? await findVersionByHash(context.db, datasetId, hash) : null;
    if (same === null) throw error;
    await keep(context.db, same.id);
    return same.id;
  }
}
