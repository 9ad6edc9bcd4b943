// No request makes the server hold more than it can: what would is refused before it is read.
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { behind } from '../../support/behind.ts';
import { pack } from '../../support/launches.ts';
import { openWorld, type Project, type World } from '../../support/world.ts';

let world: World;
let project: Project;
const runs: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  for (let number = 0; number < 21; number++) {
    const { startRun } = await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
      project: project.id,
    });
    runs.push(startRun.id);
    await project.owner.query('mutation ($run: ID!, $text: String!) { appendLog(run: $run, writer: "w", sequence: 0, text: $text) }', {
      run: startRun.id,
      text: `log of ${number}`,
    });
  }
}, 60_000);
afterAll(() => world.close());

const ofRuns = (first: number, fields: string) =>
  `{ project(team: "${project.team.slug}", slug: "${project.slug}") { runs(first: ${first}) { nodes { ${fields} } } } }`;

it.each([
  ['log { text }', 'Logs of at most 20 runs can be asked for at once, got 21'],
  ['predictions { samples }', 'Predictions of at most 20 runs can be asked for at once, got 21'],
])('%s is not asked for of any number of runs', async (fields, message) => {
  expect(await project.owner.refused(ofRuns(21, fields))).toEqual(expect.objectContaining({ code: 'INVALID_INPUT', message }));
  expect((await project.owner.query(ofRuns(20, fields))).project.runs.nodes).toHaveLength(20);
});

it('logs of several runs are one statement, each its own', async () => {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  const { nodes } = (await project.owner.query(ofRuns(20, 'log { text }'))).project.runs;
  const statements = sent.mock.calls.filter(([statement]) => JSON.stringify(statement).includes('LogChunk'));
  sent.mockRestore();
  expect(nodes.map(({ log }: { log: { text: string } }) => log.text)).toEqual(
    Array.from({ length: 20 }, (_, index) => `log of ${20 - index}`),
  );
  expect(statements).toHaveLength(1);
});

it('curves are not asked for with more points than can be read at once, but one by one', async () => {
  const [a, b] = runs as [string, string];
  for (const run of [a, b])
    await project.owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: { run, writer: 'w', sequence: 0, columns: [{ key: 'loss', values: pack([1, 2]) }] },
    });
  // As if both had logged for weeks, in no order.
  const { sql } = (await behind(world)).database;
  await sql.run(`UPDATE "MetricSeries" SET count = 20000000, ordered = false WHERE key = 'loss'`);
  const CURVES = 'query ($runs: [ID!]!) { curves(runs: $runs, keys: ["loss"], pixels: 100) { count } }';
  expect(await project.owner.refused(CURVES, { runs: [a, b] })).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/^These 2 curves have 40000000 points to be read, at most 25000000 can be at once/),
  });
  expect((await project.owner.query(CURVES, { runs: [a] })).curves).toHaveLength(1);
});
