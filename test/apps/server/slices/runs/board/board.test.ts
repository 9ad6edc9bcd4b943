import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../../support/api-client.ts';
import { openWorld, type Project, type World } from '../../../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;

const RUNS = [
  { name: 'cnn small', params: { lr: 0.001, model: { units: 32 } }, tags: ['baseline'], loss: 0.5 },
  { name: 'cnn large', params: { lr: 0.01, model: { units: 64 } }, tags: ['baseline', 'seed=7'], loss: 0.4 },
  { name: 'rnn', params: { lr: 0.1, model: { units: 64 }, note: 'A_b%c' }, tags: [], loss: Number.NaN },
  { name: 'untrained', params: {}, tags: ['seed=7'], loss: undefined },
  { name: 'diverged', params: { lr: 1 }, tags: [], loss: Infinity },
];

const ids: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
  for (const { loss, ...given } of RUNS) {
    const { startRun } = await api.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, ...given },
    });
    ids.push(startRun.id);
    if (loss !== undefined)
      await api.query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
        run: startRun.id,
        points: [{ key: 'loss', step: 1, value: Number.isFinite(loss) ? loss : String(loss) }],
      });
  }
  await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: ids[0] });
  await wait(700);
});
afterAll(() => world.close());

const BOARD = `query ($team: String!, $slug: String!, $filter: RunFilter, $orderBy: RunOrder, $first: Int, $after: String, $last: Int, $before: String) {
  project(team: $team, slug: $slug) { runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { number name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount totalCountIsEstimate } } }`;

