// The database dies, is restarted, loses connections, or stops answering: nothing acknowledged is lost, and the API says that it is away.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '../../../../prisma/migrate.ts';
import { openDatabase } from '../../../../apps/server/src/db/database.ts';
import { inPlainWords } from '../../../../apps/server/src/errors.ts';
import { type Postgres, startPostgres } from '../../../../setup/postgres.ts';
import { settle } from '../../../../setup/postgres/account.ts';
import { findBinaries } from '../../../../setup/postgres/binaries.ts';
import type { ApiClient } from '../../../support/api-client.ts';
import { type FaultProxy, openFaultProxy } from '../../../support/fault-proxy.ts';
import { times, withinMs } from '../../../support/faults.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { openSocket } from '../../../support/socket.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

const WRITERS = 4;

let folder: string;
let postgres: Postgres;
let proxy: FaultProxy;
let world: World;
let project: Project;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-database-'));
  // Started by root, PostgreSQL runs as another account, which must get through to its own folder inside.
  await chmod(folder, 0o711);
  postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  await applyMigrations(postgres.url);
  proxy = await openFaultProxy(postgres.url);
  world = await openWorld({ databaseUrl: proxy.url });
  project = await world.team().project();
}, 60_000);
afterAll(async () => {
  await world.close();
  await proxy.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Ends PostgreSQL by a signal to its first process, and starts it again on the same port and files. */
async function restart(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
  const home = settle(join(folder, 'postgres'), findBinaries());
  const pid = Number((await readFile(join(home.folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, signal);
  await postgres.ended;
  for (let tries = 0; ; tries++) {
    try {
      postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), port: Number(new URL(postgres.url).port) });
      return;
    } catch (error) {
      // After kill -9 its other processes take a moment to notice that they are alone.
      if (tries >= 300) throw error;
      await wait(100);
    }
  }
}

/** Writers that send each batch until it is acknowledged, and note every answer that is neither. */
function keepWriting(client: ApiClient, run: string) {
  const acknowledged = Array.from({ length: WRITERS }, () => 0);
  const odd: unknown[] = [];
  let unavailable = 0;
  let stopped = false;
  async function write(writer: number): Promise<void> {
    for (let sequence = 0; !stopped; sequence++) {
      const input = {
        run,
        writer: `w${writer}`,
        sequence,
        columns: [
          { key: `m${writer}`, start: sequence * 20, values: pack(Array.from({ length: 20 }, (_, index) => sequence * 20 + index)) },
        ],
      };
      for (;;) {
        const answer = await client.send('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', { input });
        if (answer.data?.appendMetrics === true) break;
        const code = answer.errors?.[0]?.extensions.code;
        if (code === 'UNAVAILABLE' && typeof (answer.errors![0]!.extensions as { retryAfterMs?: number }).retryAfterMs === 'number')
          unavailable += 1;
        else odd.push(answer.errors ?? answer);
        if (stopped) return;
        await wait(50);
      }
      acknowledged[writer] = (sequence + 1) * 20;
    }
  }
  const writing = Promise.all(acknowledged.map((_, writer) => write(writer)));
  return {
    acknowledged,
    odd,
    get unavailable() {
      return unavailable;
    },
    async stop() {
      stopped = true;
      await writing;
    },
  };
}

/** So many points of a curve come whole. */
const WINDOW = 10_000;

async function checkStored(run: string, acknowledged: readonly number[]): Promise<void> {
  const { metrics } = (await project.owner.query('query ($id: ID!) { run(id: $id) { metrics { key count } } }', { id: run })).run;
  for (const [writer, count] of acknowledged.entries()) {
    const stored = metrics.find(({ key }: { key: string }) => key === `m${writer}`).count as number;
    // One batch may be stored whose answer never came.
    expect([count, count + 20]).toContain(stored);
    for (let from = 0; from < stored; from += WINDOW) {
      const { curves } = (
        await project.owner.query(
          'query ($id: ID!, $keys: [String!]!, $from: Float!, $to: Float!) { run(id: $id) { curves(keys: $keys, from: $from, to: $to) { steps values } } }',
          { id: run, keys: [`m${writer}`], from, to: from + WINDOW - 1 },
        )
      ).run;
      const steps = Array.from({ length: Math.min(WINDOW, stored - from) }, (_, index) => from + index);
      expect(unpack(curves[0].steps)).toEqual(steps);
      expect(unpack(curves[0].values)).toEqual(steps);
    }
  }
}

const start = async () =>
  (await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id }))
    .startRun.id as string;

