import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from '../../../support/api-client.ts';
import { times } from '../../../support/faults.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts';
import { killServers, type ServerProcess, settleIn, startServer } from '../../../support/server-process.ts';

const KILLS = times(4, 50);
const WRITERS = 6;
const POINTS = 600;

let database: TestDatabase;
let folder: string;
let server: ServerProcess | undefined;
let url = '';

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-killed-'));
});
afterAll(async () => {
  killServers();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  server = await startServer(database.url, folder);
  url = server.url;
  return server.signInLink;
}

async function kill(): Promise<void> {
  url = '';
  await server!.kill();
}

async function makeRun(link: string): Promise<{ program: ApiClient; run: string }> {
  const { program, project } = await settleIn({ url, signInLink: link });
  const { startRun } = await program.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
    project: project.id,
  });
  return { program, run: startRun.id };
}

describe('kill -9 of the server', () => {
  it(`loses nothing that was acknowledged and stores nothing twice, ${KILLS} times in the middle of batches`, async () => {
    const { program, run } = await makeRun(await start());
    const acknowledged: number[] = Array.from({ length: WRITERS }, () => 0);
    const alone: number[] = Array.from({ length: WRITERS }, () => 0);
    const stop = new AbortController();

    async function write(writer: number): Promise<void> {
      for (let sequence = 0; !stop.signal.aborted; sequence++) {
        // Half of the writers send columns, which go alone, and half single points, which share a transaction.
        const count = writer % 2 === 0 ? POINTS : 1;
        const steps = Array.from({ length: count }, (_, index) => sequence * count + index);
        const input = {
          run,
          writer: `w${writer}`,
          sequence,
          columns: [{ key: `m${writer}`, steps: pack(steps), values: pack(steps.map((step) => step + writer / 8)) }],
        };
        for (;;) {
          if (stop.signal.aborted) return;
          const address = url;
          if (address === '') await wait(20);
          else if (await send(address, input)) break;
        }
        acknowledged[writer]! += count;
        alone[writer] = count;
      }
    }

    async function send(address: string, input: object): Promise<boolean> {
      try {
        const client = apiClient(address, program.headers);
        return (
          (await client.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', { input })).appendMetrics === true
        );
      } catch {
        return false;
      }
    }

    const writing = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    for (let round = 0; round < KILLS; round++) {
      await wait(250 + Math.random() * 500);
      await kill();
      await start();
    }
    await wait(300);
    stop.abort();
    await Promise.all(writing);

    const client = apiClient(url, program.headers);
    const found = await client.query(
      'query ($id: ID!, $keys: [String!]!) { run(id: $id) { status metrics { key count } curves(keys: $keys) { key steps values } } }',
      { id: run, keys: acknowledged.map((_, writer) => `m${writer}`) },
    );
    for (const [writer, count] of acknowledged.entries()) {
      const sql = new pg.Client({ connectionString: database.url });
      await sql.connect();
      const { rows } = await sql.query(
        `SELECT c.seq::int, c.n FROM "MetricChunk" c JOIN "MetricSeries" s ON s.id = c.series WHERE s.key = $1 ORDER BY c.seq`,
        [`m${writer}`],
      );
      await sql.end();
      // One batch may have been committed whose answer never came.
      const stored = found.run.metrics.find(({ key }: { key: string }) => key === `m${writer}`).count;
      expect(count).toBeGreaterThan(0);
      expect([count, count + alone[writer]!]).toContain(stored);
      expect(rows.reduce((at: number, chunk: { seq: number; n: number }) => (expect(chunk.seq).toBe(at), at + chunk.n), 0)).toBe(stored);
      const curve = found.run.curves.find(({ key }: { key: string }) => key === `m${writer}`);
      if (stored <= 20_000) {
        expect(unpack(curve.steps)).toEqual(Array.from({ length: stored }, (_, step) => step));
        expect(unpack(curve.values)).toEqual(Array.from({ length: stored }, (_, step) => step + writer / 8));
      }
    }
  }, 600_000);
});
