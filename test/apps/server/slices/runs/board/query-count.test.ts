import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { pack } from '../../../../../support/launches.ts';
import { openWorldForTest } from '../../../../../support/world.ts';

const BOARD = `query ($team: String!, $slug: String!, $first: Int) { project(team: $team, slug: $slug) { runs(first: $first) { totalCount edges { cursor node {
  id number name status params tags project { name } parent { id } dataset { id } split { id } launch { status } fusion { method } members { id }
  metrics { key last best } curves(keys: ["loss"], pixels: 48) { values } evaluation(part: TEST) { metrics { name value } } } } } } }`;

describe('a board', () => {
  it('asks the database as often for thirty runs as for three', async () => {
    const world = await openWorldForTest();
    const project = await world.team().project();
    const { owner, team } = project;
    for (let number = 0; number < 30; number++) {
      const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
        project: project.id,
      });
      await owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
        input: { run: startRun.id, writer: 'w', sequence: 0, columns: [{ key: 'loss', values: pack([3, 2, 1]) }] },
      });
    }
    // The server runs in this process. Work in the background asks too now and then, hence the smallest of several.
    const send = vi.spyOn(pg.Client.prototype, 'query');
    const statements = async (first: number) => {
      const counts: number[] = [];
      for (let turn = 0; turn < 5; turn++) {
        const before = send.mock.calls.length;
        const { project: found } = await owner.query(BOARD, { team: team.slug, slug: project.slug, first });
        expect(found.runs.edges).toHaveLength(first);
        counts.push(send.mock.calls.length - before);
      }
      return Math.min(...counts);
    };
    await owner.query(BOARD, { team: team.slug, slug: project.slug, first: 3 });
    const [few, many] = [await statements(3), await statements(30)];
    send.mockRestore();
    expect(few).toBeGreaterThan(3);
    expect(many).toBeLessThanOrEqual(few + 2);
  });
});
