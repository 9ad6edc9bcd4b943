import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { pack } from '../../../../support/launches.ts';
import { openWorldForTest } from '../../../../support/world.ts';

describe('the trash', () => {
  it('hides a run, gives it back, and gives its space back when it is purged', async () => {
    const world = await openWorldForTest();
    const project = await world.team().project();
    const { owner, team } = project;
    const start = async () =>
      (await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id })).startRun
        .id as string;
    const [run, other] = [await start(), await start()];
    for (const each of [run, other]) {
      await owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
        input: { run: each, writer: 'w', sequence: 0, columns: [{ key: 'loss', values: pack([3, 2, 1]) }] },
      });
      await owner.query('mutation ($run: ID!) { appendLog(run: $run, writer: "w", sequence: 0, text: "hello") }', { run: each });
    }
    const send = (name: string, caller = owner) => caller.query(`mutation ($ids: [ID!]!) { ${name}(ids: $ids) }`, { ids: [run] });
    const numbers = async () =>
      (
        await owner.query(
          'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { runs { nodes { number } totalCount } } }',
          { team: team.slug, slug: project.slug },
        )
      ).project.runs.totalCount as number;
    expect((await owner.refused('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [run] })).message).toBe('Run #1 is RUNNING.');
    await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run });
    expect(await send('deleteRuns')).toEqual({ deleteRuns: 1 });
    expect(await send('deleteRuns')).toEqual({ deleteRuns: 0 });
    expect(await numbers()).toBe(1);
    expect((await owner.query('query ($id: ID!) { run(id: $id) { id } }', { id: run })).run).toBeNull();
    expect(await send('restoreRuns')).toEqual({ restoreRuns: 1 });
    expect(await numbers()).toBe(2);
    expect(await send('purgeRuns')).toEqual({ purgeRuns: 0 });
    await send('deleteRuns');
    expect((await (await team.member('MEMBER')).refused('mutation ($ids: [ID!]!) { purgeRuns(ids: $ids) }', { ids: [run] })).code).toBe(
      'FORBIDDEN',
    );
    expect((await (await world.person()).refused('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [other] })).code).toBe(
      'NOT_FOUND',
    );
    expect(await send('purgeRuns')).toEqual({ purgeRuns: 1 });
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    for (const table of ['Run', 'MetricSeries', 'MetricChunk', 'IngestBatch', 'LogChunk'])
      expect((await sql.query(`SELECT count(*)::int AS count FROM "${table}"`)).rows).toEqual([{ count: 1 }]);
    await sql.end();
  });
});
