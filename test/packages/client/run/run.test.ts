import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, unpackF32s, unpackI32s, type StartRunOptions } from '../../../../packages/client/src/index.ts';
import { readSpool } from '../../../../packages/client/src/spool/index.ts';
import { syncSpools } from '../../../../packages/client/src/spool/sync.ts';
import { startStubServer, type StubServer } from '../support/stub-server.ts';

let folder: string;
let server: StubServer;
let problems: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-run-'));
  server = await startStubServer();
  problems = [];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (options: StartRunOptions & { project?: string } = {}) =>
  connect({ url: server.url, key: 'atl_key_of_a_test_0123456789' }).startRun({
    project: 'team/project',
    spoolFolder: folder,
    onProblem: (message) => problems.push(message),
    ...options,
  });

const spools = () => readdirSync(folder).filter((name) => name.endsWith('.spool'));

describe('a run', () => {
  test('brings params, metrics, text, predictions, artifacts and its end to the server', async () => {
    const run = await start({ name: 'first', params: { lr: 0.1, nested: { layers: [1, 2] } }, tags: ['a'] });
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'first version');
    for (let step = 0; step < 1000; step++) run.log({ loss: 1 / step, acc: step }, { step });
    run.logText('hello');
    run.logText('world\n');
    run.logPredictions({ part: 'TEST', classes: ['a', 'b'], scores: [0.25, 0.75], truth: [1], sampleIds: ['s1'] });
    run.artifact(file, { name: 'kept.txt' });
    writeFileSync(file, 'second version');
    const report = await run.finish();

    expect(report).toMatchObject({ complete: true, finished: true, refused: [], damaged: 0 });
    const [stored] = server.runs;
    expect(stored!.input).toMatchObject({
      name: 'first',
      params: { lr: 0.1, nested: { layers: [1, 2] } },
      tags: ['a'],
      project: 'project-team-project',
    });
    expect(stored!.points.filter(({ key }) => key === 'loss').map(({ value }) => value)).toEqual(
      Array.from({ length: 1000 }, (_, step) => 1 / step),
    );
    expect(stored!.points.filter(({ key }) => key === 'acc').map(({ step }) => step)).toEqual(
      Array.from({ length: 1000 }, (_, step) => step),
    );
    expect(stored!.text).toBe('hello\nworld\n');
    expect([...unpackF32s(stored!.predictions[0]!.scores as string)]).toEqual([0.25, 0.75]);
    expect([...unpackI32s(stored!.predictions[0]!.truth as string)]).toEqual([1]);
    expect(stored!.artifacts).toEqual([{ path: 'kept.txt', sha256: createHash('sha256').update('first version').digest('hex') }]);
    expect(stored!.outcome).toBe('FINISHED');
    expect(problems).toEqual([]);
    expect(spools()).toEqual([]);
  });

  test('keeps every float64 and every order of steps, bit for bit', async () => {
    const values = [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, 2 ** 53 - 1, 2 ** 53, -(2 ** 53) - 2, 0.1];
    const steps = [5, 3, 3, -1, 0, -0, 1e15, 2.5, 4, 4];
    const run = await start();
    values.forEach((value, index) => run.log({ value }, { step: steps[index]! }));
    await run.finish();
    const points = server.runs[0]!.points;
    expect(points.every((point, index) => Object.is(point.value, values[index]) && Object.is(point.step, steps[index]))).toBe(true);
    expect(points).toHaveLength(values.length);
  });

  test('never throws into training, whatever it is given', async () => {
    const run = await start();
    const nonsense = run as unknown as Record<string, (...args: unknown[]) => void>;
    nonsense.log!({ loss: 'high', ok: 1 });
    nonsense.log!(null);
    nonsense.log!({ loss: 1 }, { step: Number.NaN });
    nonsense.logText!(undefined);
    nonsense.logPredictions!({ part: 'TEST', classes: ['a', 'b'], scores: [1], truth: [0] });
    nonsense.artifact!('/no/such/file');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    nonsense.setParams!({ circle });
    await run.finish();
    run.log({ late: 1 });
    expect(server.runs[0]!.points.map(({ key }) => key)).toEqual(['ok']);
    expect(run.problems.join('\n')).toMatch(/the metric loss must be a number, got string/);
    expect(run.problems.join('\n')).toMatch(/scores must be \[samples, classes\], 1 × 2 = 2 numbers, got 1/);
    expect(run.problems.join('\n')).toMatch(/log\(\) after the end of the run is ignored/);
  });

  test('is refused at its start when the server does not want it, and leaves nothing behind', async () => {
    await expect(start({ project: 'team/absent' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    server.fault = () => 'unauthenticated';
    await expect(start()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message: 'unknown key' });
    await expect(start({ project: 'nothing' })).rejects.toThrow(/project as "team\/project", got "nothing"/);
    expect(spools()).toEqual([]);
  });

  test('writes no secret to the disk or the wire', async () => {
    const secret = 'hunter2hunter2';
    const run = await start({ params: { password: secret, num_memory_tokens: 64, url: `postgres://user:${secret}@host/db` } });
    run.logText(`api_key=${secret} and Authorization: Bearer ${secret}`);
    run.setParams({ deep: { accessToken: secret } });
    await run.flush();
    const written = JSON.stringify(readSpool(run.spool).items);
    await run.finish();
    const sent = server.requests.map(({ body }) => body).join('\n');
    expect(`${sent}${written}`).not.toContain(secret);
    expect(written).not.toContain('atl_key_of_a_test');
    expect(server.runs[0]!.input.params).toMatchObject({ num_memory_tokens: 64 });
  });
});

describe('a run and a faulty network', () => {
  test('stores every point once when replies are lost after they were stored', async () => {
    let count = 0;
    server.fault = (operation) => (operation !== 'project' && ++count % 3 === 0 ? 'lose the reply' : undefined);
    const run = await start();
    for (let step = 0; step < 200; step++) {
      run.log({ loss: step });
      run.logText(`step ${step}`);
      if (step % 20 === 0) await run.flush();
    }
    const report = await run.finish();
    expect(report.complete).toBe(true);
    expect(server.runs).toHaveLength(1);
    expect(server.runs[0]!.points.map(({ value }) => value)).toEqual(Array.from({ length: 200 }, (_, step) => step));
    expect(server.runs[0]!.text.trim().split('\n')).toHaveLength(200);
    expect(server.replays).toBeGreaterThan(0);
  });

  test('goes on offline, ends in time, and sync delivers everything later', async () => {
    const { url } = server;
    await server.close();
    const run = await start({ waitMs: 50 });
    expect(run.id).toBeUndefined();
    for (let step = 0; step < 50; step++) run.log({ loss: step });
    const before = performance.now();
    const report = await run.finish({ withinMs: 200 });
    expect(performance.now() - before).toBeLessThan(2000);
    expect(report).toMatchObject({ complete: false });
    expect(problems.join('\n')).toMatch(/does not answer.*sync/);

    server = await startStubServer(Number(new URL(url).port));
    const [synced] = await syncSpools({ folder, key: 'k', alsoLiving: true });
    expect(synced).toMatchObject({ report: { complete: true, finished: true } });
    expect(server.runs[0]!.points.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, step) => step));
    expect(server.runs[0]!.outcome).toBe('FINISHED');
    expect(existsSync(run.spool)).toBe(false);
  });

  test('passes over what the server refuses for good and says so', async () => {
    server.fault = (operation) => (operation === 'appendLog' ? 'refuse' : undefined);
    const run = await start();
    run.logText('not wanted');
    run.log({ loss: 1 });
    const report = await run.finish();
    expect(report).toMatchObject({ complete: true, refused: [expect.stringMatching(/\(text\): appendLog refused/)] });
    expect(server.runs[0]!.points).toHaveLength(1);
    expect(server.runs[0]!.outcome).toBe('FINISHED');
  });
});

