import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Column, columnName } from '../../../../../../apps/server/src/slices/runs/board/columns/column.ts';
import { givenColumn } from '../../../../../../apps/server/src/slices/runs/board/columns/given.ts';
import { openWorld, type Project, type World } from '../../../../../support/world.ts';

describe('the name of a column', () => {
  it.each([
    ['params.training.epochs', { on: 'param', path: ['training', 'epochs'] }],
    ['params.layers.0.units', { on: 'param', path: ['layers', '0', 'units'] }],
    ['params', { on: 'params' }],
    ['metrics.loss', { on: 'metric', key: 'loss', field: 'LAST' }],
    ['metrics.val.loss.min', { on: 'metric', key: 'val.loss', field: 'MIN' }],
    ['metrics."a.min"', { on: 'metric', key: 'a.min', field: 'LAST' }],
    ['test.accuracy', { on: 'evaluation', part: 'test', name: 'accuracy' }],
    ['tags', { on: 'tags' }],
    ['tags.seed', { on: 'tag', name: 'seed' }],
    ['dataset', { on: 'attribute', attribute: 'dataset' }],
  ] as const)('%s is read and written', (name, column) => {
    expect(givenColumn(name, 'column')).toEqual(column);
    expect(columnName(column as Column)).toBe(name);
  });

  it('is read back as the same column, whatever characters it has', () => {
    const word = fc.string({ minLength: 1, maxLength: 8 });
    const column: fc.Arbitrary<Column> = fc.oneof(
      fc.record({ on: fc.constant('param' as const), path: fc.array(word, { minLength: 1, maxLength: 3 }) }),
      fc.record({
        on: fc.constant('metric' as const),
        key: fc.oneof(word, fc.constantFrom('a.min', 'min', 'x.BEST', 'a..b')),
        field: fc.constantFrom('LAST' as const, 'MIN' as const, 'BEST' as const),
      }),
      fc.record({ on: fc.constant('tag' as const), name: word }),
    );
    fc.assert(
      fc.property(column, (each) => {
        expect(givenColumn(columnName(each), 'column')).toEqual(each);
      }),
    );
  });

  it.each([
    ['colour', 0],
    ['params.', 7],
    ['metrics', 0],
    ['params.lr > 3', 10],
    ['', 0],
    ['params."lr', 7],
  ])('%j is refused with the place of the mistake', (name, position) => {
    expect(() => givenColumn(name, 'columns.0')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', detail: { fields: ['columns.0'], position } }),
    );
  });
});

describe('cells', () => {
  let world: World;
  let project: Project;
  beforeAll(async () => {
    world = await openWorld();
    project = await world.team().project();
    const { startRun } = await project.owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, name: 'one', params: { lr: 1e-3, model: { units: 64, layers: [1, 2] } }, tags: ['b', 'a', 'seed=7'] },
    });
    const points = [
      { key: 'loss', step: 0, value: 0.1 },
      { key: 'loss', step: 1, value: 'NaN' },
      { key: 'odd', step: 0, value: '-0' },
      { key: 'huge', step: 0, value: 'Infinity' },
    ];
    await project.owner.query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
      run: startRun.id,
      points,
    });
    await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project, name: "two" }) { id } }', {
      project: project.id,
    });
    await wait(700);
  });
  afterAll(() => world.close());

  const CELLS = `query ($team: String!, $slug: String!, $columns: [String!]!) { project(team: $team, slug: $slug) {
    runs(orderBy: { by: NUMBER, direction: ASC }) { nodes { cells(columns: $columns) } } } }`;

  it('are there for as many columns as can be asked for', async () => {
    const columns = ['params.lr', ...Array.from({ length: 998 }, (_, index) => `params.extra.p${index}`), 'name'];
    const answer = await project.owner.query(CELLS, { team: project.team.slug, slug: project.slug, columns });
    const [cells] = answer.project.runs.nodes.map((run: { cells: unknown[] }) => run.cells);
    expect([cells.length, cells[0], cells[500], cells[999]]).toEqual([1_000, 1e-3, null, 'one']);
  });

  it('are what a run has in the columns asked for, exactly and in their order', async () => {
    const columns = [
      'params.lr',
      'metrics.loss',
      'metrics.loss.min',
      'metrics.odd',
      'metrics.huge',
      'params.model',
      'tags',
      'tags.seed',
      'name',
      'status',
      'dataset',
      'test.accuracy',
      'params.none',
      'number',
    ];
    const answer = await project.owner.query(CELLS, { team: project.team.slug, slug: project.slug, columns });
    expect(answer.project.runs.nodes.map(({ cells }: { cells: unknown[] }) => cells)).toEqual([
      [
        0.001,
        'NaN',
        0.1,
        '-0',
        'Infinity',
        { units: 64, layers: [1, 2] },
        ['a', 'b', 'seed=7'],
        '7',
        'one',
        'RUNNING',
        null,
        null,
        null,
        1,
      ],
      [null, null, null, null, null, null, [], null, 'two', 'RUNNING', null, null, null, 2],
    ]);
  });

  it('say which column is none', async () => {
    const refused = await project.owner.refused(CELLS, { team: project.team.slug, slug: project.slug, columns: ['name', 'colour'] });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('"colour" is no field') });
  });
});
