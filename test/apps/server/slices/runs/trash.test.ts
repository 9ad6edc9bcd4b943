import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { giveSpaceBack, purgeRuns, purgeTrash } from '../../../../../apps/server/src/slices/runs/service.ts';
import { behind } from '../../../../support/behind.ts';
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

  it('lists what is in it', async () => {
    const world = await openWorldForTest();
    const { id: project, slug, owner, team } = await world.team().project();
    const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project, name: "gone" }) { id } }', {
      project,
    });
    const trash = async () =>
      (
        await owner.query(
          'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { trash { totalCount nodes { id name deletedAt } } } }',
          { team: team.slug, slug },
        )
      ).project.trash;
    expect(await trash()).toEqual({ totalCount: 0, nodes: [] });
    await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: startRun.id });
    await owner.query('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [startRun.id] });
    expect(await trash()).toEqual({ totalCount: 1, nodes: [{ id: startRun.id, name: 'gone', deletedAt: expect.any(String) }] });
  });

  it('is emptied after a month by the server, which writes that down in each team', async () => {
    const world = await openWorldForTest();
    const app = await behind(world);
    const projects = await Promise.all([world.team().project(), world.team().project()]);
    const runs = await Promise.all(
      projects.map(async ({ id, owner }) => {
        const { startRun } = await owner.query(
          'mutation ($project: ID!) { startRun(input: { project: $project, name: "old" }) { id number } }',
          { project: id },
        );
        await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: startRun.id });
        await owner.query('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [startRun.id] });
        return startRun as { id: string; number: number };
      }),
    );
    expect(await purgeTrash(app)).toBe(0);
    await app.database.sql.run(`UPDATE "Run" SET "deletedAt" = now() - interval '31 days'`);
    expect(await purgeTrash(app)).toBe(2);
    for (const [index, { owner, team }] of projects.entries()) {
      const answer = await owner.query(
        'query ($slug: String!) { team(slug: $slug) { audit(action: "run.purge") { nodes { by subject detail } } } }',
        { slug: team.slug },
      );
      const { id, number } = runs[index]!;
      expect(answer.team.audit.nodes).toEqual([{ by: 'the server', subject: id, detail: { number, name: 'old' } }]);
    }
  });

  it('gives the database its space back, on the disk and for new points', async () => {
    const world = await openWorldForTest();
    const { id: project, owner } = await world.team().project();
    const app = await behind(world);
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    const size = async () =>
      (
        await sql.query(
          `SELECT sum(pg_total_relation_size(t))::float8 AS bytes FROM unnest(ARRAY['"MetricChunk"', '"MetricSeries"', '"IngestBatch"']::regclass[]) AS t`,
        )
      ).rows[0].bytes as number;
    const fill = async () => {
      const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project });
      const values = pack(Float64Array.from({ length: 5_000 }, (_, index) => Math.sin(index * 12.9898)));
      for (let sequence = 0; sequence < 10; sequence++)
        await owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
          input: {
            run: startRun.id,
            writer: 'w',
            sequence,
            columns: ['a', 'b', 'c', 'd'].map((key) => ({ key, start: sequence * 5_000, values })),
          },
        });
      await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: startRun.id });
      return startRun.id as string;
    };
    const empty = await size();
    const run = await fill();
    const full = await size();
    expect(full).toBeGreaterThan(empty + 1_500_000);
    await owner.query('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [run] });
    const row = Buffer.from(run, 'base64').toString().split(':')[1]!;
    const { teamId } = (await sql.query('SELECT "teamId" FROM "Run" WHERE id = $1', [row])).rows[0];
    const inTeam = { app, db: app.database.forTeam(teamId), team: { id: teamId, level: 'admin' }, viewer: { kind: 'anonymous' } } as never;
    expect(await purgeRuns(inTeam, [row])).toBe(1);
    await giveSpaceBack(app);
    expect(await size()).toBeLessThan(empty + 0.1 * (full - empty));
    await fill();
    expect(await size()).toBeLessThan(full * 1.05);
    await sql.end();
  }, 120_000);
});
