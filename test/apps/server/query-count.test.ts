// A list costs the same number of statements however long it is.
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openWorld, type Team, type World } from '../../support/world.ts';

let world: World;
let small: Team;
let large: Team;
beforeAll(async () => {
  world = await openWorld();
  small = await world.team();
  large = await world.team();
  await fill(small, 1);
  await fill(large, 6);
}, 60_000);
afterAll(() => world.close());

async function fill(team: Team, things: number): Promise<void> {
  for (let index = 0; index < things; index++) {
    const { createProject } = await team.owner.query(
      'mutation ($team: ID!, $name: String!) { createProject(team: $team, name: $name) { id } }',
      { team: team.id, name: `P${index}` },
    );
    for (let number = 0; number < things; number++) {
      await team.owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
        input: { project: createProject.id, name: `D${number}` },
      });
    }
    await team.owner.query('mutation ($team: ID!) { inviteMember(team: $team) { url } }', { team: team.id });
    await team.key();
    await team.member('MEMBER');
  }
}

async function statementsOf(team: Team, query: string): Promise<number> {
  const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } };
  // Once before, so that what is loaded only once is loaded.
  await team.owner.query(query, { slug: team.slug });
  const spy = vi.spyOn(prototype, 'query');
  try {
    // Work in the background asks now and then too, hence the smallest of several.
    const counts: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      spy.mockClear();
      await team.owner.query(query, { slug: team.slug });
      counts.push(spy.mock.calls.length);
    }
    return Math.min(...counts);
  } finally {
    spy.mockRestore();
  }
}

test.each([
  ['the members of a team', 'query ($slug: String!) { team(slug: $slug) { members { role user { name email } } } }'],
  [
    'its projects with how much they hold',
    'query ($slug: String!) { team(slug: $slug) { projects(first: 10) { nodes { name counts { runs fusions datasets queued } } } } }',
  ],
  [
    'its invitations and keys',
    'query ($slug: String!) { team(slug: $slug) { invitations { role createdBy { name } } apiKeys { name prefix } } }',
  ],
  [
    'its projects with their datasets',
    'query ($slug: String!) { team(slug: $slug) { projects { totalCount nodes { name team { name } datasets { totalCount nodes { name project { slug } latest { number dataset { name } files { name } } } } } } } }',
  ],
  [
    'its datasets with all their versions',
    'query ($slug: String!) { team(slug: $slug) { projects { nodes { datasets { nodes { versions { totalCount nodes { number dataset { name } files { name } } } } } } } } }',
  ],
  [
    'its projects with their splits and recipes',
    'query ($slug: String!) { team(slug: $slug) { projects { nodes { splits { nodes { name version { number } } } recipes { nodes { name } } } } } }',
  ],
  ["the viewer's teams with their projects", '{ viewer { teams { name projects { nodes { name } } } } }'],
])('%s', async (_what, query) => {
  const few = await statementsOf(small, query);
  expect(few).toBeGreaterThan(0);
  expect(await statementsOf(large, query)).toBe(few);
});
