import { setTimeout as wait } from 'node:timers/promises';
import { studentInterval } from '@atelier/metrics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../../support/api-client.ts';
import { openWorld, type Project, type World } from '../../../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;

// Two settings of three seeds each, one of a single run, and one whose only value is not finite.
const RUNS = [
  ...[0.5, 0.6, 0.7].map((loss, seed) => ({ params: { lr: 0.1, model: { units: 32, seed } }, tags: ['small', `seed=${seed}`], loss })),
  ...[0.3, 0.3, 0.45].map((loss, seed) => ({ params: { lr: 0.01, model: { units: 64, seed } }, tags: ['large'], loss })),
  { params: { lr: 1, model: { units: 64, seed: 0 } }, tags: ['large'], loss: Infinity },
  { params: {}, tags: [], loss: 0.9 },
];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
  for (const { loss, ...given } of RUNS) {
    const { startRun } = await api.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, ...given },
    });
    await api.query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
      run: startRun.id,
      points: [{ key: 'loss', step: 1, value: Number.isFinite(loss) ? loss : String(loss) }],
    });
  }
  await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', {
    run: (
      await api.query(`query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { run(number: 1) { id } } }`, address())
    ).project.run.id,
  });
  await wait(700);
});
afterAll(() => world.close());

const address = () => ({ team: project.team.slug, slug: project.slug });

const GROUPS = `query ($team: String!, $slug: String!, $by: [GroupByInput!]!, $filter: RunFilter, $measures: [String!], $orderBy: RunGroupOrder, $first: Int, $after: String, $last: Int, $before: String) {
  project(team: $team, slug: $slug) { runGroups(by: $by, filter: $filter, measures: $measures, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { key label count statuses { status count } measures { column count mean low high deviation min max } } } } }`;

async function groups(variables: object) {
  return (await api.query(GROUPS, { ...address(), ...variables })).project.runGroups;
}

const numbersIn = async (filter: object) =>
  (
    await api.query(
      'query ($team: String!, $slug: String!, $filter: RunFilter) { project(team: $team, slug: $slug) { runs(filter: $filter) { nodes { number } } } }',
      {
        ...address(),
        filter,
      },
    )
  ).project.runs.nodes
    .map(({ number }: { number: number }) => number)
    .sort();

