import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type Team, type World } from '../../../../support/world.ts';

let world: World;
let team: Team;
beforeAll(async () => {
  world = await openWorld();
  team = await world.team();
});
afterAll(() => world.close());

const create = `mutation ($team: ID!, $name: String!, $slug: String, $idempotencyKey: String) {
  createProject(team: $team, name: $name, slug: $slug, idempotencyKey: $idempotencyKey) { id slug primaryMetric primaryDirection } }`;

test('a project has a slug from its name, and a primary metric', async () => {
  const { createProject } = await team.owner.query(create, { team: team.id, name: 'Folk tunes' });
  expect(createProject).toMatchObject({ slug: 'folk-tunes', primaryMetric: 'accuracy', primaryDirection: 'MAXIMIZE' });
  const found = await team.owner.query('query ($team: String!) { project(team: $team, slug: "folk-tunes") { id team { id } } }', {
    team: team.slug,
  });
  expect(found.project).toEqual({ id: createProject.id, team: { id: team.id } });
});

test('the same key makes a project once, however often and however close together it is sent', async () => {
  const variables = { team: team.id, name: 'Once', idempotencyKey: 'key 1' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => team.owner.query(create, variables)));
  expect(new Set(answers.map(({ createProject }) => createProject.id)).size).toBe(1);
  expect(await team.owner.refused(create, { ...variables, name: 'Twice' })).toMatchObject({ code: 'CONFLICT' });
  expect(await team.owner.refused(create, { ...variables, idempotencyKey: '' })).toMatchObject({ code: 'INVALID_INPUT' });
});

test('a request that failed has not used up its key', async () => {
  const variables = { team: team.id, name: 'Taken', slug: 'taken', idempotencyKey: 'key 2' };
  await team.owner.query(create, { ...variables, idempotencyKey: 'key 3' });
  expect(await team.owner.refused(create, variables)).toMatchObject({ code: 'CONFLICT' });
  expect(await team.owner.refused(create, variables)).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('slug') });
});

test('many requests with keys at once do not starve each other', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      team.owner.send(create, { team: team.id, name: `Crowd ${index}`, slug: `crowd-${index}`, idempotencyKey: `crowd ${index}` }),
    ),
  );
  expect(answers.filter(({ errors }) => errors)).toEqual([]);
});

test('what was changed of a project, and nothing else, stands in the audit', async () => {
  const project = await world.team().project({ name: 'Told' });
  const update =
    'mutation ($id: ID!, $name: String, $metric: String) { updateProject(id: $id, name: $name, primaryMetric: $metric) { name } }';
  await project.owner.query(update, { id: project.id, name: 'Told' });
  await project.owner.query(update, { id: project.id, name: 'Told', metric: 'macro_f1' });
  const { team: told } = await project.owner.query(
    'query ($slug: String!) { team(slug: $slug) { audit(action: "project.update") { nodes { subject detail } } } }',
    { slug: project.team.slug },
  );
  expect(told.audit.nodes).toEqual([{ subject: project.id, detail: { changed: ['primaryMetric'] } }]);
});

test('what is given of a project is changed and the rest stays', async () => {
  const project = await world.team().project({ name: 'Before' });
  const update =
    'mutation ($id: ID!, $description: String, $primaryDirection: Direction) { updateProject(id: $id, description: $description, primaryDirection: $primaryDirection) { name description primaryDirection } }';
  expect(
    (await project.owner.query(update, { id: project.id, description: 'About it', primaryDirection: 'MINIMIZE' })).updateProject,
  ).toEqual({
    name: 'Before',
    description: 'About it',
    primaryDirection: 'MINIMIZE',
  });
});

test('a list is paged through to its end, each project once', async () => {
  const own = await world.team();
  for (let index = 0; index < 5; index++) await own.owner.query(create, { team: own.id, name: `Project ${index}` });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: any = (
      await own.owner.query(
        'query ($slug: String!, $after: String) { team(slug: $slug) { projects(first: 2, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }',
        { slug: own.slug, after },
      )
    ).team.projects;
    expect(page.totalCount).toBe(5);
    seen.push(...page.nodes.map(({ name }: { name: string }) => name));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(['Project 4', 'Project 3', 'Project 2', 'Project 1', 'Project 0']);
});

test('projects and datasets are found by a part of their name, taken as it stands', async () => {
  const project = await world.team().project({ name: '100% tunes' });
  await project.owner.query('mutation ($team: ID!) { createProject(team: $team, name: "1000 tunes") { id } }', { team: project.team.id });
  await project.owner.query('mutation ($project: ID!) { createDataset(input: { project: $project, name: "Airs_1" }) { id } }', {
    project: project.id,
  });
  const find = async (projects: string, datasets: string) => {
    const { team } = await project.owner.query(
      `query ($slug: String!, $projects: String, $datasets: String) { team(slug: $slug) {
        projects(first: 10, search: $projects) { totalCount nodes { name datasets(first: 10, search: $datasets) { nodes { name } } } } } }`,
      { slug: project.team.slug, projects, datasets },
    );
    return { names: team.projects.nodes.map((node: { name: string }) => node.name), team };
  };
  expect((await find('TUNES', '')).names).toEqual(['1000 tunes', '100% tunes']);
  const { names, team } = await find('100%', 'airs_');
  expect(names).toEqual(['100% tunes']);
  expect(team.projects).toMatchObject({ totalCount: 1, nodes: [{ datasets: { nodes: [{ name: 'Airs_1' }] } }] });
  expect((await find('100%', 'airs%')).team.projects.nodes[0].datasets.nodes).toEqual([]);
  const refused = await project.owner.refused(
    'query ($slug: String!, $text: String!) { team(slug: $slug) { projects(search: $text) { totalCount } } }',
    {
      slug: project.team.slug,
      text: 'x'.repeat(101),
    },
  );
  expect(refused).toMatchObject({ code: 'INVALID_INPUT' });
});
