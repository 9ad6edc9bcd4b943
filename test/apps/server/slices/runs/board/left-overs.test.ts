import { expect, it } from 'vitest';
import { refreshLeftOvers } from '../../../../../../apps/server/src/slices/runs/service.ts';
import { behind } from '../../../../../support/behind.ts';
import { pack } from '../../../../../support/launches.ts';
import { openWorldForTest } from '../../../../../support/world.ts';

it('the board gets the last points of a server that died before it came to that', async () => {
  const world = await openWorldForTest();
  const app = await behind(world);
  const { id: project, owner } = await world.team().project();
  const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project });
  await owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: { run: startRun.id, writer: 'w', sequence: 0, columns: [{ key: 'loss', values: pack([3, 2, 1]) }] },
  });
  await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: startRun.id });
  const loss = async () =>
    (await owner.query('query ($id: ID!) { run(id: $id) { cells(columns: ["metrics.loss"]) } }', { id: startRun.id })).run.cells[0];
  await expect.poll(loss).toBe(1);
  await app.database.sql.run('UPDATE "BoardValue" SET last = 3');
  expect(await loss()).toBe(3);
  await refreshLeftOvers(app);
  expect(await loss()).toBe(1);
});
