import type { File } from '../../db/generated/client.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import type { Sql } from '../../db/sql.ts';
import { isForeignKeyViolation } from '../../db/violations.ts';

export interface NewFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly name: string;
}

/** Within a transaction: until it is over nobody else publishes or removes these bytes. */
async function holdBlob(sql: Sql, sha256: string): Promise<void> {
  await sql.run(`SELECT pg_advisory_xact_lock(hashtextextended('blob ' || $1, 0))`, [sha256]);
}

/**
 * Publishes bytes and returns the team's row of them under this name, made if there is none. Both happen while the bytes are held,
 * so that nobody who removes them as unused does so in between.
 */
export function keepFile(sql: Sql, teamId: string, file: NewFile, publish: () => Promise<void>): Promise<File> {
  return sql.transaction(async (inside) => {
    await holdBlob(inside, file.sha256);
    await publish();
    const row = await inside.row<Omit<File, 'sizeBytes'> & { sizeBytes: string }>(
      `INSERT INTO "File" (id, "teamId", sha256, "sizeBytes", "mediaType", name) VALUES (uuidv7(), $1, $2, $3, $4, $5)
       ON CONFLICT ("teamId", sha256, name) DO UPDATE SET "broughtAt" = now() RETURNING *`,
      [teamId, file.sha256, file.sizeBytes, file.mediaType, file.name],
    );
    return { ...row!, sizeBytes: BigInt(row!.sizeBytes) };
  });
}

export function findFile(db: TeamDoor, id: string): Promise<File | null> {
  return db.file.findUnique({ where: { id } });
}

export function findFiles(db: TeamDoor, ids: readonly string[]): Promise<File[]> {
  return db.file.findMany({ where: { id: { in: [...ids] } } });
}

const UNUSED = `f."broughtAt" < now() - $1 * interval '1 millisecond'
  AND NOT EXISTS (SELECT FROM "Artifact" a WHERE a."fileId" = f.id) AND NOT EXISTS (SELECT FROM "VersionFile" v WHERE v."fileId" = f.id)`;

/** Deletes the rows of files that nothing refers to and nobody has brought for so long. Returns the hashes of their bytes. */
export async function deleteUnused(sql: Sql, unusedMs: number, limit: number): Promise<string[]> {
  const remove = (at: string, values: readonly string[]) =>
    sql.rows<{ sha256: string }>(`DELETE FROM "File" f WHERE ${at} AND ${UNUSED} RETURNING sha256`, [unusedMs, ...values]);
  const ids = (await sql.rows<{ id: string }>(`SELECT id FROM "File" f WHERE ${UNUSED} LIMIT ${limit}`, [unusedMs])).map(({ id }) => id);
  const gone: string[] = [];
  for (const id of ids) {
    try {
      gone.push(...(await remove('f.id = $2', [id])).map(({ sha256 }) => sha256));
    } catch (error) {
      // Somebody has just begun to use it.
      if (!isForeignKeyViolation(error)) throw error;
    }
  }
  return gone;
}

/** Calls `remove` if no row of any team names these bytes, and holds them meanwhile. Returns whether it did. */
export function removeIfUnused(sql: Sql, sha256: string, remove: () => Promise<void>): Promise<boolean> {
  return sql.transaction(async (inside) => {
    await holdBlob(inside, sha256);
    if (await inside.row('SELECT 1 AS used FROM "File" WHERE sha256 = $1 LIMIT 1', [sha256])) return false;
    await remove();
    return true;
  });
}

/** Those of the hashes that no row of any team names. */
export async function findNameless(sql: Sql, hashes: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ sha256: string }>(
    'SELECT given.sha256 FROM unnest($1::text[]) AS given(sha256) WHERE NOT EXISTS (SELECT FROM "File" f WHERE f.sha256 = given.sha256)',
    [hashes],
  );
  return rows.map(({ sha256 }) => sha256);
}
