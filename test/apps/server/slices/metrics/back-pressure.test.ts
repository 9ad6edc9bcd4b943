import pg from 'pg';
import { expect, test } from 'vitest';
import type { Answer } from '../../../../support/api-client.ts';
import { pack } from '../../../../support/launches.ts';
import { openWorldForTest } from '../../../../support/world.ts';

const APPEND = 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }';
const POINTS = 200_000;

test('more than the server can store at once is refused with a time to come again, is taken then, and reading goes on meanwhile', async () => {
  const world = await openWorldForTest();
  const { owner, id: project } = await world.team().project();
  const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project });
  const values = pack(new Float64Array(POINTS));
  const append = (sequence: number): Promise<Answer> =>
    owner.send(APPEND, {
      input: { run: startRun.id, writer: 'w', sequence, columns: [{ key: 'loss', start: sequence * POINTS, values }] },
    });
  const blocker = new pg.Client({ connectionString: world.databaseUrl });
  await blocker.connect();
  await blocker.query('BEGIN');
  await blocker.query('LOCK TABLE "IngestBatch" IN ACCESS EXCLUSIVE MODE');

  const waiting = Array.from({ length: 14 }, (_, sequence) => append(sequence));
  const answered: Answer[] = [];
  for (const [index, each] of waiting.entries()) void each.then((answer) => (answered[index] = answer));
  await expect.poll(() => answered.some(Boolean), { timeout: 9_000 }).toBe(true);
  const from = performance.now();
  expect((await owner.query('query ($id: ID!) { run(id: $id) { status } }', { id: startRun.id })).run.status).toBe('RUNNING');
  expect(performance.now() - from).toBeLessThan(8_000);
  await blocker.query('ROLLBACK');
  await blocker.end();

  const answers = await Promise.all(waiting);
  const refused = answers.flatMap(({ errors }, sequence) => (errors ? [{ sequence, error: errors[0]! }] : []));
  // On a slow machine some have waited for the lock until they were told to come again, too.
  expect(refused.filter(({ error }) => error.extensions.code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(4);
  for (const { sequence, error } of refused) {
    expect(['RATE_LIMITED', 'UNAVAILABLE']).toContain(error.extensions.code);
    const { retryAfterMs } = error.extensions as { retryAfterMs?: number };
    expect(retryAfterMs).toBeGreaterThanOrEqual(200);
    expect(retryAfterMs).toBeLessThanOrEqual(10_000);
    expect((await append(sequence)).data).toEqual({ appendMetrics: true });
  }
  const { metrics } = (await owner.query('query ($id: ID!) { run(id: $id) { metrics { count } } }', { id: startRun.id })).run;
  expect(metrics).toEqual([{ count: 14 * POINTS }]);
}, 180_000);
