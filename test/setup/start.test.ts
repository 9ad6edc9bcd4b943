// The command a newcomer gives, with real processes: what goes wrong is said in one line, and nothing is left behind.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../setup/check/tools.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-start-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  process: ChildProcess;
  output: () => string;
  /** Waits until the output matches, and returns the match. */
  said: (pattern: RegExp) => Promise<RegExpMatchArray>;
  ended: Promise<number | null>;
}

function start(env: Record<string, string>, { program = process.execPath, args = ['setup/start.ts', '--no-dashboard'] } = {}): Started {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ATELIER_NATIVE: 'off', PORT: '0', ATELIER_DATA: join(folder, 'data'), DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const said = async (pattern: RegExp) => {
    for (;;) {
      const match = output.match(pattern);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`It ended without saying ${pattern}:\n${output}`);
      await wait(25);
    }
  };
  return { process: child, output: () => output, said, ended };
}

/** Processes whose command line or environment names the test's folder. */
function processesOf(path: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(path);
    } catch {
      return false;
    }
  });
}

async function allGone(path: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (processesOf(path).length > 0 && Date.now() < deadline) await wait(50);
  expect(processesOf(path)).toEqual([]);
}

describe('what a person can mend is one line, and the exit code is 1', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(1);
    expect(started.output()).toBe(`Port ${port} is taken: name another one in PORT, or stop what uses it\n`);
    other.close();
  });

  test('a port that is none', async () => {
    const started = start({ PORT: 'eighty' });
    expect(await started.ended).toBe(1);
    expect(started.output()).toBe('PORT must be a whole number from 0 to 65535, got "eighty"\n');
  });

  test('a data folder that cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const started = start({ ATELIER_DATA: join(file, 'data') });
    expect(await started.ended).toBe(1);
    expect(started.output()).toBe(`The data folder ${join(file, 'data')} cannot be written (ENOTDIR): name another one in ATELIER_DATA\n`);
  });

  test('a wrong database password, without showing it', async () => {
    const url = new URL(database.url);
    url.password = 'guess';
    const started = start({ DATABASE_URL: url.href });
    expect(await started.ended).toBe(1);
    expect(started.output()).toBe(
      `The database atelier@${url.host}${url.pathname} of DATABASE_URL cannot be used: password authentication failed for user "atelier"\n`,
    );
  });

  test('a database address that is none', async () => {
    const started = start({ DATABASE_URL: 'mysql://localhost/atelier' });
    expect(await started.ended).toBe(1);
    expect(started.output()).toBe('DATABASE_URL must look like postgresql://user:password@host:5432/database\n');
  });

  test.runIf(process.getuid?.() === 0 && existsSync('/dev/shm'))('a disk that is full', async ({ skip }) => {
    const mount = join(folder, 'small');
    spawnSync('mkdir', [mount]);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', mount]).status !== 0)
      skip('this machine lets nobody mount a small disk');
    try {
      const started = start({ ATELIER_DATA: join(mount, 'data') });
      expect(await started.ended).toBe(1);
      expect(started.output()).toMatch(/^Only \d+ MiB are free where the data folder .* is, at least 256 are needed\n$/);
    } finally {
      spawnSync('umount', [mount]);
    }
  });
});

describe.runIf(process.platform === 'linux')('a running platform', { timeout: 120_000 }, () => {
  test('answers, takes a second start on its data for what it is, and leaves nothing behind after Ctrl-C', async () => {
    const started = start({});
    const [, url] = await started.said(/running at\s+(http:\S+)/);
    await started.said(/Sign in .*http:\S+/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const second = start({});
    expect(await second.ended).toBe(1);
    expect(second.output()).toBe(`Atelier is running already at ${url} (process ${started.process.pid}) on ${join(folder, 'data')}\n`);
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
    await allGone(folder);
  });

  // Other test files share the processor with it, so it may try again.
  test('starts again on what it stored within ten seconds, and stops when Ctrl-C is pressed twice', { retry: 2 }, async () => {
    const before = performance.now();
    const started = start({});
    await started.said(/running at/);
    expect(performance.now() - before).toBeLessThan(10_000);
    started.process.kill('SIGINT');
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
    await allGone(folder);
  });

  test('leaves no server, agent or PostgreSQL behind when it is killed outright, and starts again after it', async () => {
    const started = start({}, { args: ['setup/run.mjs', 'setup/start.ts', '--no-dashboard'] });
    await started.said(/running at/);
    started.process.kill('SIGKILL');
    await allGone(folder);
    const again = start({});
    await again.said(/running at/);
    again.process.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  test('leaves when npm is told to, which tells nobody else', async () => {
    const started = start({}, { program: 'npm', args: ['start', '--', '--no-dashboard'] });
    await started.said(/running at/);
    started.process.kill('SIGTERM');
    await allGone(folder);
  });

  test('says that the server broke down and starts it again; too often, and everything stops', async () => {
    const started = start({});
    const [, url] = await started.said(/running at\s+(http:\S+)/);
    for (let time = 1; time <= 3; time += 1) {
      const pid = serverOf(folder);
      process.kill(pid, 'SIGKILL');
      await started.said(new RegExp(`(The server ended with SIGKILL[\\s\\S]*){${time}}`));
      if (time === 3) break;
      await started.said(new RegExp(`(Starting it again[\\s\\S]*){${time}}`));
      await expect
        .poll(
          () =>
            fetch(`${url}/health`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 15_000 },
        )
        .toBe(200);
    }
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('It broke down too often; everything was stopped.');
    await allGone(folder);
  });
});

function serverOf(path: string): number {
  const pid = processesOf(path).find((candidate) => readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes('apps/server/src/main.ts'));
  return Number(pid);
}
