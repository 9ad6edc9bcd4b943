import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type Project, type World } from '../../../../../support/world.ts';

let world: World;
let project: Project;
const RUNS = [
  { params: { lr: 0.1, model: { units: 32, cell: 'gru' } }, tags: ['baseline', 'seed=1'], points: { loss: 0.5, 'val/acc': 0.9 } },
  { params: { lr: 0.01, model: { units: 64, cell: 'lstm' } }, tags: ['baseline', 'seed=2'], points: { loss: 0.4 } },
  { params: { lr: 'auto', note: 'x' }, tags: [], points: { loss: 'NaN' } },
];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  for (const { points, ...given } of RUNS) {
    const { startRun } = await project.owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, ...given },
    });
    await project.owner.query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
      run: startRun.id,
      points: Object.entries(points).map(([key, value]) => ({ key, step: 0, value })),
    });
  }
  await wait(700);
});
afterAll(() => world.close());

const address = () => ({ team: project.team.slug, slug: project.slug });
const COLUMNS = `query ($team: String!, $slug: String!, $search: String, $kinds: [BoardColumnKind!], $filter: RunFilter, $first: Int) { project(team: $team, slug: $slug) {
  columns(search: $search, kinds: $kinds, filter: $filter, first: $first) { runs isComplete hasMore nodes { name label kind count isNumber min max examples } } } }`;
const VALUES = `query ($team: String!, $slug: String!, $column: String!, $search: String, $filter: RunFilter, $first: Int) { project(team: $team, slug: $slug) {
  columnValues(column: $column, search: $search, filter: $filter, first: $first) { hasMore nodes { value label count } } } }`;
const columns = async (variables: object) => (await project.owner.query(COLUMNS, { ...address(), ...variables })).project.columns;
const values = async (variables: object) => (await project.owner.query(VALUES, { ...address(), ...variables })).project.columnValues;

describe('the columns of a board', () => {
  it('are what its runs have, with counts and what is in them', async () => {
    const found = await columns({ kinds: ['PARAM', 'METRIC', 'TAG', 'EVALUATION'] });
    expect(found).toMatchObject({ runs: 3, isComplete: true, hasMore: false });
    expect(found.nodes).toEqual([
      { name: 'metrics.loss', label: 'loss', kind: 'METRIC', count: 3, isNumber: true, min: 0.4, max: 0.5, examples: [] },
      { name: 'params.lr', label: 'lr', kind: 'PARAM', count: 3, isNumber: false, min: 0.01, max: 0.1, examples: ['auto'] },
      {
        name: 'params.model.cell',
        label: 'model.cell',
        kind: 'PARAM',
        count: 2,
        isNumber: false,
        min: null,
        max: null,
        examples: ['gru', 'lstm'],
      },
      { name: 'params.model.units', label: 'model.units', kind: 'PARAM', count: 2, isNumber: true, min: 32, max: 64, examples: [] },
      { name: 'tags.seed', label: 'seed', kind: 'TAG', count: 2, isNumber: false, min: null, max: null, examples: ['1', '2'] },
      { name: 'metrics.val/acc', label: 'val/acc', kind: 'METRIC', count: 1, isNumber: true, min: 0.9, max: 0.9, examples: [] },
      { name: 'params.note', label: 'note', kind: 'PARAM', count: 1, isNumber: false, min: null, max: null, examples: ['x'] },
    ]);
  });

  it.each([
    [{ search: 'UNITS' }, ['params.model.units']],
    [{ search: 'model.' }, ['params.model.cell', 'params.model.units']],
    [{ search: 'params.lr' }, ['params.lr']],
    [{ search: 'see' }, ['seed', 'tags.seed']],
    [{ search: 'metrics.va' }, ['metrics.val/acc']],
    [{ kinds: ['METRIC'], filter: { query: 'number = 2' } }, ['metrics.loss']],
    [{ kinds: ['EVALUATION'] }, []],
    [{ search: '%' }, []],
  ])('are found by %j', async (variables, expected) => {
    expect((await columns(variables)).nodes.map(({ name }: { name: string }) => name).sort()).toEqual(expected);
  });

  it('come so many at a time', async () => {
    expect(await columns({ kinds: ['PARAM'], first: 2 })).toMatchObject({
      hasMore: true,
      nodes: [{ name: 'params.lr' }, { name: 'params.model.cell' }],
    });
  });
});

describe('the values of a column', () => {
  it.each([
    [
      { column: 'params.model.units' },
      [
        [32, 1],
        [64, 1],
      ],
    ],
    [
      { column: 'params.lr' },
      [
        ['auto', 1],
        [0.01, 1],
        [0.1, 1],
      ],
    ],
    [
      { column: 'tags' },
      [
        ['baseline', 2],
        ['seed=1', 1],
        ['seed=2', 1],
      ],
    ],
    [
      { column: 'tags', search: 'SEED' },
      [
        ['seed=1', 1],
        ['seed=2', 1],
      ],
    ],
    [
      { column: 'tags.seed' },
      [
        ['1', 1],
        ['2', 1],
      ],
    ],
    [{ column: 'status' }, [['RUNNING', 3]]],
    [{ column: 'params.model.cell', filter: { query: 'params.lr = 0.1' } }, [['gru', 1]]],
    [
      { column: 'metrics.loss' },
      [
        ['NaN', 1],
        [0.4, 1],
        [0.5, 1],
      ],
    ],
    [{ column: 'dataset' }, []],
  ])('%j', async (variables, expected) => {
    const { nodes } = await values(variables);
    expect(nodes.map(({ value, count }: { value: unknown; count: number }) => [value, count])).toEqual(expected);
  });

  it('come so many at a time', async () => {
    expect(await values({ column: 'tags', first: 1 })).toEqual({
      hasMore: true,
      nodes: [{ value: 'baseline', label: 'baseline', count: 2 }],
    });
    expect((await project.owner.refused(VALUES, { ...address(), column: 'tags', first: -1 })).code).toBe('INVALID_INPUT');
  });

  it('are none of an outsider’s', async () => {
    const outsider = await world.person();
    expect((await outsider.refused(VALUES, { ...address(), column: 'author' })).code).toBe('NOT_FOUND');
    expect((await outsider.refused(COLUMNS, address())).code).toBe('NOT_FOUND');
  });
});
