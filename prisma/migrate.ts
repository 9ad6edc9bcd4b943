// npm run migrate -- apply            applies the migrations to DATABASE_URL
// npm run migrate -- new NAME         writes a migration from what prisma/schema.prisma says and the migrations do not
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startThrowawayPostgres } from '../setup/postgres/throwaway.ts';
import { everything, migrationsFolder, readMigrations, readSchema, withEngine } from './engine.ts';

const LOCK = 4_800_180;

/**
 * Brings the database up to date and returns the names of the migrations applied just now; each is recorded in `_prisma_migrations`.
 * A migration that fails is undone whole and can be applied again once it is mended. Two processes may call this at the same time.
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = readMigrations();
  return withLock(databaseUrl, () =>
    withEngine(databaseUrl, async (engine) => {
      try {
        return (await engine.applyMigrations({ migrationsList, filters: everything })).appliedMigrationNames;
      } catch (error) {
        const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
          migrationsList,
          optInToShadowDatabase: false,
          filters: everything,
        });
        for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
        throw error;
      }
    }),
  );
}

async function withLock<Result>(databaseUrl: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** The SQL that leads from the migrations to the schema; empty when they agree. Needs a server on which databases can be created. */
export async function missingMigration(databaseUrl: string): Promise<string> {
  const { stdout } = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...readMigrations() },
      to: { tag: 'schemaDatamodel', files: readSchema().map(([path, content]) => ({ path, content })) },
      script: true,
      exitCode: null,
      filters: everything,
    }),
  );
  return stdout === null || stdout.includes('This is an empty migration') ? '' : stdout;
}

/** Writes the missing migration to a folder of its own and returns its path, or undefined when nothing is missing. */
export async function writeMigration(databaseUrl: string, name: string): Promise<string | undefined> {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error(`A migration's name is made of a-z, 0-9 and _, got ${JSON.stringify(name)}`);
  const sql = await missingMigration(databaseUrl);
  if (sql === '') return undefined;
  const folder = join(migrationsFolder, `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), sql);
  return join(folder, 'migration.sql');
}

async function withThrowawayDatabase<Result>(work: (databaseUrl: string) => Promise<Result>): Promise<Result> {
  const postgres = await startThrowawayPostgres();
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function main([command, name]: string[]): Promise<void> {
  if (command === 'apply' && process.env.DATABASE_URL) {
    const names = await applyMigrations(process.env.DATABASE_URL);
    console.log(names.length === 0 ? 'The database is up to date.' : `Applied ${names.join(', ')}.`);
  } else if (command === 'new' && name) {
    const file = await withThrowawayDatabase((databaseUrl) => writeMigration(databaseUrl, name));
    console.log(
      file ? `Wrote ${file}; add by hand what the schema cannot say.` : 'The migrations say all that the schema says: nothing to write.',
    );
  } else {
    console.error('Usage: DATABASE_URL=… npm run migrate -- apply, or npm run migrate -- new NAME');
    process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