describe('groups of a board', () => {
  it('put together what differs in the seed alone, with the mean of a metric and its t-interval', async () => {
    const { nodes, totalCount } = await groups({ by: [{ column: 'params', except: ['model.seed'] }], measures: ['metrics.loss'] });
    expect(totalCount).toBe(4);
    expect(nodes.map(({ count }: { count: number }) => count)).toEqual([3, 3, 1, 1]);
    const small = nodes.find(({ key }: { key: [{ lr?: number }] }) => key[0].lr === 0.1);
    expect(small.key).toEqual([{ lr: 0.1, model: { units: 32 } }]);
    expect(small.label).toBe('params but model.seed = {"lr":0.1,"model":{"units":32}}');
    expect(small.statuses).toEqual([
      { status: 'RUNNING', count: 2 },
      { status: 'FINISHED', count: 1 },
    ]);
    const expected = studentInterval([0.5, 0.6, 0.7]);
    const [measure] = small.measures;
    expect(measure).toMatchObject({ column: 'metrics.loss', count: 3, min: 0.5, max: 0.7 });
    expect(measure.mean).toBeCloseTo(expected.estimate, 12);
    expect(measure.low).toBeCloseTo(expected.low, 12);
    expect(measure.high).toBeCloseTo(expected.high, 12);
    const diverged = nodes.find(({ key }: { key: [{ lr?: number }] }) => key[0].lr === 1);
    expect(diverged).toMatchObject({
      count: 1,
      measures: [{ count: 0, mean: null, low: null, high: null, deviation: null, min: null, max: null }],
    });
    const single = nodes.find(({ key }: { key: [{ lr?: number }] }) => key[0].lr === undefined);
    expect(single.measures).toEqual([
      { column: 'metrics.loss', count: 1, mean: 0.9, low: null, high: null, deviation: null, min: 0.9, max: 0.9 },
    ]);
  });

  it.each([
    [
      [{ column: 'params.model.units' }],
      [
        [64, 4],
        [32, 3],
        [null, 1],
      ],
    ],
    [
      [{ column: 'tags' }],
      [
        [['large'], 4],
        [[], 1],
        [['seed=0', 'small'], 1],
        [['seed=1', 'small'], 1],
        [['seed=2', 'small'], 1],
      ],
    ],
    [
      [{ column: 'tags.seed' }],
      [
        [null, 5],
        ['0', 1],
        ['1', 1],
        ['2', 1],
      ],
    ],
    [
      [{ column: 'status' }],
      [
        ['RUNNING', 7],
        ['FINISHED', 1],
      ],
    ],
    [[{ column: 'author' }], [['Ada Owner', 8]]],
    [[{ column: 'split' }], [[null, 8]]],
    [[{ column: 'dataset' }], [[null, 8]]],
    [
      [{ column: 'metrics.loss' }],
      [
        [0.3, 2],
        ['Infinity', 1],
        [0.45, 1],
        [0.5, 1],
        [0.6, 1],
        [0.7, 1],
        [0.9, 1],
      ],
    ],
  ])('by %j', async (by, expected) => {
    const { nodes } = await groups({ by });
    const pair = (node: { key: unknown[]; count: number }) => [...node.key, node.count];
    if (by[0]!.column === 'author') expect(nodes.map(({ count }: { count: number }) => count)).toEqual([8]);
    else expect(nodes.map(pair).sort(compare)).toEqual([...expected].sort(compare));
  });

  it('are found again by their key, every run in exactly one', async () => {
    for (const by of [
      [{ column: 'params', except: ['model.seed'] }],
      [{ column: 'tags' }, { column: 'params.lr' }],
      [{ column: 'metrics.loss' }],
    ]) {
      const { nodes } = await groups({ by });
      const found: number[] = [];
      for (const { key, count } of nodes) {
        const numbers = await numbersIn({ group: { by, key } });
        expect(numbers).toHaveLength(count);
        found.push(...numbers);
      }
      expect(found.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it.each([
    { by: 'COUNT', direction: 'DESC' },
    { by: 'KEY', direction: 'ASC' },
    { by: 'KEY', direction: 'DESC' },
    { by: 'MEASURE', measure: 'metrics.loss', direction: 'ASC' },
    { by: 'MEASURE', measure: 'metrics.loss', direction: 'DESC' },
  ])('come in pages both ways in order of $by $direction without a gap', async (orderBy) => {
    const variables = { by: [{ column: 'params.model.seed' }, { column: 'params.lr' }], measures: ['metrics.loss'], orderBy };
    const keysOf = (page: { nodes: { key: unknown[] }[] }) => page.nodes.map(({ key }) => JSON.stringify(key));
    const all = keysOf(await groups(variables));
    expect(all).toHaveLength(8);
    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: any = await groups({ ...variables, first: 3, after });
      expect(page.totalCount).toBe(8);
      forwards.push(...keysOf(page));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(forwards).toEqual(all);
    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page: any = await groups({ ...variables, last: 3, before });
      backwards.unshift(...keysOf(page));
      ({ startCursor: before, hasPreviousPage: more } = page.pageInfo);
    }
    expect(backwards).toEqual(all);
  });

  it('come in order of a mean, those without one last either way', async () => {
    const by = [{ column: 'params.lr' }];
    const lrs = async (direction: string) =>
      (await groups({ by, measures: ['metrics.loss'], orderBy: { by: 'MEASURE', measure: 'metrics.loss', direction } })).nodes.map(
        ({ key }: { key: unknown[] }) => key[0],
      );
    expect(await lrs('ASC')).toEqual([0.01, 0.1, null, 1]);
    expect(await lrs('DESC')).toEqual([null, 0.1, 0.01, 1]);
  });

  it('sum up params that are numbers, of the runs that pass the filter', async () => {
    const { nodes } = await groups({
      by: [{ column: 'params.lr' }],
      filter: { query: 'params.lr < 1' },
      measures: ['params.model.units', 'number'],
    });
    expect(nodes).toHaveLength(2);
    expect(nodes.map(({ measures }: any) => measures.map(({ mean }: any) => mean)).sort()).toEqual([
      [32, 2],
      [64, 5],
    ]);
  });

  it.each([
    [{ by: [] }, 'Runs are grouped by 1 to 10 columns, got 0'],
    [{ by: [{ column: 'colour' }] }, '"colour": "colour" is no field'],
    [{ by: [{ column: 'status', except: ['seed'] }] }, 'Only of params some can be left out, not of status'],
    [{ by: [{ column: 'params.lr' }], measures: ['name'] }, 'name is no number and has no mean'],
    [
      { by: [{ column: 'params.lr' }], orderBy: { by: 'MEASURE', measure: 'metrics.acc' } },
      'An order by MEASURE requires one of the measures',
    ],
    [{ by: [{ column: 'params.lr' }], after: 'bm8' }, 'after requires a cursor'],
    [{ by: [{ column: 'params.lr' }], after: madeUp('1', ['\0']) }, 'after requires a cursor'],
    [{ by: [{ column: 'params.lr' }], after: madeUp('one', []) }, 'after requires a cursor'],
    [
      { by: [{ column: 'params.lr' }], filter: { group: { by: [{ column: 'params.lr' }], key: [] } } },
      'The key of a group has a value for each of by, which are 1, got 0',
    ],
  ])('refuse %j', async (variables, message) => {
    const refused = await api.refused(GROUPS, { ...address(), ...variables });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.message).toContain(message);
  });

  it.each(['', '0x1', '1e999', '-1e-999', 'Infinity'])('go on after any number that somebody has made up, such as %j', async (sort) => {
    const { nodes } = await groups({ by: [{ column: 'params.lr' }], after: madeUp(sort, [0]) });
    expect(Array.isArray(nodes)).toBe(true);
  });

  it('are none of an outsider’s', async () => {
    const outsider = await world.person();
    expect((await outsider.refused(GROUPS, { ...address(), by: [{ column: 'status' }] })).code).toBe('NOT_FOUND');
  });
});

// What a cursor of groups by params.lr, largest first, says inside.
function madeUp(sort: string, key: unknown[]): string {
  return Buffer.from(JSON.stringify([JSON.stringify([['params.lr'], 'count', 'DESC']), sort, key])).toString('base64url');
}

function compare(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

describe('groups by numbers of any size', () => {
  it('are found again by the key that they have, whatever digits it takes', async () => {
    const numbers = [5e-324, Number.MAX_VALUE, 0.1 + 0.2, 1 / 3, 2 ** 53 + 2, 1e21, 123456789012345680000, -1e-7, 0, 1];
    const odd = await world.team().project();
    for (const x of numbers)
      await odd.owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
        input: { project: odd.id, params: { x } },
      });
    // More digits than a double has: read as the double next to it, like everywhere.
    await odd.owner.query(
      'mutation ($project: ID!) { startRun(input: { project: $project, params: { x: 0.12345678901234567890123 } }) { id } }',
      {
        project: odd.id,
      },
    );
    const at = { team: odd.team.slug, slug: odd.slug };
    const by = [{ column: 'params.x' }];
    const { nodes } = (await odd.owner.query(GROUPS, { ...at, by })).project.runGroups;
    expect(nodes).toHaveLength(numbers.length + 1);
    expect(new Set(nodes.map(({ key }: { key: [number] }) => key[0]))).toEqual(new Set([...numbers, 0.12345678901234568]));
    for (const { key } of nodes) {
      const { runs } = (
        await odd.owner.query(
          'query ($team: String!, $slug: String!, $filter: RunFilter) { project(team: $team, slug: $slug) { runs(filter: $filter) { nodes { params } } } }',
          { ...at, filter: { group: { by, key } } },
        )
      ).project;
      expect(runs.nodes).toEqual([{ params: { x: key[0] } }]);
    }
    expect(nodes.map(({ statuses }: { statuses: { count: number }[] }) => statuses[0]?.count)).toEqual(nodes.map(() => 1));
  });
});
