import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function post(body: unknown, headers: Record<string, string> = {}) {
  const started = performance.now();
  const response = await world.owner.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - started };
}

const nested = (depth: number) => `{ viewer { teams { ${'projects { nodes { team { '.repeat(depth)} id ${'} } }'.repeat(depth)} } } }`;
const doubling = `query { viewer { ...F0 } } ${Array.from({ length: 18 }, (_, index) => `fragment F${index} on Viewer { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F18 on Viewer { user { id } }`;

test.each<[string, string, RegExp]>([
  ['is nested too deep', nested(6), /levels of nesting/],
  ['is nested 5,000 levels deep', nested(1_700), /tokens|characters/],
  ['doubles its fragments', doubling, /selections/],
  [
    'has a fragment that contains itself',
    'query { viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    /contains itself/,
  ],
  [
    'has a fragment named like the schema',
    'query __schema { viewer { ...__schema } } fragment __schema on Viewer { ...__schema }',
    /contains itself/,
  ],
  ['has 101 aliases', `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`, /aliases/],
  ['has 100 directives', `{ viewer ${'@include(if: true) '.repeat(100)} { user { id } } }`, /directives/],
  ['has 100,000 tokens', `{ ${'viewer { user { id } } '.repeat(15_000)} }`, /characters/],
  [
    'signs in a hundred times',
    `mutation { ${Array.from({ length: 100 }, (_, index) => `a${index}: signIn(email: "a@b.cd", password: "x") { user { id } }`).join(' ')} }`,
    /aliases/,
  ],
])('a query that %s is refused before it is executed', async (_what, query, says) => {
  const { status, text, ms } = await post({ query });
  expect(status).toBe(400);
  expect(JSON.parse(text).errors).toHaveLength(1);
  expect(JSON.parse(text).errors[0]).toMatchObject({ message: expect.stringMatching(says), extensions: { code: 'INVALID_INPUT' } });
  expect(ms).toBeLessThan(1_000);
});

test('what a client needs to know the schema passes', async () => {
  const { status, text } = await post({ query: getIntrospectionQuery() });
  expect([status, JSON.parse(text).errors]).toEqual([200, undefined]);
});

test('several requests in one are not taken', async () => {
  expect((await post([{ query: '{ viewer { user { id } } }' }, { query: '{ viewer { user { id } } }' }])).status).toBe(400);
});

test.each([
  ['a form', 'application/x-www-form-urlencoded', 'query={viewer{user{id}}}'],
  ['plain text', 'text/plain', '{"query":"{viewer{user{id}}}"}'],
  ['multipart', 'multipart/form-data; boundary=x', '--x--'],
  ['broken JSON', 'application/json', '{"query": '],
  ['no JSON at all', 'application/json', ''],
  ['a poisoned prototype', 'application/json', '{"query":"{__typename}","__proto__":{"polluted":true}}'],
])('a body that is %s has no effect', async (_what, type, body) => {
  const { status, text } = await post(body, { 'content-type': type });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toContain('"data":{');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('queries by GET are not taken', async () => {
  const response = await world.owner.fetch(`/graphql?query=${encodeURIComponent('{viewer{user{id}}}')}`);
  expect(response.status).toBe(404);
});

test('texts that PostgreSQL cannot hold are refused by name', async () => {
  const team = await world.team({ owner: world.owner });
  const create = 'mutation ($team: ID!, $name: String!) { createProject(team: $team, name: $name) { id } }';
  for (const name of ['nul \u0000 byte', 'half a pair \ud800'])
    expect(await world.owner.refused(create, { team: team.id, name })).toMatchObject({ code: 'INVALID_INPUT' });
  for (const name of ['nul \\u0000 byte', 'nul \\u{0} byte', 'half a pair \\ud800'])
    expect((await world.owner.refused(`mutation { createProject(team: "${team.id}", name: "${name}") { id } }`)).code).toMatch(
      /^(INVALID_INPUT|GRAPHQL_PARSE_FAILED)$/,
    );
  expect((await world.owner.refused('query ($slug: String = "\\u0000") { team(slug: $slug) { id } }')).code).toBe('INVALID_INPUT');
  for (const name of ['Robert\'); DROP TABLE "Team";--', '<img src=x onerror=alert(1)>', 'ＡＢＣ ﷽ 👩‍👩‍👧', '\u202eesrever']) {
    const { createProject } = await world.owner.query(
      'mutation ($team: ID!, $name: String!) { createProject(team: $team, name: $name) { name } }',
      { team: team.id, name },
    );
    expect(createProject.name).toBe(name);
  }
});

test('pages of impossible size and cursors that nobody gave out are refused', async () => {
  const team = await world.team({ owner: world.owner });
  const list = (page: string) => `{ team(slug: "${team.slug}") { projects(${page}) { nodes { id } } } }`;
  for (const page of ['first: -1', 'after: "nonsense"', `after: "${Buffer.from('GPC:S:1; DROP').toString('base64')}"`])
    expect([page, await world.owner.refused(list(page))]).toEqual([page, expect.objectContaining({ code: 'INVALID_INPUT' })]);
  expect((await world.owner.query(list('first: 500'))).team.projects.nodes).toEqual([]);
});

test('ids of the wrong type, of nothing and of nonsense are all the same: not found', async () => {
  const ids = [
    'nonsense',
    '',
    Buffer.from('Project:1').toString('base64'),
    Buffer.from('constructor:00000000-0000-7000-8000-000000000000').toString('base64'),
    Buffer.from('Dataset:00000000-0000-7000-8000-000000000000').toString('base64'),
  ];
  for (const id of ids)
    expect([id, (await world.owner.refused('query ($id: ID!) { dataset(id: $id) { id } }', { id })).code]).toEqual([id, 'NOT_FOUND']);
});
