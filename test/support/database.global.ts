// One PostgreSQL for a run of the tests, with a migrated database that test files take copies of.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../prisma/migrate.ts';
import { type Postgres, startPostgres } from '../../setup/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated database that is copied for each test file. */
    templateUrl: string;
  }
}

// Several projects name this file; they share what the first of them has started.
let shared: Promise<{ postgres: Postgres; folder: string }> | undefined;
let users = 0;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users += 1;
  shared ??= start();
  const { postgres, folder } = await shared;
  project.provide('templateUrl', postgres.url);
  return async () => {
    users -= 1;
    if (users > 0) return;
    shared = undefined;
    await postgres.stop();
    await rm(folder, { recursive: true });
  };
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-'));
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  await applyMigrations(postgres.url);
  return { postgres, folder };
}
