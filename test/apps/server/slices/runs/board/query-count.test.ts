// A list costs the same number of statements however long it is, and no statement is without a limit of time.
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../../../../apps/server/src/db/database.ts';
import { pack } from '../../../../../support/launches.ts';
import { openWorld, type Project, upload, type World } from '../../../../../support/world.ts';

let world: World;
let small: Project;
let large: Project;
const runsOf = new Map<Project, string[]>();
beforeAll(async () => {
  world = await openWorld();
  const team = await world.team();
  small = await fill(await projectOf(team.owner, team), 3);
  large = await fill(await projectOf(team.owner, team), 30);
  await makeFusions();
}, 60_000);
afterAll(() => world.close());

async function projectOf(owner: Project['owner'], team: Project['team']): Promise<Project> {
  const { createProject } = await owner.query('mutation ($team: ID!) { createProject(team: $team, name: "Lists") { id slug name } }', {
    team: team.id,
  });
  return { ...createProject, team, owner };
}

async function fill(project: Project, count: number): Promise<Project> {
  const { owner } = project;
  const ids: string[] = [];
  const file = await upload(owner, project.team, 'model.bin', 'bytes');
  for (let number = 0; number < count; number++) {
    const { startRun } = await owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, params: { units: number, seed: number }, tags: [`seed=${number}`] },
    });
    ids.push(startRun.id);
    await owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: {
        run: startRun.id,
        writer: 'w',
        sequence: 0,
        columns: ['loss', `acc_${number}`].map((key) => ({ key, values: pack([3, 2, 1]) })),
      },
    });
    await owner.query('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { id } }', {
      input: { run: startRun.id, path: 'model.bin', file: file.id },
    });
    await owner.query('mutation ($input: UpdateRunInput!) { updateRun(input: $input) { id } }', {
      input: { run: startRun.id, params: { seed: number + 1 }, correct: true },
    });
    await owner.query('mutation ($project: ID!, $name: String!) { createView(project: $project, name: $name, state: {}) { id } }', {
      project: project.id,
      name: `View ${number}`,
    });
  }
  runsOf.set(project, ids);
  return project;
}

// As if every run were a fusion of two others.
async function makeFusions(): Promise<void> {
  const sql = new pg.Client({ connectionString: world.databaseUrl });
  await sql.connect();
  await sql.query(
    `INSERT INTO "Fusion" ("runId", "teamId", method, "weightSource", metric, result)
     SELECT r.id, r."teamId", 'MEAN', 'EQUAL', 'accuracy', jsonb_build_object('gain', NULL, 'words', '', 'overRunId', o.id) FROM "Run" r, LATERAL (SELECT id FROM "Run" WHERE "projectId" = r."projectId" AND number = 1 + r.number % 3) AS o`,
  );
  await sql.query(
    `INSERT INTO "FusionMember" ("teamId", "fusionRunId", position, "memberRunId", weight)
     SELECT r."teamId", r.id, place, o.id, 0.5 FROM "Run" r, generate_series(0, 1) AS place, LATERAL (SELECT id FROM "Run" WHERE "projectId" = r."projectId" AND number = 1 + (r.number + place) % 3) AS o`,
  );
  await sql.end();
}

// The server runs in this process. Work in the background asks too now and then, hence the smallest of several.
async function statementsOf(project: Project, query: string): Promise<number> {
  const variables = {
    team: project.team.slug,
    slug: project.slug,
    project: project.id,
    runs: runsOf.get(project),
    groups: runsOf.get(project)!.map((id) => ({ runs: [id] })),
  };
  const used = Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}:`)));
  await project.owner.query(query, used);
  const send = vi.spyOn(pg.Client.prototype, 'query');
  try {
    const counts: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      send.mockClear();
      await project.owner.query(query, used);
      counts.push(send.mock.calls.length);
    }
    return Math.min(...counts);
  } finally {
    send.mockRestore();
  }
}

const inProject = (what: string) => `query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { ${what} } }`;

it.each([
  [
    'a board with everything on it',
    inProject(`runs(first: 100) { totalCount edges { cursor node {
      id number name status params tags project { name } parent { id } dataset { id } split { id } launch { status } fusion { method } members { id }
      metricKeys metrics { key last best } curves(keys: ["loss"], pixels: 48) { values } evaluation(part: TEST) { metrics { name value } } artifacts { path } } } }`),
  ],
  [
    'a board of chosen columns',
    inProject(
      'runs(first: 100) { nodes { number cells(columns: ["params.units", "metrics.loss", "test.accuracy", "dataset", "tags.seed"]) } }',
    ),
  ],
  ['the children of runs', inProject('runs(first: 100) { nodes { number parent { number } children(first: 5) { nodes { number } } } }')],
  [
    'groups with all that they sum up',
    inProject(
      'runGroups(by: [{ column: "params.units" }], measures: ["metrics.loss"], first: 100) { totalCount nodes { key statuses { status count } measures { mean } bands(keys: ["loss"]) { mean } } }',
    ),
  ],
  ['columns to choose from', inProject('columns { nodes { name count examples } }')],
  ['values to choose from', inProject('columnValues(column: "params.units") { nodes { value count } }')],
  ['saved views', inProject('views { name createdBy state { query } }')],
  ['the trash', inProject('trash(first: 100) { nodes { number } }')],
  [
    'fusions with their members',
    inProject('runs(first: 100) { nodes { fusion { method members { weight run { name } } gainOver { name } } members { name } } }'),
  ],
  ['corrections of params', inProject('runs(first: 100) { nodes { corrections { path from to by at } } }')],
  ['folders of artifacts', inProject('runs(first: 100) { nodes { artifactFolder { folders { name } files { path sizeBytes url } } } }')],
  ['curves of many runs', 'query ($runs: [ID!]!) { curves(runs: $runs, keys: ["loss"], pixels: 48) { run values } }'],
  ['curves over epochs', 'query ($runs: [ID!]!) { curves(runs: $runs, keys: ["loss"], x: EPOCH) { xs } }'],
  ['curves over time', 'query ($runs: [ID!]!) { curves(runs: $runs, keys: ["loss"], x: RELATIVE, from: 0) { xs } }'],
  ['bands of many groups', 'query ($groups: [CurveGroupInput!]!) { curveBands(groups: $groups, keys: ["loss"]) { group mean } }'],
])('%s', async (_what, query) => {
  const [few, many] = [await statementsOf(small, query), await statementsOf(large, query)];
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThanOrEqual(few + 1);
});

it('no connection waits for a statement, a lock or the rest of a transaction for ever', async () => {
  const database = openDatabase({ url: world.databaseUrl, onLost: () => {} });
  const settings = await database.sql.rows<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`,
  );
  await database.close();
  expect(settings).toHaveLength(3);
  for (const { name, setting } of settings) expect([name, Number(setting) > 0 && Number(setting) <= 60_000]).toEqual([name, true]);
});
