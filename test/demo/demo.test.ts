import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from '../../demo/find-files.ts';
import { carryThrough, type Outcome } from '../../demo/journey.ts';
import { type DemoOptions, readOptions } from '../../demo/options.ts';
import { signInByKey } from '../../demo/sign-in.ts';
import { scores, scoreTable } from '../../demo/table.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let folder: string;
let agent: ChildProcess;
let key: string;
let outcome: Outcome;
let told = '';

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'atelier-demo-'));
  const secretOf = (headers: Readonly<Record<string, string>>) => headers.authorization?.replace('Bearer ', '') ?? '';
  agent = fork(join(import.meta.dirname, '../../apps/agent/src/main.ts'), {
    env: {
      PATH: process.env.PATH,
      ATELIER_URL: world.url,
      ATELIER_KEY: secretOf(world.agent.headers),
      ATELIER_AGENT_DATA: folder,
      ATELIER_BACKEND: 'wasm',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const team = await world.team({ owner: world.owner, name: 'Demo' });
  key = secretOf((await team.key()).headers);
  const output = new PassThrough().on('data', (text) => (told += text)) as unknown as NodeJS.WriteStream;
  outcome = await carryThrough({
    ...(await signInByKey(world.url, key)),
    options: { ...(readOptions([]) as DemoOptions), epochs: 2 },
    output,
  });
}, 300_000);
afterAll(async () => {
  const left = new Promise((resolve) => agent.once('exit', resolve));
  agent.kill('SIGTERM');
  await left;
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the demo', () => {
  test('carries the sample set to two models, their mean and their fusion', () => {
    for (const scored of [outcome.cnn, outcome.rnn, outcome.mean, outcome.fusion]) {
      const found = scores(scored) as {
        accuracy: number;
        macroF1: number;
        auc: number;
        samples: number;
        intervals: { accuracy: number[] };
      };
      expect(found.accuracy).toBeGreaterThanOrEqual(0);
      expect(found.auc).toBeGreaterThan(0);
      expect(found.macroF1).toBeLessThanOrEqual(1);
      expect(found.intervals.accuracy).toHaveLength(2);
      expect(found.samples).toBe((scores(outcome.cnn) as { samples: number }).samples);
    }
    expect(outcome.fusion.weights?.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  test('tells of the data, the split and the progress while it works', () => {
    expect(told).toMatch(/480 works of 4 classes; views images.*missing values, 1 duplicates/);
    expect(told).toMatch(/split by group: \d+ train, \d+ validation, \d+ test/);
    expect(told).toMatch(/CNN images\s+[█░]+/);
  });

  test('ends with a table of all four and the address of the comparison', () => {
    const table = scoreTable([outcome.cnn, outcome.rnn, outcome.mean, outcome.fusion]);
    expect(table).toMatch(/accuracy\s+macro F1\s+AUC/);
    expect(table.split('\n')).toHaveLength(6);
    expect(new URL(outcome.url).searchParams.get('runs')?.split(',')).toHaveLength(4);
  });

  test.each([
    [['--seed', 'x'], /--seed must be a whole number.*got "x"/],
    [['--url', 'http://127.0.0.1:1'], /--url requires --key/],
    [['--epochs', '0'], /--epochs must be a whole number from 1/],
    [['--frob'], /--frob/],
  ])('refuses %j in words', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });

  test('says what a folder lacks', async () => {
    const empty = await mkdtemp(join(folder, 'data-'));
    await expect(findFiles(join(empty, 'absent'))).rejects.toThrow(/absent does not exist/);
    await expect(findFiles(empty)).rejects.toThrow(/must have one \.npz file.*it is empty/);
    await writeFile(join(empty, 'a.npz'), '');
    await writeFile(join(empty, 'a.csv'), 'id,label\n1,x\n');
    await expect(findFiles(empty)).rejects.toThrow(/columns label and one of group, drawer.*it has a\.csv, a\.npz/);
    await expect(findFiles(join(empty, 'a.csv'))).rejects.toThrow(/cannot be read as a folder \(ENOTDIR\)/);
  });
});

interface Typed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function atelier(...args: string[]): Promise<Typed> {
  const env = {
    PATH: process.env.PATH,
    ATELIER_HOME: join(folder, 'home'),
    ATELIER_PROJECT: 'demo/sample',
    ATELIER_URL: world.url,
    ATELIER_KEY: key,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../../packages/client/src/cli/main.ts'), ...args],
      { env },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe('the command line', () => {
  test('lists, shows and compares runs, for people and for programs', async () => {
    const listed = JSON.parse((await atelier('runs', '--json')).stdout) as { number: number; kind: string }[];
    expect(listed.map(({ kind }) => kind).sort()).toEqual(['CNN', 'FUSION', 'FUSION', 'RNN']);
    expect((await atelier('runs')).stdout).toMatch(/run\s+name\s+kind\s+status/);
    expect(JSON.parse((await atelier('runs', '--json', '--filter', 'metrics.val_accuracy >= 0 and kind = CNN')).stdout)).toHaveLength(1);
    expect((await atelier('run', 'show', '#1')).stdout).toMatch(/CNN images: finished[\s\S]*val_accuracy[\s\S]*model\.atelier/);
    const compared = JSON.parse((await atelier('compare', '1', '2', '--json')).stdout) as { sameSamples: boolean; runs: unknown[] };
    expect(compared).toMatchObject({ sameSamples: true });
    expect(compared.runs).toHaveLength(2);
  }, 60_000);

  test('exports every point as it was logged', async () => {
    const { stdout } = await atelier('export', '1');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('run,key,step,value,time');
    expect(
      lines
        .map((line) => line.split(','))
        .filter(([, key]) => key === 'val_loss')
        .map(([, , step]) => step),
    ).toEqual(['1', '2']);
  });

  test('watches a run to its end, and deletes it', async () => {
    expect(await atelier('watch', '1')).toMatchObject({ code: 0, stdout: expect.stringMatching(/#1 CNN images: finished[\s\S]*val_loss/) });
    expect(await atelier('delete', '1', '--json')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\{"deleted":1,/) });
  });

  test('has exit codes that say what is wrong', async () => {
    expect((await atelier('frobnicate')).code).toBe(2);
    expect((await atelier('run', 'show')).code).toBe(2);
    expect((await atelier('run', 'show', '999')).code).toBe(4);
    expect((await atelier('runs', '--key', 'atl_none_none')).code).toBe(3);
    expect(await atelier('runs', '--filter', 'metrics.', '--json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"code":"INVALID_INPUT"/),
    });
  }, 60_000);
});
