import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../prisma/migrate.ts';
import { type Postgres, startPostgres } from '../postgres.ts';

/** The database that was given, or one of our own in the data folder; up to date either way. Throws with one line that leaves the password out. */
export async function openDatabase({ given, dataFolder }: { given: string | undefined; dataFolder: string }): Promise<Postgres> {
  const database = given === undefined ? await startPostgres({ dataFolder: join(dataFolder, 'postgres') }) : await theirs(given);
  try {
    await applyMigrations(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw new Error(`The database cannot be brought up to date: ${firstLine(error)}`);
  }
}

async function theirs(url: string): Promise<Postgres> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new Error('DATABASE_URL must look like postgresql://user:password@host:5432/database');
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { username, host, pathname } = new URL(url);
    throw new Error(`The database ${username}@${host}${pathname} of DATABASE_URL cannot be used: ${firstLine(error)}`);
  } finally {
    await client.end().catch(() => {});
  }
  return { url, ended: new Promise(() => {}), async stop() {} };
}

function firstLine(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message?.split('\n')[0] || code || String(error);
}
