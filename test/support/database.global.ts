// One PostgreSQL for a run of the tests, with a migrated database that test files take copies of.
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../prisma/migrate.ts';
import type { Postgres } from '../../setup/postgres.ts';
import { startThrowawayPostgres } from '../../setup/postgres/throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated database that is copied for each test file. */
    templateUrl: string;
  }
}

// Several projects name this file; they share what the first of them has started.
let shared: Promise<Postgres> | undefined;
let users = 0;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users += 1;
  shared ??= start();
  const postgres = await shared;
  project.provide('templateUrl', postgres.url);
  return async () => {
    users -= 1;
    if (users > 0) return;
    shared = undefined;
    await postgres.stop();
  };
}

async function start(): Promise<Postgres> {
  const postgres = await startThrowawayPostgres();
  await applyMigrations(postgres.url);
  return postgres;
}
