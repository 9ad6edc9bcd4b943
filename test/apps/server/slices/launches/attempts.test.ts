import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claim, claim, launch, pack, register, unpack } from '../../../../support/launches.ts';
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

const append = ({ api, runId: run, attempt }: Claim, sequence: number, start: number, values: number[]) =>
  api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: { run, writer: `attempt ${attempt}`, sequence, columns: [{ key: 'loss', start, values: pack(values) }] },
  });

/** The next attempt of a launch whose agent fell silent. */
async function nextAttempt(): Promise<Claim> {
  await sql.query(`UPDATE "Launch" SET "leaseExpiresAt" = now() - interval '1 second' WHERE status = 'LEASED'`);
  for (let tries = 0; tries < 100; tries++) {
    await sql.query(`UPDATE "Launch" SET "notBefore" = now() WHERE status = 'QUEUED'`);
    const next = await claim(world, agent, 200);
    if (next) return next;
  }
  throw new Error('the launch did not come back to the queue');
}

const shown = async (id: string) => {
  const { run } = await split.owner.query(
    'query ($id: ID!) { run(id: $id) { metrics { count last min } curves(keys: ["loss"]) { steps values } } }',
    { id },
  );
  return { ...run.metrics[0], steps: unpack(run.curves[0].steps), values: unpack(run.curves[0].values) };
};
const stored = async () =>
  (await sql.query(`SELECT attempt, count::int, last FROM "MetricSeries" WHERE key = 'loss' ORDER BY "runId", attempt`)).rows;

test('an attempt that begins anew has a curve of its own, and the earlier one keeps its points', async () => {
  const { id } = await launch(split);
  const first = (await claim(world, agent))!;
  await append(first, 0, 0, [9, 8, 7]);
  const second = await nextAttempt();
  expect(await shown(id)).toMatchObject({ count: 3, last: 7 });
  await append(second, 0, 0, [5, 4]);
  expect(await shown(id)).toEqual({ count: 2, last: 4, min: 4, steps: [0, 1], values: [5, 4] });
  expect(await stored()).toEqual([
    { attempt: 1, count: 3, last: 7 },
    { attempt: 2, count: 2, last: 4 },
  ]);
  await split.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
  await sql.query(`UPDATE "Launch" SET status = 'CANCELED'`);
}, 120_000);

test('an attempt that goes on from a checkpoint shows what came before it, once, and the earlier one is as it was', async () => {
  await sql.query('DELETE FROM "MetricSeries"');
  const { id } = await launch(split);
  const first = (await claim(world, agent))!;
  await append(first, 0, 0, [9, 8, 7, -6, 5]);
  const second = await nextAttempt();
  await append(second, 0, 3, [6.5]);
  await append(second, 1, 4, [5.5]);
  await append(second, 1, 4, [5.5]);
  expect(await shown(id)).toEqual({ count: 5, last: 5.5, min: 5.5, steps: [0, 1, 2, 3, 4], values: [9, 8, 7, 6.5, 5.5] });
  const third = await nextAttempt();
  await append(third, 0, 4, [3]);
  expect(await shown(id)).toEqual({ count: 5, last: 3, min: 3, steps: [0, 1, 2, 3, 4], values: [9, 8, 7, 6.5, 3] });
  expect(await stored()).toEqual([
    { attempt: 1, count: 5, last: 5 },
    { attempt: 2, count: 5, last: 5.5 },
    { attempt: 3, count: 5, last: 3 },
  ]);
}, 120_000);
