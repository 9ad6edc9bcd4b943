import type { Manifest } from '@atelier/ml/dataset';
import type { Dataset, DatasetVersion } from '../../db/generated/client.ts';
import type { ReadDoor, TeamDoor } from '../../db/scoped.ts';

export interface Card {
  readonly description: string;
  readonly licence: string;
  readonly consent: string;
  readonly source: string;
  readonly sensitive: string;
}

export function insertDataset(db: TeamDoor, dataset: { projectId: string; name: string } & Card): Promise<Dataset> {
  return db.dataset.create({ data: { ...dataset, teamId: db.teamId } });
}

export function findDataset(db: TeamDoor, id: string): Promise<Dataset | null> {
  return db.dataset.findUnique({ where: { id, deletedAt: null } });
}

export function findDatasetByName(db: TeamDoor, projectId: string, name: string): Promise<Dataset | null> {
  return db.dataset.findUnique({ where: { teamId_projectId_name: { teamId: db.teamId, projectId, name } } });
}

export function updateCard(db: TeamDoor, id: string, card: Partial<Card>): Promise<Dataset> {
  return db.dataset.update({ where: { id }, data: card });
}

/** A version, and the project that its dataset is in. */
export type VersionInProject = DatasetVersion & { readonly dataset: { readonly projectId: string } };

export function findVersion(db: ReadDoor, id: string): Promise<VersionInProject | null> {
  return db.datasetVersion.findUnique({ where: { id }, include: { dataset: { select: { projectId: true } } } });
}

export function findVersionByHash(db: TeamDoor, datasetId: string, contentHash: string): Promise<DatasetVersion | null> {
  return db.datasetVersion.findUnique({ where: { datasetId_contentHash: { datasetId, contentHash } } });
}

/** Names of a version's files with the hashes under which the store has them. */
export async function findVersionFiles(db: ReadDoor, versionId: string): Promise<{ name: string; sha256: string }[]> {
  const files = await db.versionFile.findMany({ where: { versionId }, select: { name: true, file: { select: { sha256: true } } } });
  return files.map(({ name, file }) => ({ name, sha256: file.sha256 }));
}

export interface NewVersion {
  readonly datasetId: string;
  readonly contentHash: string;
  readonly manifest: Manifest;
  readonly missingValues: number;
  readonly sizeBytes: number;
  readonly note: string;
  readonly files: readonly { readonly name: string; readonly fileId: string }[];
}

/** The next version of a dataset with its files. Waits for another one that is being added to the same dataset. */
export async function insertVersion(db: TeamDoor, { files, sizeBytes, manifest, ...version }: NewVersion): Promise<DatasetVersion> {
  await db.dataset.updateMany({ where: { id: version.datasetId }, data: { id: version.datasetId } });
  const last = await db.datasetVersion.aggregate({ where: { datasetId: version.datasetId }, _max: { number: true } });
  const inserted = await db.datasetVersion.create({
    data: {
      ...version,
      teamId: db.teamId,
      number: (last._max.number ?? 0) + 1,
      manifest: JSON.parse(JSON.stringify(manifest)),
      samples: manifest.samples,
      duplicates: manifest.duplicates.samples,
      sizeBytes: BigInt(sizeBytes),
    },
  });
  await db.versionFile.createMany({ data: files.map((file) => ({ ...file, versionId: inserted.id, teamId: db.teamId })) });
  return inserted;
}
