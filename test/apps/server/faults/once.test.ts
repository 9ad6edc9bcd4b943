// What is created once, however often it is asked for and whenever the server dies.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../../../support/api-client.ts';
import { times } from '../../../support/faults.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts';
import { killServers, type ServerProcess, settleIn, startServer, type Studio } from '../../../support/server-process.ts';

const KILLS = times(3, 30);
const CLIENTS = 6;

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let studio: Studio;
let sql: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-once-'));
  server = await startServer(database.url, folder);
  studio = await settleIn(server);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
afterAll(async () => {
  killServers();
  await sql.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { id name } }';
const program = () => apiClient(server.url, studio.program.headers);
const start = (key: string, name = key) => program().send(START, { input: { project: studio.project.id, name, idempotencyKey: key } });
const runsNamed = async (name: string) =>
  (await sql.query('SELECT count(*)::int AS count FROM "Run" WHERE name = $1', [name])).rows[0].count as number;

describe('one key', () => {
  it('sent ten times at once makes one run and gives ten equal answers, and another body is a conflict', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => start('together')));
    expect(new Set(answers.map(({ data }) => data?.startRun.id)).size).toBe(1);
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
    expect(await runsNamed('together')).toBe(1);
    expect((await start('together', 'another')).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await runsNamed('another')).toBe(0);
  });

  it('sent ten times at once for slow work makes one dataset version', async () => {
    const { createDataset } = await studio.owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
      input: { project: studio.project.id, name: 'Slow' },
    });
    const upload = await studio.program.fetch(`/files?team=${studio.team.slug}&name=table.csv`, {
      method: 'PUT',
      body: 'label,x\na,1\nb,2\na,3\nb,4\n',
    });
    const { id: file } = (await upload.json()) as { id: string };
    const input = { dataset: createDataset.id, files: [{ file, name: 'table.csv' }], idempotencyKey: 'slow' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        studio.program.send('mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id } }', { input }),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ data }) => data?.addDatasetVersion.id)).size).toBe(1);
    expect((await sql.query('SELECT count(*)::int AS count FROM "DatasetVersion"')).rows).toEqual([{ count: 1 }]);
  }, 120_000);

  it('makes one run when the server is killed between its work and its key', async () => {
    // The key cannot be written while another transaction has written the same one and not ended: there the server hangs, its run inserted.
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    const { teamId } = (await sql.query('SELECT "teamId" FROM "Project" LIMIT 1')).rows[0];
    await blocker.query('BEGIN');
    await blocker.query(`INSERT INTO "Idempotency" ("teamId", action, key, hash) VALUES ($1, 'startRun', 'killed', '')`, [teamId]);
    const first = start('killed').catch(() => 'no answer');
    const isWaiting = async () =>
      (
        await sql.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%Idempotency%' AND datname = current_database()`,
        )
      ).rowCount === 1;
    for (let tries = 0; tries < 1_500 && !(await isWaiting()); tries++) await wait(20);
    expect(await isWaiting()).toBe(true);
    await server.kill();
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect(await first).toBe('no answer');
    server = await startServer(database.url, folder);
    const again = await start('killed');
    expect(again.errors).toBeUndefined();
    expect((await start('killed')).data).toEqual(again.data);
    expect(await runsNamed('killed')).toBe(1);
  }, 120_000);

  it(`makes one run each, over ${KILLS} kills at random moments, when every request is repeated until it is answered`, async () => {
    const answered = new Map<string, string>();
    let stop = false;
    let next = 0;
    async function client(): Promise<void> {
      while (!stop) {
        const key = `random ${next++}`;
        for (;;) {
          const answer = await start(key).catch(() => undefined);
          const id = answer?.data?.startRun?.id as string | undefined;
          if (id !== undefined) {
            answered.set(key, id);
            break;
          }
          await wait(20);
        }
      }
    }
    const clients = Array.from({ length: CLIENTS }, client);
    for (let round = 0; round < KILLS; round++) {
      await wait(150 + Math.random() * 500);
      await server.kill();
      server = await startServer(database.url, folder);
    }
    stop = true;
    await Promise.all(clients);
    expect(answered.size).toBeGreaterThan(KILLS);
    const { rows } = await sql.query(`SELECT name, count(*)::int AS count FROM "Run" WHERE name LIKE 'random %' GROUP BY name`);
    expect(rows.filter(({ count }) => count !== 1)).toEqual([]);
    expect(rows.length).toBe(answered.size);
    for (const [key, id] of [...answered].slice(0, 20)) expect((await start(key)).data?.startRun.id).toBe(id);
  }, 600_000);
});
