import { expect, it } from 'vitest';
import { pruneLedger } from '../../../../../apps/server/src/slices/metrics/service.ts';
import { behind } from '../../../../support/behind.ts';
import { pack } from '../../../../support/launches.ts';
import { openWorldForTest } from '../../../../support/world.ts';

const APPEND = 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }';

it('forgets the batches of runs that ended a month ago, and stores none of them twice by that', async () => {
  const world = await openWorldForTest();
  const app = await behind(world);
  const { sql } = app.database;
  const { id: project, owner } = await world.team().project();
  const start = async () =>
    (await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project })).startRun.id as string;
  const batch = (run: string, sequence = 0) => ({
    input: { run, writer: 'w', sequence, columns: [{ key: 'loss', values: pack([3, 2, 1]) }] },
  });
  const [ended, crashed, open] = [await start(), await start(), await start()];
  for (const run of [ended, crashed, open]) for (const sequence of [0, 1]) await owner.query(APPEND, batch(run, sequence));
  await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: ended });
  const row = (run: string) => Buffer.from(run, 'base64').toString().split(':')[1]!;
  const endedDaysAgo = (run: string, status: string, days: number) =>
    sql.run(`UPDATE "Run" SET status = $2::"RunStatus", "finishedAt" = now() - $3 * interval '1 day' WHERE id = $1`, [
      row(run),
      status,
      days,
    ]);
  const known = async () =>
    (await sql.rows<{ runId: string }>('SELECT DISTINCT "runId" FROM "IngestBatch"')).map(({ runId }) => runId).toSorted();

  await endedDaysAgo(ended, 'FINISHED', 29);
  expect(await pruneLedger(app)).toBe(0);
  expect((await owner.query(APPEND, batch(ended))).appendMetrics).toBe(true);

  await endedDaysAgo(ended, 'FINISHED', 31);
  await endedDaysAgo(crashed, 'CRASHED', 400);
  expect(await pruneLedger(app)).toBe(2);
  expect(await known()).toEqual([row(crashed), row(open)].toSorted());
  expect(await owner.refused(APPEND, batch(ended))).toMatchObject({
    code: 'CONFLICT',
    message: 'Run #1 is FINISHED and takes no more points.',
  });
  for (const run of [ended, crashed, open]) {
    if (run !== ended) expect((await owner.query(APPEND, batch(run))).appendMetrics).toBe(true);
    const answer = await owner.query('query ($id: ID!) { run(id: $id) { metrics { count } } }', { id: run });
    expect(answer.run.metrics).toEqual([{ count: 6 }]);
  }
});
