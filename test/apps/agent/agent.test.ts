import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openCache } from '../../../apps/agent/src/cache.ts';
import { type Config, readConfig } from '../../../apps/agent/src/config.ts';
import { register, takeLaunches } from '../../../apps/agent/src/queue.ts';
import { connect, unpackF64s } from '../../../packages/client/src/index.ts';
import { openWorld, type Split, type World } from '../../support/world.ts';

type Shown = Record<string, any>;

let world: World;
let split: Split;
let folder: string;
let agents: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await openWorld();
  split = await world.team().project().dataset().split();
  folder = await mkdtemp(join(tmpdir(), 'atelier-agent-'));
});
afterEach(async () => {
  for (const stop of agents) await stop();
  agents = [];
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const agentKey = () => world.agent.headers.authorization!.replace('Bearer ', '');

/** An agent in this process whose children run another program. */
async function startAgent(child: string, changes: Partial<Config> = {}): Promise<void> {
  const config: Config = {
    ...readConfig({
      ATELIER_URL: world.url,
      ATELIER_KEY: agentKey(),
      PATH: process.env.PATH,
      ATELIER_AGENT_DATA: await mkdtemp(join(folder, 'agent-')),
    }),
    childScript: join(import.meta.dirname, 'children', child),
    graceMs: 1000,
    ...changes,
  };
  const leaving = new AbortController();
  const atelier = connect({ url: config.url, key: config.key });
  const id = await register(atelier, `${child} ${agents.length}`, { backend: 'test', hardware: {}, versions: {} }, leaving.signal);
  const cache = await openCache(join(config.folder, 'cache'), config.cacheBytes);
  const working = takeLaunches({ atelier, agent: id, config, cache, leaving: leaving.signal, say: () => {} });
  agents.push(async () => {
    leaving.abort();
    await working;
  });
}

/** The agent as a program of its own. */
async function startProgram(): Promise<ChildProcess> {
  const program = fork(join(import.meta.dirname, '../../../apps/agent/src/main.ts'), {
    env: {
      PATH: process.env.PATH,
      ATELIER_URL: world.url,
      ATELIER_KEY: agentKey(),
      ATELIER_AGENT_DATA: await mkdtemp(join(folder, 'program-')),
      ATELIER_BACKEND: 'wasm',
      ATELIER_AGENT_NAME: `program ${agents.length}`,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise((resolve) => program.once('exit', resolve));
  agents.push(async () => {
    program.kill('SIGTERM');
    await gone;
  });
  await new Promise((resolve) => program.once('message', resolve));
  return program;
}

async function launch(epochs = 2): Promise<string> {
  const { launchRun } = await split.owner.query('mutation ($input: LaunchRunInput!) { launchRun(input: $input) { id } }', {
    input: {
      project: split.dataset.project.id,
      split: split.id,
      view: 'images',
      model: { cnn: { filters: [4, 4], dense: [8] } },
      training: { epochs },
    },
  });
  return launchRun.id;
}

const RUN = `query ($id: ID!) { run(id: $id) {
  status reason attempt backend parameters progress { fraction epoch } log { text } artifacts { path kind }
  launch { status attempt } evaluation { samples metrics { name value } } validation: evaluation(part: VALIDATION) { samples }
  curves(keys: ["loss", "val_accuracy"]) { key steps values }
} }`;

async function runWhen(id: string, holds: (run: Shown) => boolean, withinMs = 45_000): Promise<Shown> {
  for (const end = performance.now() + withinMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { run } = await split.owner.query(RUN, { id });
    if (holds(run)) return run;
    if (performance.now() > end) throw new Error(`the run did not come to it: ${JSON.stringify(run).slice(0, 600)}`);
  }
}

const ended = ({ status }: Shown) => ['FINISHED', 'FAILED', 'CANCELED', 'CRASHED'].includes(status);

describe('an agent', () => {
  test('looks again what it trains on when it is told to', async () => {
    const program = await startProgram();
    const name = `program ${agents.length - 1}`;
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    await sql.query('UPDATE "Agent" SET backend = $2 WHERE name = $1', [name, 'what was there before']);
    program.send({ type: 'look-again' });
    const known = async () => (await sql.query('SELECT backend FROM "Agent" WHERE name = $1', [name])).rows;
    await expect.poll(known, { timeout: 30_000 }).toEqual([{ backend: 'wasm' }]);
    await sql.end();
  }, 60_000);

  test('trains what was launched and brings curves, log, predictions, model and evaluation', async () => {
    const id = await launch(3);
    const program = await startProgram();
    const run = await runWhen(id, ended, 60_000);
    expect(run).toMatchObject({ status: 'FINISHED', reason: null, backend: 'wasm', attempt: 1, launch: { status: 'FINISHED' } });
    expect(run.parameters).toBeGreaterThan(100);
    const loss = run.curves.find(({ key }: { key: string }) => key === 'loss');
    expect([...unpackF64s(loss.steps)]).toEqual([1, 2, 3]);
    expect(run.evaluation.metrics.find(({ name }: { name: string }) => name === 'accuracy').value).toBeGreaterThanOrEqual(0);
    expect(run.validation.samples).toBeGreaterThan(0);
    expect(run.artifacts).toContainEqual({ path: 'model.atelier', kind: 'model' });
    expect(run.log.text).toMatch(/Attempt 1 of 3 on program/);
    expect(run.log.text).toMatch(/Training on wasm with \d+ samples/);
    expect(run.log.text).toMatch(/Epoch 3\/3: loss/);
    const left = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    expect(await left).toBe(0);
  }, 120_000);

  test('reports a child that aborts with its signal and last words, lives on and takes the next launch', async () => {
    const [first, second] = [await launch(), await launch()];
    await startAgent('abort.ts');
    for (const id of [first, second]) {
      const run = await runWhen(id, ended);
      expect(run).toMatchObject({ status: 'FAILED', attempt: 1 });
      expect(run.reason).toMatch(/SIGABRT.*TensorFlow: check failed/);
      expect(run.log.text).toMatch(/TensorFlow: check failed/);
    }
  }, 120_000);

  test('reports a child that is killed from outside, with what it had logged', async () => {
    const id = await launch();
    await startAgent('train.ts');
    const { log } = await runWhen(id, (run) => /working as process/.test(run.log.text));
    process.kill(Number(/process (\d+)/.exec(log.text)?.[1]), 'SIGKILL');
    const run = await runWhen(id, ended);
    expect(run.reason).toMatch(/ended by SIGKILL/);
    expect([...unpackF64s(run.curves[0].values)]).toEqual([0.5]);
  }, 120_000);

  test('stops a run that is canceled while it trains, also one that does not listen', async () => {
    for (const child of ['train.ts', 'stubborn.ts']) {
      const id = await launch();
      await startAgent(child);
      const { progress } = await runWhen(id, ({ status, progress }) => status === 'RUNNING' && progress !== null);
      expect(progress.fraction).toBeGreaterThan(0);
      await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
      expect(await runWhen(id, ended)).toMatchObject({ status: 'CANCELED', launch: { status: 'CANCELED' } });
      await agents.pop()!();
    }
  }, 120_000);

  test('never starts a run that was canceled while it waited', async () => {
    const id = await launch();
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
    await startAgent('train.ts');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await runWhen(id, ended)).toMatchObject({ status: 'CANCELED', attempt: 0 });
  }, 120_000);

  test('hands its launch back when it leaves, and another one goes on with it', async () => {
    const id = await launch();
    await startAgent('train.ts');
    await runWhen(id, ({ status }) => status === 'RUNNING');
    await agents.pop()!();
    expect(await runWhen(id, ({ launch }) => launch.status === 'QUEUED')).toMatchObject({ attempt: 1 });
    await startAgent('train.ts');
    await runWhen(id, ({ status, attempt }) => status === 'RUNNING' && attempt === 2);
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
    await runWhen(id, ended);
  }, 120_000);

  test('that is killed takes its child with it, and the launch goes to another one when the lease is over', async () => {
    const id = await launch(3_000);
    const program = await startProgram();
    const { log } = await runWhen(id, (run) => /Training on wasm/.test(run.log.text), 60_000);
    expect(log.text).toMatch(/Attempt 1/);
    program.kill('SIGKILL');
    await expireLeases();
    await startAgent('train.ts');
    const run = await runWhen(id, ({ status, attempt }) => status === 'RUNNING' && attempt === 2, 30_000);
    expect(run.log.text).toMatch(/Attempt 2 of 3/);
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
    await runWhen(id, ended);
  }, 120_000);
});

/** As if 45 seconds of silence had passed. */
async function expireLeases(): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(`UPDATE "Launch" SET "leaseExpiresAt" = now() - interval '1 second' WHERE status = 'LEASED'`);
  await client.end();
}