type Page = {
  nodes: { number: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
};

async function board(variables: object = {}) {
  return (await api.query(BOARD, { team: project.team.slug, slug: project.slug, ...variables })).project.runs;
}

const numbers = async (variables: object) => (await board(variables)).nodes.map((run: { number: number }) => run.number);
const matching = (query: string) => numbers({ filter: { query }, orderBy: { by: 'NUMBER', direction: 'ASC' } });

describe('the board', () => {
  it('shows the runs that are named, archived or not, and refuses ids of anything else', async () => {
    expect(await numbers({ filter: { ids: [ids[0], ids[3]] } })).toEqual([4, 1]);
    expect(await numbers({ filter: { ids: [] } })).toEqual([]);
    await api.query('mutation ($ids: [ID!]!) { archiveRuns(ids: $ids) }', { ids: [ids[3]] });
    expect(await numbers({ filter: { ids: [ids[0], ids[3]] } })).toEqual([4, 1]);
    await api.query('mutation ($ids: [ID!]!) { unarchiveRuns(ids: $ids) }', { ids: [ids[3]] });
    expect((await api.refused(BOARD, { team: project.team.slug, slug: project.slug, filter: { ids: [project.id] } })).code).toBe(
      'NOT_FOUND',
    );
    const many = Array.from({ length: 501 }, () => ids[0]);
    expect((await api.refused(BOARD, { team: project.team.slug, slug: project.slug, filter: { ids: many } })).code).toBe('INVALID_INPUT');
  });

  it('shows the newest first and counts', async () => {
    const page = await board();
    expect(page.nodes.map((run: { number: number }) => run.number)).toEqual([5, 4, 3, 2, 1]);
    expect(page).toMatchObject({ totalCount: 5, totalCountIsEstimate: false, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it.each([
    ['metrics.loss < 1', [1, 2]],
    ['metrics.loss > 1', [5]],
    ['metrics.loss = nan', [3]],
    ['not metrics.loss exists', [4]],
    ['metrics.loss.min >= 0.5', [1]],
    ['metrics.loss.best <= 0.4', [2]],
    ['params.lr <= 1e-3', [1]],
    ['params.lr = 0.01', [2]],
    ['params.model.units = 64', [2, 3]],
    ['params.model.units in (32, 1)', [1]],
    ['params.lr exists and not params.model exists', [5]],
    ['params.lr != 0.01', [1, 3, 4, 5]],
    ['params.note = "A_b%c"', [3]],
    ['params.note ~ "_B%"', [3]],
    ['params.note ~ "xb"', []],
    ['tag = baseline', [1, 2]],
    ['tags.seed = 7', [2, 4]],
    ['tag ~ seed', [2, 4]],
    ['status = finished', [1]],
    ['status in (running) and tag = baseline', [2]],
    ['status != running', [1]],
    ['name ~ CNN', [1, 2]],
    ['cnn', [1, 2]],
    ['(cnn or rnn) and not baseline', [3]],
    ['created > 2020-01-01 and number >= 4', [4, 5]],
    ['kind = external and duration >= 0', [1, 2, 3, 4, 5]],
    ['split exists', []],
    ['metrics.loss < 1 and (params.lr <= 1e-3 or tags.seed = 7)', [1, 2]],
  ])('finds what %s says', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });

  it('takes the typed filter for the same', async () => {
    const filter = {
      or: [
        { param: { path: 'model.units', is: 'EQ', value: 32 } },
        { metric: { key: 'loss', is: 'GT', value: 'Infinity' } },
        { not: { tag: 'baseline' }, name: 'rnn' },
      ],
    };
    expect(await numbers({ filter, orderBy: { by: 'NUMBER', direction: 'ASC' } })).toEqual([1, 3]);
    expect(await numbers({ filter: { status: ['RUNNING'], createdBefore: '2020-01-01T00:00:00Z' } })).toEqual([]);
  });

  it('says where a filter is wrong', async () => {
    const refused = await api.refused(BOARD, { team: project.team.slug, slug: project.slug, filter: { query: 'metrics.loss >' } });
    expect(refused).toEqual({ code: 'INVALID_INPUT', message: 'expected a value, found the end of the filter (at character 15)' });
    for (const query of ['metrics.loss > high', 'status = sleeping', 'created > yesterday', 'number = one']) {
      expect((await api.refused(BOARD, { team: project.team.slug, slug: project.slug, filter: { query } })).code).toBe('INVALID_INPUT');
    }
  });

  it('sorts by anything, and what has no value or NaN comes last either way', async () => {
    expect(await numbers({ orderBy: { by: 'METRIC', key: 'loss', direction: 'ASC' } })).toEqual([2, 1, 5, 4, 3]);
    expect(await numbers({ orderBy: { by: 'METRIC', key: 'loss', direction: 'DESC' } })).toEqual([5, 1, 2, 4, 3]);
    expect(await numbers({ orderBy: { by: 'PARAM', key: 'model.units', direction: 'ASC' } })).toEqual([1, 2, 3, 5, 4]);
    expect(await numbers({ orderBy: { by: 'NAME', direction: 'ASC' } })).toEqual([2, 1, 5, 3, 4]);
    expect(await numbers({ orderBy: { by: 'STATUS', direction: 'DESC' } })).toEqual([1, 5, 4, 3, 2]);
    expect((await numbers({ orderBy: { by: 'DURATION', direction: 'ASC' } })).length).toBe(5);
  });

  it.each([
    { by: 'NUMBER', direction: 'DESC' },
    { by: 'NAME', direction: 'ASC' },
    { by: 'STATUS', direction: 'ASC' },
    { by: 'CREATED', direction: 'ASC' },
    { by: 'METRIC', key: 'loss', direction: 'DESC' },
    { by: 'METRIC', key: 'loss', field: 'BEST', direction: 'ASC' },
    { by: 'PARAM', key: 'lr', direction: 'ASC' },
    { by: 'PARAM', key: 'model.units', direction: 'DESC' },
  ])('pages both ways through $by $direction without a gap', async (orderBy) => {
    const all = await numbers({ orderBy });
    const forwards: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await board({ orderBy, first: 2, after });
      forwards.push(...page.nodes.map((run: { number: number }) => run.number));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(forwards).toEqual(all);
    const backwards: number[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page: Page = await board({ orderBy, last: 2, before });
      backwards.unshift(...page.nodes.map((run: { number: number }) => run.number));
      ({ startCursor: before, hasPreviousPage: more } = page.pageInfo);
    }
    expect(backwards).toEqual(all);
  });

  it('refuses a cursor of another order', async () => {
    const { pageInfo } = await board({ first: 1 });
    const refused = await api.refused(BOARD, {
      team: project.team.slug,
      slug: project.slug,
      orderBy: { by: 'NAME' },
      after: pageInfo.endCursor,
    });
    expect(refused.code).toBe('INVALID_INPUT');
  });

  it.each(['abc', '\0', '1e999', ''])('refuses a cursor that somebody has made up with the value %j', async (value) => {
    const after = Buffer.from(JSON.stringify(['number DESC', value, randomUUID()])).toString('base64url');
    const refused = await api.refused(BOARD, { team: project.team.slug, slug: project.slug, after });
    expect(refused.message).toBe('after requires a cursor that a page in this order has given out');
    expect(refused.code).toBe('INVALID_INPUT');
  });

  it('is none of an outsider’s', async () => {
    const outsider = await world.person();
    expect((await outsider.refused(BOARD, { team: project.team.slug, slug: project.slug })).code).toBe('NOT_FOUND');
    expect((await outsider.refused('query ($id: ID!) { run(id: $id) { name } }', { id: ids[0] })).code).toBe('NOT_FOUND');
    expect((await outsider.refused('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: ids[1] })).code).toBe(
      'NOT_FOUND',
    );
  });
});
