// Programs that log with the SDK, and what happens to them, to their machine, to the server and to the way in between.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { syncSpools } from '../../../../packages/client/src/spool/sync.ts';
import { sweepSilent } from '../../../../apps/server/src/slices/runs/service.ts';
import { connect } from '../../../../packages/client/src/index.ts';
import { behind } from '../../../support/behind.ts';
import { type FaultProxy, openFaultProxy } from '../../../support/fault-proxy.ts';
import { times, withinMs } from '../../../support/faults.ts';
import { unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

const KILLS = times(8, 200);
const AT_ONCE = 4;
/** Sets limits for a program, without being root. Where it is not at hand the test of the full disk is skipped. */
const PRLIMIT = '/usr/bin/prlimit';

let world: World;
let project: Project;
let key: string;
let proxy: FaultProxy;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  key = (await project.team.key()).headers.authorization!.split(' ')[1]!;
  proxy = await openFaultProxy(world.url);
  folder = await mkdtemp(join(tmpdir(), 'atelier-sdk-'));
});
afterAll(async () => {
  await proxy.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

interface Training {
  readonly child: ChildProcess;
  readonly steps: { readonly step: number; readonly at: number }[];
  readonly problems: string[];
  readonly threw: string[];
  readonly spoolFolder: string;
  id: string | null | undefined;
  complete: boolean | undefined;
}

async function train(
  options: { steps?: number; everyMs?: number; finish?: number; waitMs?: number; url?: string; under?: string[] } = {},
): Promise<Training> {
  const spoolFolder = await mkdtemp(join(folder, 'spool-'));
  const argument = JSON.stringify({
    url: options.url ?? proxy.url,
    key,
    project: `${project.team.slug}/${project.slug}`,
    spoolFolder,
    steps: options.steps ?? null,
    everyMs: options.everyMs ?? 3,
    finish: options.finish ?? null,
    waitMs: options.waitMs ?? 60_000,
  });
  const program = join(import.meta.dirname, 'programs', 'trainer.ts');
  const [command = process.execPath, ...before] = options.under ?? [];
  const child = options.under
    ? fork(program, [argument], {
        execPath: command,
        execArgv: [...before, process.execPath],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
    : fork(program, [argument], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const training: Training = { child, steps: [], problems: [], threw: [], spoolFolder, id: undefined, complete: undefined };
  child.on('message', (told: { step?: number; at?: number; id?: string | null; problem?: string; threw?: string; complete?: boolean }) => {
    if (told.id !== undefined) training.id = told.id;
    if (told.step !== undefined) training.steps.push({ step: told.step, at: told.at! });
    if (told.problem !== undefined) training.problems.push(told.problem);
    if (told.threw !== undefined) training.threw.push(told.threw);
    if (told.complete !== undefined) training.complete = told.complete;
  });
  return training;
}

const ended = async ({ child }: Training) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined);
const sync = (spoolFolder: string) => syncSpools({ folder: spoolFolder, key });

async function stored(id: string): Promise<{ status: string; steps: number[]; values: number[] }> {
  const { run } = await project.owner.query(
    'query ($id: ID!) { run(id: $id) { status curves(keys: ["value"], pixels: null) { steps values exact } } }',
    { id },
  );
  const [curve] = run.curves;
  return { status: run.status, steps: curve ? unpack(curve.steps) : [], values: curve ? unpack(curve.values) : [] };
}

/** Each point once, in order, with the value that was logged. */
function expectWhole({ steps, values }: { steps: number[]; values: number[] }): void {
  expect(steps).toEqual(Array.from({ length: steps.length }, (_, step) => step));
  expect(values).toEqual(steps.map((step) => step / 7));
}

describe('a program that is killed', () => {
  it(`at ${KILLS} random moments has every point on the server or in its spool that it logged a second before, and its run does not seem to run for ever`, async () => {
    const app = await behind(world);
    for (let round = 0; round < KILLS; round += AT_ONCE) {
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, KILLS - round) }, async () => {
          const training = await train();
          await expect.poll(() => training.steps.length, { timeout: 90_000 }).toBeGreaterThan(0);
          await wait(1_100 + Math.random() * 1_200);
          const killedAt = Date.now();
          training.child.kill('SIGKILL');
          await ended(training);
          const [delivered] = await sync(training.spoolFolder);
          expect(delivered?.report).toMatchObject({ complete: true, refused: [], finished: false });
          const found = await stored(delivered!.run!);
          expectWhole(found);
          expect(found.steps.length).toBeGreaterThanOrEqual(training.steps.filter(({ at }) => at < killedAt - 1_000).length);
          expect(training.threw).toEqual([]);
          expect(await readdir(training.spoolFolder)).toEqual([]);
        }),
      );
    }
    // None of them has said good-bye: some are crashed by now, and the others when their silence has been long enough by the clock of the database.
    await app.database.sql.run(`UPDATE "Run" SET "heartbeatAt" = now() - interval '2 hours' WHERE status = 'RUNNING'`);
    await sweepSilent(app);
    const statuses = await app.database.sql.rows(`SELECT status, count(*)::int AS count FROM "Run" GROUP BY status`);
    expect(statuses).toEqual([{ status: 'CRASHED', count: KILLS }]);
  }, 1_800_000);
});

