import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '../../../../support/api-client.ts';
import { carryOut, claim, FINISH, launch, pack, RECORD, register, samplesOf } from '../../../../support/launches.ts';
import { openWorld, type Split, type World } from '../../../../support/world.ts';

let world: World;
let split: Split;
let agent: string;
let sql: pg.Client;

beforeAll(async () => {
  world = await openWorld();
  split = await world.team().project().dataset().split();
  agent = await register(world);
  sql = new pg.Client({ connectionString: world.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await world.close();
});

const runOf = async (id: string) =>
  (
    await split.owner.query(
      'query ($id: ID!) { run(id: $id) { status reason attempt kind params backend parameters view seed startedAt finishedAt progress { fraction epoch } metricKeys launch { status attempt position reason agent { name } } } }',
      { id },
    )
  ).run;

/** As if the agent had been silent for a minute. */
async function fallSilent(): Promise<void> {
  await sql.query(`UPDATE "Launch" SET "leaseExpiresAt" = now() - interval '1 second' WHERE status = 'LEASED'`);
}

async function untilStatus(id: string, status: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await runOf(id)).status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the run is ${(await runOf(id)).status}, not ${status}`);
}

describe('a launch', () => {
  it('goes from the queue through an agent to an evaluated run', async () => {
    const { id } = await launch(split, { name: 'first', seed: 5, tags: ['a', 'a'] });
    expect(await runOf(id)).toMatchObject({
      status: 'QUEUED',
      kind: 'CNN',
      view: 'images',
      seed: 5,
      attempt: 0,
      launch: { status: 'QUEUED', position: 1 },
    });
    const claimed = await claim(world, agent);
    expect(claimed).toMatchObject({ runId: id, attempt: 1 });
    expect(await runOf(id)).toMatchObject({
      status: 'STARTING',
      attempt: 1,
      launch: { status: 'LEASED', position: null, agent: { name: 'bench' } },
    });
    const { attempt } = await claimed!.api.query(
      '{ attempt { run { id } view recipeSteps model training seed fold backend checkpoint { id } version { files { name url } manifest } } }',
    );
    expect(attempt).toMatchObject({
      run: { id },
      view: 'images',
      seed: 5,
      fold: null,
      backend: 'auto',
      checkpoint: null,
      model: { family: 'cnn', filters: [4], dense: [8], kernelSize: 3 },
      training: { epochs: 2, optimizer: 'adam' },
    });
    await carryOut(claimed!, 0.8, 1);
    expect(await runOf(id)).toMatchObject({
      status: 'FINISHED',
      reason: null,
      progress: { fraction: 0.5, epoch: 1 },
      metricKeys: ['loss', 'val_loss'],
      launch: { status: 'FINISHED' },
    });
    const { run } = await split.owner.query(
      'query ($id: ID!) { run(id: $id) { evaluation { samples metric(name: "accuracy") { value low high method } confusion roc { name x } } predictions { samples } } }',
      { id },
    );
    expect(run.evaluation.metric.value).toBeGreaterThan(0.5);
    expect(run.evaluation.metric.low).toBeLessThan(run.evaluation.metric.value);
    expect(run.predictions.samples).toBe(run.evaluation.samples);
  });

  it('is stopped and tried again by somebody, whom the audit names, and ends for however long a reason', async () => {
    const { id } = await launch(split);
    for (const what of ['cancelRun', 'retryRun']) await split.owner.query(`mutation ($id: ID!) { ${what}(id: $id) { id } }`, { id });
    const { team } = await split.owner.query(
      'query ($slug: String!) { team(slug: $slug) { audit(action: "run.*") { nodes { action subject by } } } }',
      { slug: split.dataset.project.team.slug },
    );
    const told = team.audit.nodes.filter(({ subject }: { subject: string }) => subject === id);
    expect(told.map(({ action }: { action: string }) => action)).toEqual(['run.retry', 'run.cancel']);
    expect(told[0].by).toMatch(/^Person/);
    const claimed = (await claim(world, agent))!;
    const input = { launch: claimed.launchId, outcome: 'FAILED', reason: 'no '.repeat(100_000), retry: false };
    const { finishLaunch } = await claimed.api.query(FINISH, { input });
    expect([finishLaunch.status, finishLaunch.reason.length]).toEqual(['FAILED', 10_000]);
  });

  it('is shown at its agent to its own team alone, in as many statements for many agents as for one', async () => {
    await launch(split);
    const claimed = (await claim(world, agent))!;
    const AT_WORK = 'query ($slug: String!) { team(slug: $slug) { agents { name current { id } } } }';
    const ask = async (caller: ApiClient, slug: string) =>
      (await caller.query(AT_WORK, { slug })).team.agents.find(({ name }: { name: string }) => name === 'bench').current;
    const { team } = split.dataset.project;
    expect(await ask(split.owner, team.slug)).toEqual({ id: claimed.launchId });
    const others = await world.team();
    expect(await ask(others.owner, others.slug)).toBeNull();
    const statements = async () => {
      const sent = vi.spyOn(pg.Client.prototype, 'query');
      await ask(split.owner, team.slug);
      const { length } = sent.mock.calls.filter(([statement]) => JSON.stringify(statement).includes('"Launch"'));
      sent.mockRestore();
      return length;
    };
    const few = await statements();
    for (let more = 0; more < 10; more++) await register(world, `more ${more}`);
    expect(await statements()).toBeLessThanOrEqual(few);
    await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'FINISHED' } });
  });

  it('hands out the greatest priority first, then the oldest', async () => {
    const later = await launch(split);
    const urgent = await launch(split, { priority: 5 });
    const taken = [await claim(world, agent), await claim(world, agent)];
    expect(taken.map((each) => each?.runId)).toEqual([urgent.id, later.id]);
    for (const each of taken) await each!.api.query(FINISH, { input: { launch: each!.launchId, outcome: 'FINISHED' } });
  });

  it('is given to one agent only, however many ask', async () => {
    const runs = await Promise.all([launch(split), launch(split), launch(split)]);
    const taken = await Promise.all(Array.from({ length: 8 }, () => claim(world, agent)));
    const ids = taken.flatMap((each) => each?.runId ?? []);
    expect(ids.sort()).toEqual(runs.map(({ id }) => id).sort());
    for (const each of taken) if (each) await each.api.query(FINISH, { input: { launch: each.launchId, outcome: 'FINISHED' } });
  });

  it('wakes an agent that waits', async () => {
    const waiting = claim(world, agent, 10_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = performance.now();
    const { id } = await launch(split);
    const claimed = await waiting;
    expect(claimed?.runId).toBe(id);
    expect(performance.now() - start).toBeLessThan(3_000);
    await claimed!.api.query(FINISH, { input: { launch: claimed!.launchId, outcome: 'FINISHED' } });
  });

  it('is taken from an agent that fell silent, and what that agent still sends is refused', async () => {
    const { id } = await launch(split);
    const dead = (await claim(world, agent))!;
    await fallSilent();
    await untilStatus(id, 'QUEUED');
    expect(await runOf(id)).toMatchObject({ reason: 'The agent fell silent', launch: { status: 'QUEUED', attempt: 1 } });
    await sql.query(`UPDATE "Launch" SET "notBefore" = now()`);
    const next = (await claim(world, agent))!;
    expect(next).toMatchObject({ runId: id, attempt: 2 });
    const columns = [{ key: 'loss', values: pack([1]) }];
    const refused = [
      await dead.api.refused('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
        input: { run: id, writer: 'dead', sequence: 0, columns },
      }),
      await dead.api.refused('mutation ($id: ID!) { updateRun(input: { run: $id, note: "dead" }) { id } }', { id }),
      await dead.api.refused('mutation ($id: ID!) { appendLog(run: $id, writer: "dead", sequence: 0, text: "dead") }', { id }),
      await dead.api.refused('mutation ($launch: ID!) { heartbeatLaunch(launch: $launch) { cancelRequested } }', { launch: dead.launchId }),
      await dead.api.refused(FINISH, { input: { launch: dead.launchId, outcome: 'FINISHED' } }),
    ];
    for (const { code } of refused) expect(code).toBe('UNAUTHENTICATED');
    await next.api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: { run: id, writer: 'next', sequence: 0, columns },
    });
    await next.api.query(FINISH, { input: { launch: next.launchId, outcome: 'FINISHED' } });
    expect((await runOf(id)).status).toBe('FINISHED');
  });

  it('fails with its reason when it went wrong as often as it may', async () => {
    const { id } = await launch(split);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await sql.query(`UPDATE "Launch" SET "notBefore" = now()`);
      const claimed = (await claim(world, agent))!;
      expect(claimed.attempt).toBe(attempt);
      await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'FAILED', reason: 'out of memory' } });
      expect((await runOf(id)).status).toBe(attempt < 3 ? 'QUEUED' : 'FAILED');
    }
    expect(await runOf(id)).toMatchObject({ reason: 'out of memory (attempt 3 of 3)', launch: { status: 'FAILED' } });
    await split.owner.query('mutation ($id: ID!) { retryRun(id: $id) { status } }', { id });
    expect(await runOf(id)).toMatchObject({ status: 'QUEUED', reason: null, launch: { attempt: 0 } });
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id });
  });

  it('rests before it is tried again, and is not when that would come to the same', async () => {
    const { id } = await launch(split);
    const claimed = (await claim(world, agent))!;
    await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'FAILED', reason: 'the lamp is out' } });
    expect(await claim(world, agent)).toBeUndefined();
    await sql.query(`UPDATE "Launch" SET "notBefore" = now()`);
    const again = (await claim(world, agent))!;
    await again.api.query(FINISH, { input: { launch: again.launchId, outcome: 'FAILED', reason: 'no such view', retry: false } });
    expect(await runOf(id)).toMatchObject({ status: 'FAILED', launch: { status: 'FAILED', attempt: 2 } });
  });

  it('is canceled at once while it waits, and by its agent while it runs', async () => {
    const waits = await launch(split);
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id: waits.id });
    expect(await runOf(waits.id)).toMatchObject({ status: 'CANCELED', launch: { status: 'CANCELED' } });
    const runs = await launch(split);
    const claimed = (await claim(world, agent))!;
    expect(claimed.runId).toBe(runs.id);
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id: runs.id });
    const { heartbeatLaunch } = await claimed.api.query(
      'mutation ($launch: ID!) { heartbeatLaunch(launch: $launch) { cancelRequested } }',
      { launch: claimed.launchId },
    );
    expect(heartbeatLaunch.cancelRequested).toBe(true);
    await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'CANCELED' } });
    expect((await runOf(runs.id)).status).toBe('CANCELED');
    expect((await split.owner.refused('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id: runs.id })).code).toBe('CONFLICT');
  });

  it('is made once by one idempotency key', async () => {
    const first = await launch(split, { idempotencyKey: 'k' });
    expect(await launch(split, { idempotencyKey: 'k' })).toEqual(first);
    await expect(launch(split, { idempotencyKey: 'k', seed: 9 })).rejects.toThrow('CONFLICT');
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id: first.id });
  });

  it.each([
    ['epochs of 0', { training: { epochs: 0 } }, 'training: epochs must be a whole number from 1 to 10000, got 0'],
    ['epochs of −1', { training: { epochs: -1 } }, 'training: epochs must be a whole number from 1 to 10000, got -1'],
    ['epochs of 1e9', { training: { epochs: 1_000_000_000 } }, 'training: epochs must be a whole number from 1 to 10000, got 1000000000'],
    ['an unknown view', { view: 'smells' }, 'The dataset has no view "smells": it has'],
    ['a fold of a holdout', { fold: 1 }, 'has no folds'],
    ['a negative seed', { seed: -1 }, 'seed must be a whole number of at least 0, got -1'],
    ['an unknown backend', { backend: 'abacus' }, 'backend must be one of'],
    ['a model that does not fit the view', { view: 'notes' }, ''],
    ['nonsense for a recipe', { recipeSteps: [{ step: 'bake', version: 1 }] }, 'recipe, step 1: expected one of'],
  ])('is refused with %s, and leaves nothing', async (_what, options, message) => {
    const counts = async () =>
      (await sql.query('SELECT (SELECT count(*) FROM "Run") AS runs, (SELECT count(*) FROM "Launch") AS launches')).rows[0];
    const before = await counts();
    const input = {
      project: split.dataset.project.id,
      split: split.id,
      view: 'images',
      model: { cnn: { filters: [4] } },
      training: { epochs: 2 },
      ...options,
    };
    const refused = await split.owner.refused('mutation ($input: LaunchRunInput!) { launchRun(input: $input) { id } }', { input });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.message).toContain(message);
    expect(await counts()).toEqual(before);
  });

  it('is planned before it is launched', async () => {
    const { planModel } = await split.owner.query(
      'query ($split: ID!) { planModel(split: $split, view: "images", model: { cnn: {} }, training: {}) { parameters flopsPerSample memoryBytes outputShape lines } }',
      { split: split.id },
    );
    expect(planModel.parameters).toBeGreaterThan(1000);
    expect(planModel.lines.at(-1)).toContain('output');
  });

  it('stores predictions once, and only those of the part', async () => {
    await launch(split);
    const claimed = (await claim(world, agent))!;
    const { rows, classes } = await samplesOf(claimed);
    const input = (given: number[], right: number) => ({
      run: claimed.runId,
      part: 'TEST',
      classes,
      rows: Buffer.from(Int32Array.from(given).buffer).toString('base64'),
      scores: Buffer.from(Float32Array.from(given.flatMap(() => classes.map((_, index) => (index === right ? 1 : 0)))).buffer).toString(
        'base64',
      ),
      truth: Buffer.from(Int32Array.from(given, () => 0).buffer).toString('base64'),
    });
    expect((await claimed.api.refused(RECORD, { input: input(rows.VALIDATION, 0) })).message).toContain('is not in the test part');
    const first = await claimed.api.query(RECORD, { input: input(rows.TEST, 0) });
    expect(first.recordPredictions.metric.value).toBe(1);
    expect(await claimed.api.query(RECORD, { input: input(rows.TEST, 0) })).toEqual(first);
    expect((await claimed.api.refused(RECORD, { input: input(rows.TEST, 1) })).code).toBe('CONFLICT');
    await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'FINISHED' } });
  });

  it('is none of an outsider’s, nor of another run’s attempt', async () => {
    const { id } = await launch(split);
    const outsider = await world.person();
    for (const mutation of ['cancelRun', 'retryRun'])
      expect((await outsider.refused(`mutation ($id: ID!) { ${mutation}(id: $id) { id } }`, { id })).code).toBe('NOT_FOUND');
    const claimed = (await claim(world, agent))!;
    const other = await launch(split);
    expect(
      (await claimed.api.refused('mutation ($id: ID!) { updateRun(input: { run: $id, note: "x" }) { id } }', { id: other.id })).code,
    ).toBe('NOT_FOUND');
    expect(
      (
        await claimed.api.refused('mutation ($launch: ID!) { heartbeatLaunch(launch: $launch) { cancelRequested } }', {
          launch: other.launch.id,
        })
      ).code,
    ).toBe('NOT_FOUND');
    expect(
      (await split.owner.refused('mutation { claimLaunch(agent: "QWdlbnQ6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw") { token } }'))
        .code,
    ).toBe('FORBIDDEN');
    await claimed.api.query(FINISH, { input: { launch: claimed.launchId, outcome: 'FINISHED' } });
    await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { status } }', { id: other.id });
  });
});
