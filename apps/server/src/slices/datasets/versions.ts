// How files become a version, and how a version is read.
import type { Dataset, Manifest } from '@atelier/ml/dataset';
import type { TeamContext } from '../../context.ts';
import type { DatasetVersion } from '../../db/generated/client.ts';
import type { ReadDoor } from '../../db/scoped.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { notFound } from '../../errors.ts';
import { type Keep, keepNothing, onceOnly } from '../../idempotency.ts';
import { filesToImport, insertImported, type ReadFiles, readFiles, type ToImport, type VersionFilesInput } from './import-files.ts';
import { withOpen } from './open-versions.ts';
import { findDataset, findVersion, findVersionByHash, findVersionFiles, type VersionInProject } from './store.ts';

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

export interface VersionInput extends VersionFilesInput {
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
  const id = await onceOnly(context, once, async (keep) => importVersion(context, datasetId, await filesToImport(context, input), keep));
  return getVersion(context, id);
}

/** Imports files that lie on this machine as the next version. Returns its id. */
export function importVersion(context: TeamContext, datasetId: string, files: ToImport, keep: Keep = keepNothing): Promise<string> {
  return readFiles(context, files, (read) => store(context, datasetId, read, keep));
}

async function store(context: TeamContext, datasetId: string, read: ReadFiles, keep: Keep): Promise<string> {
  const known = await findVersionByHash(context.db, datasetId, read.hash);
  if (known !== null) {
    await keep(context.db, known.id);
    return known.id;
  }
  const files = await read.adopt();
  try {
    return await context.db.$transaction(async (door) => {
      const version = await insertImported(context, door, { datasetId, read, files });
      await keep(door, version.id);
      return version.id;
    });
  } catch (error) {
    // Somebody added the same content at the same moment.
    const same = isUniqueViolation(error) ? await findVersionByHash(context.db, datasetId, read.hash) : null;
    if (same === null) throw error;
    await keep(context.db, same.id);
    return same.id;
  }
}
