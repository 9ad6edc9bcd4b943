import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect, fitCallbacks, syncSpools, type Run } from '../../../../packages/client/src/index.ts';
import { unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let folder: string;
let key: string;
let name: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-sdk-'));
  world = await openWorld();
  project = await world.team().project();
  name = `${project.team.slug}/${project.slug}`;
  key = (await project.team.key()).headers.authorization!.slice('Bearer '.length);
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const atelier = () => connect({ url: world.url, key });
const quiet = () => ({ capture: false, spoolFolder: folder, onProblem: () => {} });
const start = (options: object = {}): Promise<Run> => atelier().startRun({ project: name, ...quiet(), ...options });

async function stored(id: string, metric = 'loss'): Promise<Record<string, any>> {
  const { run } = await project.owner.query(
    `query ($id: ID!, $keys: [String!]!) { run(id: $id) {
      name status reason params tags reproducibility heartbeatAt metricKeys log { text }
      corrections { path from to }
      curves(keys: $keys) { steps values }
    } }`,
    { id, keys: [metric] },
  );
  const [curve] = run.curves;
  return { ...run, steps: curve === undefined ? [] : unpack(curve.steps), values: curve === undefined ? [] : unpack(curve.values) };
}

describe('a run on the real server', () => {
  test('is gone on with by its id, by the same program or another one', async () => {
    const first = await start({ name: 'in two goes' });
    first.log({ loss: 1 }, { step: 1 });
    // On the disk is not yet with the server, and a run that has ended takes nothing more.
    await vi.waitFor(async () => expect((await stored(first.id!)).values).toEqual([1]), 10_000);
    const second = await atelier().resumeRun(first.id!, { team: project.team.slug, ...quiet() });
    second.log({ loss: 0.5 }, { step: 2 });
    await second.finish();
    expect(second.id).toBe(first.id);
    expect(await stored(first.id!)).toMatchObject({ status: 'FINISHED', steps: [1, 2], values: [1, 0.5] });
    const late = await atelier().resumeRun(first.id!, quiet());
    late.log({ loss: 0 }, { step: 3 });
    expect((await late.finish()).refused.join()).toMatch(/is FINISHED and takes no more points/);
    expect(await stored(first.id!)).toMatchObject({ values: [1, 0.5] });
  });

  test('goes nowhere when its id is unknown, and says so', async () => {
    const problems: string[] = [];
    const run = await atelier().resumeRun('run_none', { ...quiet(), onProblem: (message) => problems.push(message) });
    run.log({ loss: 1 });
    const report = await run.finish();
    expect(report.refused.length).toBeGreaterThan(0);
    expect(problems.join('\n')).toMatch(/the server refused record 1/);
  });

  test('takes params as they become known, and another value as a correction only', async () => {
    const run = await start({ params: { model: { units: 32 } } });
    run.setParams({ model: { dropout: 0.1 } });
    run.setParams({ model: { units: 64 } });
    run.setParams({ lr: 0.1 });
    run.setParams({ lr: 0.2 }, { correct: true });
    const { refused } = await run.finish();
    expect(refused).toHaveLength(1);
    expect(await stored(run.id!)).toMatchObject({
      params: { model: { units: 32, dropout: 0.1 }, lr: 0.2 },
      corrections: [{ path: 'lr', from: 0.1, to: 0.2 }],
    });
  });

  test('keeps name, tags, note and progress without their secrets', async () => {
    const run = await start({ name: 'with token=hunter2hunter2', tags: ['password=hunter2hunter2'] });
    run.update({ note: 'Authorization: Bearer hunter2hunter2', reproducibility: { secret: 'hunter2hunter2' } });
    await run.finish();
    const found = await stored(run.id!);
    expect(found).toMatchObject({ name: 'with token=[redacted]', tags: ['password=[redacted]'] });
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('shows signs of life from its first moment', async () => {
    const run = await start();
    await vi.waitFor(async () => expect((await stored(run.id!)).heartbeatAt).not.toBeNull(), 5000);
    await run.finish();
  });

  test('is started once, however often it is asked for with one key', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => start({ idempotencyKey: 'the one' })));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    await Promise.all(runs.map((run) => run.finish()));
  });

  test('logs a fit of TensorFlow.js, epochs and batches', async () => {
    await tf.setBackend('cpu');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError', metrics: ['mse'] });
    const x = tf.tensor2d([[1], [2], [3], [4]]);
    const run = await start({ name: 'tfjs' });
    const { history } = await model.fit(x, x, {
      epochs: 3,
      batchSize: 2,
      validationSplit: 0.5,
      verbose: 0,
      callbacks: fitCallbacks(run, { batches: true }),
    });
    await run.finish();
    expect(await stored(run.id!)).toMatchObject({ steps: [1, 2, 3], values: history.loss });
    expect((await stored(run.id!, 'val_loss')).values).toEqual(history.val_loss);
    expect((await stored(run.id!, 'batch/loss')).steps).toEqual([1, 2, 3]);
    expect((await stored(run.id!)).metricKeys.sort()).toEqual(['batch/loss', 'batch/mse', 'loss', 'mse', 'val_loss', 'val_mse']);
  });
});

describe('a program that never says that its run is over', () => {
  async function ending(how: string): Promise<{ id: string; code: number; output: string; spool: string }> {
    const spool = mkdtempSync(join(folder, 'spool-'));
    const env = {
      PATH: process.env.PATH,
      ATELIER_URL: world.url,
      ATELIER_KEY: key,
      ATELIER_PROJECT: name,
      ATELIER_HOME: folder,
      ATELIER_SPOOL: spool,
    };
    const program = fork(join(import.meta.dirname, '..', 'support', 'ends.ts'), [how], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const output: string[] = [];
    for (const stream of [program.stdout!, program.stderr!]) stream.on('data', (chunk) => output.push(String(chunk)));
    const [id] = (await once(program, 'message')) as [string];
    const [code] = (await once(program, 'close')) as [number];
    return { id, code, output: output.join(''), spool };
  }

  test('finishes it when it comes to its end, with what it printed', async () => {
    const { id, code, output, spool } = await ending('comes to its end');
    expect(code).toBe(0);
    expect(output).toContain('hunter2hunter2');
    const found = await stored(id);
    expect(found).toMatchObject({ status: 'FINISHED', values: [1] });
    expect(found.log.text.split('\n').sort()).toEqual(['', 'on standard error', 'on standard output, with api_key=[redacted]']);
    expect(readdirSync(spool)).toEqual([]);
  });

  test('fails it when it sets an exit code', async () => {
    const { id, code } = await ending('sets an exit code');
    expect(code).toBe(4);
    expect(await stored(id)).toMatchObject({ status: 'FAILED', reason: 'the program ended with exit code 4' });
  });

  test.each([
    ['throws', 1, 'RangeError: the loss is not finite'],
    ['exits with 3', 3, 'the program ended with exit code 3'],
  ])('writes down why when it %s, and sync delivers that', async (how, exitCode, reason) => {
    const { id, code, spool } = await ending(how);
    expect(code).toBe(exitCode);
    expect(await syncSpools({ folder: spool, key, url: world.url })).toMatchObject([{ report: { complete: true, finished: true } }]);
    expect(await stored(id)).toMatchObject({ status: 'FAILED', reason, values: [1] });
  });
});
