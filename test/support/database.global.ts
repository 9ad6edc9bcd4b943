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

// Several projects name this file, and each loads it anew: what the first of them started is kept where all of them see it.
const run = globalThis as { atelierTests?: { postgres: Promise<Postgres>; users: number } | undefined };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.atelierTests ??= { postgres: start(), users: 0 };
  const tests = run.atelierTests;
  tests.users += 1;
  const postgres = await tests.postgres;
  project.provide('templateUrl', postgres.url);
  return async () => {
    tests.users -= 1;
    if (tests.users > 0) return;
    run.atelierTests = undefined;
    await postgres.stop();
  };
}

async function start(): Promise<Postgres> {
  const postgres = await startThrowawayPostgres();
  await applyMigrations(postgres.url);
  return postgres;
}
