import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ApiClient } from '../../../support/api-client.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;
const clients: Client[] = [];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await world.close();
});

/** A socket that identifies itself as this caller does over HTTP. */
function socketOf(caller: ApiClient): Client {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { ...caller.headers } });
    }
  }
  const client = createClient({ url: `${world.url.replace('http', 'ws')}/graphql`, webSocketImpl: Socket, retryAttempts: 0 });
  clients.push(client);
  return client;
}

type Next = Record<string, never>;

/** Listens, and hands out what comes. */
function listen(client: Client, query: string, variables: Record<string, unknown>) {
  const heard: Next[] = [];
  const errors: { message: string; extensions?: { code?: string } }[] = [];
  const stop = client.subscribe(
    { query, variables },
    {
      next: ({ data, errors: failed }) => (failed ? errors.push(...(failed as never[])) : heard.push(data as Next)),
      error: (error) => errors.push(...([error].flat() as never[])),
      complete: () => {},
    },
  );
  return {
    heard,
    errors,
    stop,
    async until(holds: (all: Next[]) => boolean, limitMs = 8_000) {
      const start = Date.now();
      while (!holds(heard)) {
        if (Date.now() - start > limitMs)
          throw new Error(`waited in vain; heard ${JSON.stringify(heard).slice(0, 500)}, errors ${JSON.stringify(errors)}`);
        await wait(10);
      }
      return heard;
    },
  };
}

const startRun = async (): Promise<string> =>
  (await api.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id })).startRun.id;
const append = (run: string, sequence: number, key: string, start: number, values: number[]) =>
  api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: { run, writer: 'w', sequence, columns: [{ key, start, values: pack(values) }] },
  });

const GREW =
  'subscription ($ids: [ID!]!, $keys: [String!]!, $since: Float) { curvesGrew(ids: $ids, keys: $keys, since: $since) { run key steps values cursor } }';
type Grown = { run: string; key: string; steps: string; values: string; cursor: number };
const curvesIn = (heard: Next[]) => heard.flatMap((each) => (each as unknown as { curvesGrew: Grown[] }).curvesGrew);
const valuesIn = (heard: Next[]) => curvesIn(heard).flatMap(({ values }) => unpack(values));

