import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../postgres.ts';

/** A PostgreSQL whose files are gone once it has been stopped: for tests, and for comparing migrations with the schema. */
export async function startThrowawayPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-postgres-'));
  // Started by root, PostgreSQL runs as another account, which must get through to its own, private folder inside.
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}
