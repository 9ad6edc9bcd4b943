import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../setup/check/tools.ts';
import { startPostgres } from '../../setup/postgres.ts';

let dataFolder: string;
beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), 'atelier-postgres-'));
  chmodSync(parent, 0o755);
  dataFolder = join(parent, 'postgres');
});
afterEach(() => rmSync(join(dataFolder, '..'), { recursive: true }));

test('what was stored is there after a stop and a start, under a password that only its owner can read', async () => {
  const first = await startPostgres({ dataFolder });
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await startPostgres({ dataFolder });
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(statSync(join(dataFolder, 'password')).mode & 0o777).toBe(0o600);
  expect(new URL(second.url).password).toBe(readFileSync(join(dataFolder, 'password'), 'utf8').trim());
  const settings = await query(
    second.url,
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit')`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    synchronous_commit: 'on',
  });
  await second.stop();
});

test.runIf(process.platform === 'linux')('the password stands on no command line', async () => {
  const postgres = await startPostgres({ dataFolder });
  const { password } = new URL(postgres.url);
  const keeper = readFileSync(`/proc/${readFileSync(join(dataFolder, 'keeper.pid'), 'utf8')}/cmdline`, 'utf8');
  expect(keeper).toContain(dataFolder);
  expect(keeper).not.toContain(password);
  await postgres.stop();
});

test('it ends when its starter is killed outright, and starts again on the same data', async () => {
  const starter = await startElsewhere();
  await query(starter.url, 'CREATE TABLE kept (answer int)');
  starter.process.kill('SIGKILL');
  await expect.poll(() => existsSync(join(dataFolder, 'cluster', 'postmaster.pid')), { timeout: 10_000 }).toBe(false);
  const again = await startPostgres({ dataFolder });
  expect(await query(again.url, 'SELECT * FROM kept')).toEqual([]);
  await again.stop();
});

test('one whose keeper was killed too is stopped by the next start', async () => {
  const starter = await startElsewhere();
  process.kill(Number(readFileSync(join(dataFolder, 'keeper.pid'), 'utf8')), 'SIGKILL');
  starter.process.kill('SIGKILL');
  const again = await startPostgres({ dataFolder });
  await expect(query(starter.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  await again.stop();
});

test('a lock file left behind whose process number belongs to somebody else now is no hindrance', async () => {
  await (await startPostgres({ dataFolder })).stop();
  writeFileSync(join(dataFolder, 'cluster', 'postmaster.pid'), `${process.pid}\n${join(dataFolder, 'cluster')}\n`);
  await (await startPostgres({ dataFolder })).stop();
});

test('a second start on the same data is refused, naming the process', async () => {
  const postgres = await startPostgres({ dataFolder });
  await expect(startPostgres({ dataFolder })).rejects.toThrow(/^Another Atelier \(process \d+\) is running on the data in /);
  await postgres.stop();
});

test('data of another PostgreSQL version is refused, naming both', async () => {
  await (await startPostgres({ dataFolder })).stop();
  writeFileSync(join(dataFolder, 'cluster', 'PG_VERSION'), '17\n');
  await expect(startPostgres({ dataFolder })).rejects.toThrow(
    'was made by PostgreSQL 17, and this is 18: dump and restore it, or move it away',
  );
});

test.runIf(process.getuid?.() === 0)('below a folder that only root can enter, it works in a public one, the same each time', async () => {
  chmodSync(join(dataFolder, '..'), 0o700);
  const first = await startPostgres({ dataFolder });
  await query(first.url, 'CREATE TABLE kept (answer int)');
  const [{ data_directory: place } = {}] = await query(first.url, 'SHOW data_directory');
  await first.stop();
  const second = await startPostgres({ dataFolder });
  expect(await query(second.url, 'SELECT * FROM kept')).toEqual([]);
  await second.stop();
  expect(place).toMatch(/^\/var\/lib\/atelier\/[0-9a-f]{16}\/cluster$/);
  rmSync(join(String(place), '..'), { recursive: true });
});

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function startElsewhere(): Promise<{ process: ChildProcess; url: string }> {
  const program = `const { startPostgres } = await import(process.argv[1]);
    const { url } = await startPostgres({ dataFolder: process.argv[2] });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, join(root, 'setup', 'postgres.ts'), dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { process: child, url };
}
