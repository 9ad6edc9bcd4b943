import pg from 'pg';
import { expect, test } from 'vitest';
import { sweepSilent } from '../../../../../apps/server/src/slices/runs/service.ts';
import { behind } from '../../../../support/behind.ts';
import { pack } from '../../../../support/launches.ts';
import { openWorldForTest } from '../../../../support/world.ts';

const BEAT = 'mutation ($run: ID!, $silenceMs: Int!) { heartbeatRun(run: $run, silenceMs: $silenceMs) }';

test('a run from outside that breaks its promise is crashed, runs again when it speaks, and can still finish', async () => {
  const world = await openWorldForTest();
  const { owner, id: project } = await world.team().project();
  const app = await behind(world);
  const sql = new pg.Client({ connectionString: world.databaseUrl });
  await sql.connect();
  const start = async () =>
    (await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project })).startRun.id as string;
  const [quick, unpromised] = [await start(), await start()];
  const statusOf = async (id: string) => (await owner.query('query ($id: ID!) { run(id: $id) { status reason } }', { id })).run;
  /** As if all of them had said nothing for so long. */
  const pass = (ms: number) =>
    sql.query(`UPDATE "Run" SET "heartbeatAt" = now() - $1 * interval '1 millisecond', "startedAt" = now() - interval '2 hours'`, [ms]);
  const append = (run: string, sequence: number) =>
    owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: { run, writer: 'w', sequence, columns: [{ key: 'loss', start: sequence, values: pack([1]) }] },
    });
  const until = async (id: string, status: string) => {
    for (let tries = 0; tries < 50 && (await statusOf(id)).status !== status; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await statusOf(id)).status).toBe(status);
  };

  expect(await owner.query(BEAT, { run: quick, silenceMs: 45_000 })).toEqual({ heartbeatRun: true });
  await pass(40_000);
  expect(await sweepSilent(app)).toBe(0);
  await pass(46_000);
  expect(await sweepSilent(app)).toBe(1);
  expect(await statusOf(quick)).toEqual({ status: 'CRASHED', reason: 'Nothing was heard of it for 45 s' });
  expect((await statusOf(unpromised)).status).toBe('RUNNING');

  await append(quick, 0);
  await until(quick, 'RUNNING');
  await pass(46_000);
  expect(await sweepSilent(app)).toBe(1);
  expect(await owner.query(BEAT, { run: quick, silenceMs: 45_000 })).toEqual({ heartbeatRun: true });
  expect((await statusOf(quick)).status).toBe('RUNNING');

  await pass(46_000);
  expect(await sweepSilent(app)).toBe(1);
  await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: quick });
  expect(await owner.query(BEAT, { run: quick, silenceMs: 45_000 })).toEqual({ heartbeatRun: false });
  expect((await statusOf(quick)).status).toBe('FINISHED');

  await pass(3_600_001);
  expect(await sweepSilent(app)).toBe(1);
  expect((await statusOf(unpromised)).status).toBe('CRASHED');
  expect((await owner.refused(BEAT, { run: unpromised, silenceMs: 10 })).code).toBe('INVALID_INPUT');
  expect((await (await world.person()).refused(BEAT, { run: unpromised, silenceMs: 45_000 })).code).toBe('NOT_FOUND');
  await sql.end();
});
