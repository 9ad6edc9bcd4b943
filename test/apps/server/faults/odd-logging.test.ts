// What programs log when they are wrong, or unusual: all of it is kept, or one clear word says what is not. Nothing is thrown.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Run } from '../../../../packages/client/src/index.ts';
import { unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let key: string;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  key = (await project.team.key()).headers.authorization!.split(' ')[1]!;
  folder = await mkdtemp(join(tmpdir(), 'atelier-odd-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(problems: string[] = []): Promise<Run> {
  return connect({ url: world.url, key }).startRun({
    project: `${project.team.slug}/${project.slug}`,
    spoolFolder: folder,
    capture: false,
    waitMs: 60_000,
    onProblem: (problem) => problems.push(problem),
  });
}

async function curve(id: string | undefined, name: string): Promise<{ steps: number[]; values: number[] }> {
  const { run } = await project.owner.query(
    'query ($id: ID!, $keys: [String!]!) { run(id: $id) { curves(keys: $keys) { steps values } } }',
    { id, keys: [name] },
  );
  return { steps: unpack(run.curves[0].steps), values: unpack(run.curves[0].values) };
}

test('steps backwards, repeated, negative, huge and in between are all kept', async () => {
  const run = await start();
  const steps = [5, 4, 4, -3, 2 ** 53 - 1, 0.5, 1e300, 0, 4];
  for (const [value, step] of steps.entries()) run.log({ loss: value }, { step });
  expect(await run.finish()).toMatchObject({ complete: true, refused: [] });
  const order = steps.map((_, index) => index).sort((a, b) => steps[a]! - steps[b]! || a - b);
  expect(await curve(run.id, 'loss')).toEqual({ steps: order.map((index) => steps[index]), values: order });
});

test('ten thousand metric names at once are all kept', async () => {
  const problems: string[] = [];
  const run = await start(problems);
  run.log(Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`metric ${index}`, index])));
  expect(await run.finish()).toMatchObject({ complete: true, refused: [] });
  expect(problems).toEqual([]);
  expect(await curve(run.id, 'metric 9999')).toEqual({ steps: [0], values: [9999] });
}, 60_000);

test('a name that is too long, empty or no text, and values that are no numbers, cost nothing but themselves, and are told of once each', async () => {
  const problems: string[] = [];
  const run = await start(problems);
  for (let step = 0; step < 30; step++)
    run.log({
      good: step,
      ['x'.repeat(1_000_000)]: 1,
      '': 2,
      'half \ud800': 3,
      'nul \0': 4,
      word: 'high' as never,
      list: [1] as never,
      none: null as never,
      missing: undefined as never,
    });
  expect(await run.finish()).toMatchObject({ complete: true, refused: [] });
  expect((await curve(run.id, 'good')).values).toEqual(Array.from({ length: 30 }, (_, step) => step));
  expect(new Set(problems).size).toBe(problems.length);
  expect(problems.length).toBeGreaterThanOrEqual(8);
  expect(problems.length).toBeLessThanOrEqual(9);
  expect(Math.max(...problems.map(({ length }) => length))).toBeLessThan(1_000);
});

test('what is logged after the end is told of and ignored', async () => {
  const problems: string[] = [];
  const run = await start(problems);
  run.log({ loss: 1 });
  await run.finish();
  for (let turn = 0; turn < 5; turn++) run.log({ loss: 2 });
  run.logText('late');
  expect(problems).toHaveLength(2);
  expect((await curve(run.id, 'loss')).values).toEqual([1]);
});

test('two programs on one run, and threads of one program, are all kept', async () => {
  const first = await start();
  const second = await connect({ url: world.url, key }).resumeRun(first.id!, {
    spoolFolder: folder,
    team: project.team.slug,
    capture: false,
  });
  for (let step = 0; step < 100; step++) {
    first.log({ loss: step }, { step: 2 * step });
    second.log({ loss: step + 0.5 }, { step: 2 * step + 1 });
  }
  const program = `import { workerData } from 'node:worker_threads';
    const { connect } = await import(workerData.client);
    const run = await connect({ url: workerData.url, key: workerData.key }).resumeRun(workerData.id, { spoolFolder: workerData.folder, capture: false });
    for (let step = 0; step < 50; step++) run.log({ [workerData.name]: step }, { step });
    await run.flush();
    await new Promise((resolve) => setTimeout(resolve, 2_000));`;
  const client = new URL('../../../../packages/client/src/index.ts', import.meta.url).href;
  await Promise.all(
    ['a', 'b'].map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), {
            workerData: { client, url: world.url, key, id: first.id, folder, name },
          });
          worker.on('error', reject).on('exit', () => resolve());
        }),
    ),
  );
  expect(await second.flush()).toBeUndefined();
  expect((await first.finish()).refused).toEqual([]);
  const { steps, values } = await curve(first.id, 'loss');
  expect(values.filter((value) => Number.isInteger(value))).toEqual(Array.from({ length: 100 }, (_, step) => step));
  expect(new Set(steps).size).toBe(steps.length);
  for (const name of ['a', 'b']) expect((await curve(first.id, name)).values).toEqual(Array.from({ length: 50 }, (_, step) => step));
}, 30_000);