describe('a program that dies', () => {
  test('by kill -9 at any moment loses nothing that it logged more than a second before', async () => {
    const program = join(import.meta.dirname, 'log-forever.ts');
    for (let round = 0; round < 4; round++) {
      const spoolFolder = join(folder, `round-${round}`);
      const child = fork(program, [server.url, spoolFolder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const logged = await killAfter(child, 1300 + Math.random() * 700);
      const [synced] = await syncSpools({ folder: spoolFolder, key: 'k' });
      expect(synced).toMatchObject({ report: { complete: true, finished: false } });
      const stored = new Set(server.runs.at(-1)!.points.map(({ value }) => value));
      const safe = logged.filter(({ agoMs }) => agoMs > 1000);
      expect(safe.length).toBeGreaterThan(0);
      expect(safe.filter(({ value }) => !stored.has(value))).toEqual([]);
      expect(stored.size).toBe(server.runs.at(-1)!.points.length);
    }
  }, 90_000);
});

/** What the program said it had logged, and how long before its death. */
async function killAfter(child: ChildProcess, ms: number): Promise<{ value: number; agoMs: number }[]> {
  const logged: { value: number; at: number }[] = [];
  await new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.on('message', (message) => logged.push(...(message as { value: number; at: number }[])));
  await new Promise((resolve) => setTimeout(resolve, ms));
  const died = new Promise((resolve) => child.once('exit', resolve));
  const killedAt = Date.now();
  child.kill('SIGKILL');
  await died;
  return logged.map(({ value, at }) => ({ value, agoMs: killedAt - at }));
}

test('a read-only spool folder is refused at the start, not later', async () => {
  if (process.getuid?.() === 0) return;
  chmodSync(folder, 0o500);
  await expect(start()).rejects.toThrow(/EACCES/);
});
