import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient, browserWith } from '../../../support/api-client.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts';

const KILLS = 4;
const WRITERS = 6;
const POINTS = 600;

let database: TestDatabase;
let folder: string;
let server: ChildProcess | undefined;
let url = '';

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-killed-'));
});
afterAll(async () => {
  server?.kill('SIGKILL');
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the server as a process of its own and returns its sign-in link. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../../apps/server/src/main.ts')], {
    env: { ...process.env, DATABASE_URL: database.url, ATELIER_DATA: folder, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as { type: string; url: string; signInLink: string; message?: string };
    if (told.type !== 'ready') throw new Error(`the server did not start: ${told.message}`);
    url = told.url;
    return told.signInLink;
  }
  throw new Error('the server ended without a word');
}

/** As a power cut would, for this process. */
async function kill(): Promise<void> {
  const child = server!;
  url = '';
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function makeProject(link: string): Promise<{ program: ApiClient; run: string }> {
  const token = new URL(link).searchParams.get('token');
  const answer = await apiClient(url).send('mutation ($token: String!) { redeemSignInLink(token: $token, name: "Ada") { user { id } } }', {
    token,
  });
  const owner = browserWith(url, answer);
  const { createTeam } = await owner.query('mutation { createTeam(name: "Team") { id } }');
  const { createProject } = await owner.query('mutation ($team: ID!) { createProject(team: $team, name: "Project") { id } }', {
    team: createTeam.id,
  });
  const { createApiKey } = await owner.query('mutation ($team: ID!) { createApiKey(team: $team, name: "key") { secret } }', {
    team: createTeam.id,
  });
  const program = apiClient(url, { authorization: `Bearer ${createApiKey.secret}` });
  const { startRun } = await program.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
    project: createProject.id,
  });
  return { program, run: startRun.id };
}

describe('kill -9 of the server', () => {
  it(`loses nothing that was acknowledged and stores nothing twice, ${KILLS} times in the middle of batches`, async () => {
    const { program, run } = await makeProject(await start());
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
  }, 120_000);
});
