import type { File } from '../../db/generated/client.ts';
import type { TeamDoor } from '../../db/scoped.ts';

export interface NewFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly name: string;
}

/** The team's row of these bytes under this name, made if there is none. */
export function upsertFile(db: TeamDoor, file: NewFile): Promise<File> {
  const { sha256, name } = file;
  return db.file.upsert({
    where: { teamId_sha256_name: { teamId: db.teamId, sha256, name } },
    create: { ...file, sizeBytes: BigInt(file.sizeBytes), teamId: db.teamId },
    update: {},
  });
}

export function findFile(db: TeamDoor, id: string): Promise<File | null> {
  return db.file.findUnique({ where: { id } });
}

export function findFiles(db: TeamDoor, ids: readonly string[]): Promise<File[]> {
  return db.file.findMany({ where: { id: { in: [...ids] } } });
}