async function untilAnswers(limitMs: number): Promise<number> {
  const from = performance.now();
  for (;;) {
    if ((await project.owner.fetch('/health')).status === 200) return performance.now() - from;
    if (performance.now() - from > limitMs) throw new Error(`no answer within ${limitMs} ms`);
    await wait(20);
  }
}

describe('the database', () => {
  it.each([
    ['is stopped at once', 'SIGQUIT'],
    ['is killed', 'SIGKILL'],
  ] as const)(
    '%s in the middle of writing, again and again: nothing acknowledged is lost or doubled, and the API says that it is away',
    async (_what, signal) => {
      const run = await start();
      const writers = keepWriting(await project.team.key(), run);
      for (let round = 0; round < times(2, 20); round++) {
        await wait(300 + Math.random() * 400);
        await restart(signal);
        expect(await untilAnswers(60_000)).toBeLessThan(withinMs(5_000));
      }
      await wait(300);
      await writers.stop();
      expect(writers.odd).toEqual([]);
      await checkStored(run, writers.acknowledged);
    },
    300_000,
  );

  it('loses connections, some or all: what was on the way is sent again and stored once', async () => {
    const run = await start();
    const writers = keepWriting(await project.team.key(), run);
    const sql = new pg.Client({ connectionString: postgres.url });
    await sql.connect();
    for (let round = 0; round < times(25, 200); round++) {
      await sql.query(
        `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT $1) AS doomed`,
        [round % 5 === 4 ? 100 : 1],
      );
      await wait(30 + Math.random() * 60);
    }
    await sql.end();
    await wait(300);
    await writers.stop();
    expect(writers.odd).toEqual([]);
    await checkStored(run, writers.acknowledged);
  }, 120_000);

  it('loses a connection between two statements of a transaction: the transaction fails, and nothing else', async () => {
    const database = openDatabase({ url: postgres.url, onLost: () => undefined, connections: 1 });
    const sql = new pg.Client({ connectionString: postgres.url });
    await sql.connect();
    const failed = await database.sql
      .transaction(async (inside) => {
        const own = await inside.row<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await sql.query('SELECT pg_terminate_backend($1)', [own!.pid]);
        await wait(200);
        await inside.run('SELECT 1');
      })
      .catch((error: unknown) => error);
    expect(inPlainWords(failed)).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await database.sql.row('SELECT 1 AS one')).toEqual({ one: 1 });
    await sql.end();
    await database.close();
  });

  it('that is away is told of at once, on every way in', async () => {
    proxy.refuse(true);
    const from = performance.now();
    const health = await project.owner.fetch('/health');
    expect([health.status, await health.json()]).toEqual([
      503,
      { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAVAILABLE' }) })] },
    ]);
    const answer = await project.owner.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { user { id } } }' }),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    expect(performance.now() - from).toBeLessThan(withinMs(2_000));
    proxy.refuse(false);
    await untilAnswers(withinMs(5_000));
  });

  it('that stops answering on open connections is given up within 15 s, and followed again when it is back', async () => {
    const [run, client] = [await start(), await project.team.key()];
    const socket = openSocket(client);
    const seen: number[] = [];
    const watching = (async () => {
      for await (const count of follow(socket, run)) seen.push(count);
    })().catch((end: unknown) => end);
    const append = (sequence: number) =>
      client.send('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
        input: { run, writer: 'w', sequence, columns: [{ key: 'loss', start: sequence, values: pack([1]) }] },
      });
    expect((await append(0)).data).toEqual({ appendMetrics: true });
    await expect.poll(() => seen.at(-1), { timeout: 30_000 }).toBe(1);
    proxy.swallow(true);
    const from = performance.now();
    const answers = await Promise.all([
      append(1),
      project.owner
        .fetch('/health')
        .then(async (response) => ({ errors: ((await response.json()) as Awaited<ReturnType<typeof append>>).errors })),
    ]);
    expect(performance.now() - from).toBeLessThan(withinMs(15_500));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
    proxy.swallow(false);
    await untilAnswers(withinMs(15_000));
    expect((await append(1)).data).toEqual({ appendMetrics: true });
    expect((await append(2)).data).toEqual({ appendMetrics: true });
    await expect.poll(() => seen.at(-1), { timeout: 60_000 }).toBe(3);
    socket.close();
    await watching;
  }, 240_000);
});

/** The number of points of a run, as a subscription tells it. */
async function* follow(socket: ReturnType<typeof openSocket>, run: string): AsyncGenerator<number> {
  for await (const { data } of socket.follow('subscription ($ids: [ID!]!) { curvesGrew(ids: $ids, keys: ["loss"]) { count } }', {
    ids: [run],
  }))
    yield Math.max(...(data as { curvesGrew: { count: number }[] }).curvesGrew.map(({ count }) => count));
}