describe('an outage', () => {
  it('in the middle of a training changes nothing for the program, and all is delivered when the server is back', async () => {
    const training = await train({ steps: 500, everyMs: 5, finish: 60_000 });
    await expect.poll(() => training.steps.length, { timeout: 90_000 }).toBeGreaterThan(50);
    proxy.refuse(true);
    await wait(1_500);
    proxy.refuse(false);
    await ended(training);
    expect(training).toMatchObject({ complete: true, threw: [] });
    const found = await stored(training.id!);
    expect(found.status).toBe('FINISHED');
    expect(found.steps.length).toBe(500);
    expectWhole(found);
  }, 300_000);

  it('that lasts past the end of the program lets it end in time, and sync delivers everything and ends the run', async () => {
    const training = await train({ steps: 200, everyMs: 3, finish: 1_000 });
    await expect.poll(() => training.steps.length, { timeout: 90_000 }).toBeGreaterThan(20);
    proxy.refuse(true);
    onTestFinished(() => proxy.refuse(false));
    await expect.poll(() => training.steps.length, { timeout: 90_000 }).toBe(200);
    const from = performance.now();
    await ended(training);
    expect(performance.now() - from).toBeLessThan(withinMs(5_000));
    expect(training).toMatchObject({ complete: false, threw: [] });
    proxy.refuse(false);
    expect((await sync(training.spoolFolder))[0]?.report).toMatchObject({ complete: true, finished: true, refused: [] });
    const found = await stored(training.id!);
    expect(found.status).toBe('FINISHED');
    expect(found.steps.length).toBe(200);
    expectWhole(found);
  }, 300_000);

  it('from before its first word still starts exactly one run in the end', async () => {
    proxy.refuse(true);
    onTestFinished(() => proxy.refuse(false));
    const training = await train({ steps: 20, everyMs: 1, finish: 500, waitMs: 1_000 });
    await ended(training);
    expect(training).toMatchObject({ id: null, complete: false, threw: [] });
    proxy.refuse(false);
    const [delivered] = await sync(training.spoolFolder);
    const found = await stored(delivered!.run!);
    expect([found.status, found.steps.length]).toEqual(['FINISHED', 20]);
  }, 300_000);
});

describe('a connection that leads nowhere', () => {
  it('is given up within 15 s, and what was on the way is delivered once', async () => {
    const training = await train({ steps: 150, everyMs: 5, finish: 60_000 });
    await expect.poll(() => training.steps.length, { timeout: 90_000 }).toBeGreaterThan(20);
    proxy.swallow(true);
    await wait(1_000);
    // What was swallowed never comes, and whoever waits for it on that connection waits in vain.
    proxy.swallow(false);
    const from = performance.now();
    await ended(training);
    expect(performance.now() - from).toBeLessThan(withinMs(25_000));
    expect(training).toMatchObject({ complete: true, threw: [] });
    const found = await stored(training.id!);
    expect([found.status, found.steps.length]).toEqual(['FINISHED', 150]);
    expectWhole(found);
  }, 300_000);
});

describe('a spool that cannot be written', () => {
  it.skipIf(!existsSync(PRLIMIT))(
    'since the disk is full stops nothing: training goes on, is told once, and what fits is delivered',
    async () => {
      // No file may grow past some kilobytes: for a program that is what a full disk is like.
      const training = await train({ steps: 600, everyMs: 3, finish: 30_000, under: [PRLIMIT, '--fsize=12288'] });
      await ended(training);
      expect(training.steps.length).toBe(600);
      expect(training.threw).toEqual([]);
      expect(training.problems.filter((problem) => /cannot be written/.test(problem))).toHaveLength(1);
      const found = await stored(training.id!);
      expect(found.steps.length).toBeGreaterThan(50);
      expect(found.values).toEqual(found.steps.map((step) => step / 7));
    },
    90_000,
  );
});

describe('values', () => {
  it('come back bit for bit, from log() to the curve', async () => {
    const odd = [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, 1.797e308, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 0.1, 1 / 3];
    const steps = [0, -5, 2 ** 53 - 1, 3, 3, 2, 1, -0, 1e15, 7, 7, 8];
    const run = await connect({ url: world.url, key }).startRun({
      project: `${project.team.slug}/${project.slug}`,
      spoolFolder: await mkdtemp(join(folder, 'spool-')),
      capture: false,
    });
    for (const [index, value] of odd.entries()) run.log({ odd: value }, { step: steps[index]! });
    expect(await run.finish()).toMatchObject({ complete: true, refused: [] });
    const { curves } = (
      await project.owner.query('query ($id: ID!) { run(id: $id) { curves(keys: ["odd"]) { steps values } } }', { id: run.id })
    ).run;
    const order = steps.map((_, index) => index).sort((a, b) => steps[a]! - steps[b]! || a - b);
    expect(unpack(curves[0].values).map((value) => (Object.is(value, -0) ? '-0' : value))).toEqual(
      order.map((index) => (Object.is(odd[index], -0) ? '-0' : odd[index])),
    );
    expect(unpack(curves[0].steps).map((step) => step + 0)).toEqual(order.map((index) => steps[index]! + 0));
  });
});
