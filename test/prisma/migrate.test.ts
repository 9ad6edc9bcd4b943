import { readdirSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationsFolder } from '../../prisma/engine.ts';
import { applyMigrations, missingMigration, writeMigration } from '../../prisma/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('the migrations lead to exactly what the schema says', async () => {
  expect(await missingMigration(database.url)).toBe('');
});

test('the test database has every migration recorded as Prisma records it, and applying again does nothing', async () => {
  const recorded = await query('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1');
  const written = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(recorded.map((row) => row.migration_name)).toEqual(written.map(({ name }) => name).sort());
  expect(await applyMigrations(database.url)).toEqual([]);
});

test('two processes that migrate an empty database at the same time apply each migration once', async () => {
  await query('CREATE DATABASE empty_twice TEMPLATE template0');
  const url = new URL(database.url);
  url.pathname = '/empty_twice';
  const [first, second] = await Promise.all([applyMigrations(url.href), applyMigrations(url.href)]);
  expect([...first, ...second].length).toBe(readdirSync(migrationsFolder).length - 1);
  await query('DROP DATABASE empty_twice');
});

test('no shadow database stays behind', async () => {
  await missingMigration(database.url);
  expect(await query(`SELECT datname FROM pg_database WHERE datname LIKE 'atelier_shadow%'`)).toEqual([]);
});

test('a migration name that would not be a folder name is refused with the value', async () => {
  await expect(writeMigration(database.url, '../evil')).rejects.toThrow('made of a-z, 0-9 and _, got "../evil"');
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