describe('a subscription', () => {
  it('tells of points that are there and of those that come, each once and in order', async () => {
    const run = await startRun();
    await append(run, 0, 'loss', 0, [1, 2, 3]);
    const growth = listen(socketOf(api), GREW, { ids: [run], keys: ['loss'] });
    await growth.until((heard) => valuesIn(heard).length === 3);
    for (let sequence = 1; sequence <= 20; sequence++)
      await append(run, sequence, 'loss', 3 * sequence, [sequence, sequence + 0.25, sequence + 0.5]);
    const heard = await growth.until((all) => valuesIn(all).length >= 63);
    expect(valuesIn(heard)).toEqual([1, 2, 3, ...Array.from({ length: 20 }, (_, index) => [index + 1, index + 1.25, index + 1.5]).flat()]);
    expect(curvesIn(heard).at(-1)?.cursor).toBe(63);
    expect(heard.length).toBeLessThan(21);
    growth.stop();
  });

  it('goes on where it was left: connecting again loses nothing and repeats nothing', async () => {
    const run = await startRun();
    await append(run, 0, 'loss', 0, [1, 2]);
    const first = listen(socketOf(api), GREW, { ids: [run], keys: ['loss'] });
    await first.until((heard) => valuesIn(heard).length === 2);
    const since = curvesIn(first.heard).at(-1)?.cursor;
    first.stop();
    await append(run, 1, 'loss', 2, [3, 4]);
    const second = listen(socketOf(api), GREW, { ids: [run], keys: ['loss'], since });
    await second.until((heard) => valuesIn(heard).length === 2);
    expect(valuesIn(second.heard)).toEqual([3, 4]);
    second.stop();
  });

  it('tells of a run at once and whenever it changes', async () => {
    const run = await startRun();
    const changes = listen(socketOf(api), 'subscription ($ids: [ID!]!) { runChanged(ids: $ids) { status note } }', { ids: [run] });
    await changes.until((heard) => heard.length === 1);
    await api.query('mutation ($run: ID!) { updateRun(input: { run: $run, note: "look" }) { id } }', { run });
    await changes.until((heard) => heard.some((each) => (each as never as { runChanged: { note: string } }).runChanged.note === 'look'));
    await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run });
    await changes.until((heard) =>
      heard.some((each) => (each as never as { runChanged: { status: string } }).runChanged.status === 'FINISHED'),
    );
    changes.stop();
  });

  it('has nothing to tell of a run that is gone for good, and goes on with the others', async () => {
    const [gone, other] = [await startRun(), await startRun()];
    const changes = listen(socketOf(api), 'subscription ($ids: [ID!]!) { runChanged(ids: $ids) { id note } }', { ids: [gone, other] });
    await changes.until((heard) => heard.length === 2);
    await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: gone });
    for (const what of ['deleteRuns', 'purgeRuns']) await api.query(`mutation ($ids: [ID!]!) { ${what}(ids: $ids) }`, { ids: [gone] });
    await api.query('mutation ($run: ID!) { updateRun(input: { run: $run, note: "look" }) { id } }', { run: other });
    await changes.until((heard) => heard.some((each) => (each as never as { runChanged: { note: string } }).runChanged.note === 'look'));
    // The next look at the purged one is by the slow poll.
    await wait(5_500);
    expect(changes.errors).toEqual([]);
    changes.stop();
  });

  it('tells of a log from the cursor on', async () => {
    const run = await startRun();
    const log = (sequence: number, text: string) =>
      api.query(
        'mutation ($run: ID!, $sequence: Int!, $text: String!) { appendLog(run: $run, writer: "w", sequence: $sequence, text: $text) }',
        { run, sequence, text },
      );
    await log(0, 'one\n');
    const growth = listen(socketOf(api), 'subscription ($run: ID!) { logGrew(run: $run) { text cursor truncated } }', { run });
    const text = (heard: Next[]) => heard.map((each) => (each as never as { logGrew: { text: string } }).logGrew.text).join('');
    await growth.until((heard) => text(heard) === 'one\n');
    await log(1, 'two\n');
    await log(1, 'two\n');
    await growth.until((heard) => text(heard) === 'one\ntwo\n');
    expect(
      (await api.refused('mutation ($run: ID!) { appendLog(run: $run, writer: "w", sequence: 1, text: "three") }', { run })).code,
    ).toBe('CONFLICT');
    growth.stop();
  });

  it('tells of the board', async () => {
    const board = listen(socketOf(api), 'subscription ($project: ID!) { boardChanged(project: $project) { counts { runs } } }', {
      project: project.id,
    });
    const counts = (heard: Next[]) =>
      heard.map((each) => (each as never as { boardChanged: { counts: { runs: number } } }).boardChanged.counts.runs);
    await board.until((heard) => heard.length === 1);
    await startRun();
    await board.until((heard) => counts(heard).at(-1) === counts(heard)[0]! + 1);
    board.stop();
  });

  it('finds by looking itself what no message told it of', async () => {
    const run = await startRun();
    const growth = listen(socketOf(api), 'subscription ($ids: [ID!]!) { runChanged(ids: $ids) { note } }', { ids: [run] });
    await growth.until((heard) => heard.length === 1);
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    await sql.query(`UPDATE "Run" SET note = 'silent' WHERE name = (SELECT max(name) FROM "Run") OR true`);
    await sql.end();
    await growth.until(
      (heard) => heard.some((each) => (each as never as { runChanged: { note: string } }).runChanged.note === 'silent'),
      12_000,
    );
    growth.stop();
  });

  it('goes on after the database has cut all connections', async () => {
    const run = await startRun();
    await append(run, 0, 'loss', 0, [1]);
    const growth = listen(socketOf(api), GREW, { ids: [run], keys: ['loss'] });
    await growth.until((heard) => valuesIn(heard).length === 1);
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    await sql.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await sql.end();
    await wait(500);
    await append(run, 1, 'loss', 1, [2]);
    await growth.until((heard) => valuesIn(heard).length === 2, 12_000);
    expect(growth.errors).toEqual([]);
    growth.stop();
  });

  it('is none of an outsider’s', async () => {
    const run = await startRun();
    const outsider = socketOf(await world.person());
    for (const [query, variables] of [
      ['subscription ($ids: [ID!]!) { runChanged(ids: $ids) { id } }', { ids: [run] }],
      [GREW, { ids: [run], keys: ['loss'] }],
      ['subscription ($run: ID!) { logGrew(run: $run) { text } }', { run }],
      ['subscription ($project: ID!) { boardChanged(project: $project) { id } }', { project: project.id }],
      ['subscription ($team: ID!) { queueChanged(team: $team) { id } }', { team: project.team.id }],
    ] as const) {
      const refused = listen(outsider, query, variables);
      await refused.until(() => refused.errors.length > 0);
      expect(refused.errors[0]?.extensions?.code).toBe('NOT_FOUND');
      expect(refused.heard).toEqual([]);
    }
  });
});
