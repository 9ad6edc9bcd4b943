// The server as a process of its own: what it says when it starts, and when it cannot.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

// Each starts processes, which takes a while on a machine with much to do.
vi.setConfig({ testTimeout: 90_000 });

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-start-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const main = new URL('../../../apps/server/src/main.ts', import.meta.url);

function start(settings: Record<string, string>) {
  const server = fork(main, {
    env: { DATABASE_URL: database.url, PORT: '0', ATELIER_DATA: join(folder, 'data'), LOG_LEVEL: 'silent', ...settings },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(server, 'exit').then(([code]) => code as number | null);
  return { server, exited, said: once(server, 'message').then(([message]) => message as Record<string, string>) };
}

test('it says where it listens and how to get in, keeps its agent key to itself, and leaves in order', async () => {
  const { server, said, exited } = start({});
  const ready = await said;
  expect(ready).toMatchObject({
    type: 'ready',
    signInLink: expect.stringContaining(`${ready.url}/sign-in?token=atn_`),
    agentKey: expect.stringMatching(/^atl_/),
  });
  expect((await stat(join(folder, 'data', 'agent.key'))).mode & 0o777).toBe(0o600);
  expect((await fetch(`${ready.url}/health`)).status).toBe(200);
  server.kill('SIGTERM');
  expect(await exited).toBe(0);
});

test.each<[string, () => Promise<Record<string, string>>, RegExp]>([
  ['the port is taken', takenPort, /^Port \d+ of 127\.0\.0\.1 is taken/],
  [
    'the password is wrong',
    async () => ({ DATABASE_URL: changed((url) => (url.password = 'wrong')) }),
    /refuses the user atelier or its password/,
  ],
  ['the database is not there', async () => ({ DATABASE_URL: changed((url) => (url.pathname = '/nowhere')) }), /has no database nowhere/],
  ['no database answers', async () => ({ DATABASE_URL: changed((url) => (url.port = '1')) }), /No PostgreSQL answers at 127\.0\.0\.1:1/],
  [
    'no database is named',
    async () => ({ DATABASE_URL: 'mysql://localhost/x' }),
    /^DATABASE_URL must be the address of a PostgreSQL database/,
  ],
  ['the data folder cannot be made', fileInTheWay, /cannot be written/],
])('when %s it says so in one line and ends', async (_what, settings, says) => {
  const { said, exited } = start(await settings());
  const failed = await said;
  expect(failed.type).toBe('failed');
  expect(failed.message).toMatch(says);
  expect(failed.message).not.toContain('\n');
  expect(await exited).toBe(1);
});

function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

async function takenPort(): Promise<Record<string, string>> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  taken.unref();
  return { PORT: String((taken.address() as AddressInfo).port) };
}

async function fileInTheWay(): Promise<Record<string, string>> {
  await writeFile(join(folder, 'file'), '');
  return { ATELIER_DATA: join(folder, 'file', 'data') };
}
