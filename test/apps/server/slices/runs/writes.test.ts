import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { pack } from '../../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../../support/world.ts';

let world: World;
let project: Project;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
});
afterAll(() => world.close());

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { id number } }';
const UPDATE = 'mutation ($input: UpdateRunInput!) { updateRun(input: $input) { params tags archivedAt } }';
const start = async (input: object = {}) =>
  (await project.owner.query(START, { input: { project: project.id, ...input } })).startRun as { id: string; number: number };
const update = async (run: string, input: object) => (await project.owner.query(UPDATE, { input: { run, ...input } })).updateRun;
const corrections = async (run: string) =>
  (await project.owner.query('query ($id: ID!) { run(id: $id) { corrections { path from to by at } } }', { id: run })).run.corrections;

describe('params', () => {
  it('keep their types and their nesting, and gain what was not known', async () => {
    const params = { lr: 1e-3, name: 'a', on: true, none: null, sizes: [1, 2.5], model: { units: 64, odd: { 'top 5': 1 } } };
    const { id } = await start({ params });
    expect((await update(id, { params: { model: { layers: 2 }, seed: 7 } })).params).toEqual({
      ...params,
      model: { ...params.model, layers: 2 },
      seed: 7,
    });
  });

  it('take the same value again, and nothing is written down', async () => {
    const params = { lr: 1e-3, model: { units: [1, { a: 1, b: 2 }] } };
    const { id } = await start({ params });
    expect((await update(id, { params: { model: { units: [1, { b: 2, a: 1 }] }, lr: 0.001 } })).params).toEqual(params);
    expect(await corrections(id)).toEqual([]);
  });

  it('refuse another value, name each, and leave everything of the request undone', async () => {
    const { id } = await start({ params: { lr: 1e-3, model: { units: 64, 'top 5': 1 } } });
    const input = { run: id, note: 'new', params: { lr: 1e-2, fresh: 1, model: { units: { deep: 1 }, 'top 5': '1' } } };
    const { errors } = await project.owner.send(UPDATE, { input });
    expect(errors?.[0]).toMatchObject({
      message: 'The run has other params: lr is 0.001, got 0.01; model.units is 64, got {"deep":1}; model."top 5" is 1, got "1".',
      extensions: { code: 'CONFLICT', fields: ['input.params.lr', 'input.params.model.units', 'input.params.model."top 5"'] },
    });
    expect((await project.owner.query('query ($id: ID!) { run(id: $id) { params note } }', { id })).run).toEqual({
      params: { lr: 1e-3, model: { units: 64, 'top 5': 1 } },
      note: '',
    });
  });

  it('are corrected when that is said, and what was there is kept with who and when', async () => {
    const { id } = await start({ params: { lr: 1e-3, model: { units: 64 } } });
    const program = await project.team.key();
    await program.query(UPDATE, { input: { run: id, params: { lr: 2e-3, model: { units: 32 } }, correct: true } });
    expect((await update(id, { params: { lr: 4e-3 }, correct: true })).params).toEqual({ lr: 4e-3, model: { units: 32 } });
    expect(await corrections(id)).toEqual([
      { path: 'lr', from: 1e-3, to: 2e-3, by: expect.stringMatching(/^key Key/), at: expect.any(String) },
      { path: 'model.units', from: 64, to: 32, by: expect.stringMatching(/^key Key/), at: expect.any(String) },
      { path: 'lr', from: 2e-3, to: 4e-3, by: expect.stringMatching(/^Person/), at: expect.any(String) },
    ]);
  });

  it('have corrections that are read window by window, oldest first', async () => {
    const { id } = await start({ params: { lr: 0 } });
    for (const lr of [1, 2, 3]) await update(id, { params: { lr }, correct: true });
    const READ = 'query ($id: ID!, $first: Int!, $offset: Int!) { run(id: $id) { corrections(first: $first, offset: $offset) { to } } }';
    const read = async (first: number, offset: number) => (await project.owner.query(READ, { id, first, offset })).run.corrections;
    expect(await read(2, 0)).toEqual([{ to: 1 }, { to: 2 }]);
    expect(await read(2, 2)).toEqual([{ to: 3 }]);
    expect((await project.owner.refused(READ, { id, first: 1001, offset: 0 })).message).toBe('first must be 1 to 1000, got 1001');
  });

  it('that two programs say at the same time are both kept, or one of them is refused', async () => {
    const { id } = await start();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => project.owner.send(UPDATE, { input: { run: id, params: { [`p${index % 6}`]: index } } })),
    );
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(6);
    expect(new Set(answers.flatMap(({ errors }) => errors?.[0]?.extensions.code ?? []))).toEqual(new Set(['CONFLICT']));
    const { params } = (await project.owner.query('query ($id: ID!) { run(id: $id) { params } }', { id })).run;
    expect(Object.keys(params).toSorted()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
  });
});

describe('the end of a run', () => {
  it('that comes more than once at the same moment is acknowledged each time, and another end is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await start();
      const FINISH = 'mutation ($run: ID!, $outcome: RunOutcome!) { finishRun(input: { run: $run, outcome: $outcome }) { status } }';
      const answers = await Promise.all(Array.from({ length: 6 }, () => project.owner.send(FINISH, { run: id, outcome: 'FINISHED' })));
      expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
      expect((await project.owner.refused(FINISH, { run: id, outcome: 'FAILED' })).message).toBe(
        'A run that is FINISHED cannot become FAILED.',
      );
    }
  });
});

describe('runs by the handful', () => {
  const many = (name: string, ids: string[], more: object = {}, types = '') =>
    project.owner.query(
      `mutation ($ids: [ID!]!${types}) { ${name}(ids: $ids${Object.keys(more)
        .map((key) => `, ${key}: $${key}`)
        .join('')}) }`,
      {
        ids,
        ...more,
      },
    );

  it('are put aside and taken back, each once', async () => {
    const runs = await Promise.all([start(), start()]);
    const ids = runs.map(({ id }) => id);
    expect(await many('archiveRuns', ids)).toEqual({ archiveRuns: 2 });
    expect(await many('archiveRuns', ids)).toEqual({ archiveRuns: 0 });
    expect((await update(ids[0]!, {})).archivedAt).not.toBeNull();
    expect(await many('unarchiveRuns', ids)).toEqual({ unarchiveRuns: 2 });
    expect((await update(ids[0]!, {})).archivedAt).toBeNull();
  });

  it('get tags and lose others, in the order in which they came', async () => {
    const { id } = await start({ tags: ['a', 'b'] });
    const other = await start({ tags: ['c'] });
    const change = { add: ['c', 'd'], remove: ['a', 'x'] };
    expect(await many('tagRuns', [id, other.id], change, ', $add: [String!], $remove: [String!]')).toEqual({ tagRuns: 2 });
    expect((await update(id, {})).tags).toEqual(['b', 'c', 'd']);
    expect((await update(other.id, {})).tags).toEqual(['c', 'd']);
    expect(await many('tagRuns', [id], change, ', $add: [String!], $remove: [String!]')).toEqual({ tagRuns: 0 });
    const full = Array.from({ length: 100 }, (_, index) => `t${index}`);
    expect(
      await project.owner.refused('mutation ($ids: [ID!]!, $add: [String!]) { tagRuns(ids: $ids, add: $add) }', { ids: [id], add: full }),
    ).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('103 tags') });
    expect((await update(id, {})).tags).toEqual(['b', 'c', 'd']);
  });

  it('move to another project with all that they have, and get its next numbers', async () => {
    const { createProject: target } = await project.owner.query(
      'mutation ($team: ID!) { createProject(team: $team, name: "Target") { id slug } }',
      {
        team: project.team.id,
      },
    );
    await project.owner.query(START, { input: { project: target.id } });
    const { id, number } = await start();
    await project.owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: { run: id, writer: 'w', sequence: 0, columns: [{ key: 'moved', values: pack([1, 2]) }] },
    });
    expect(await many('moveRuns', [id], { project: target.id }, ', $project: ID!')).toEqual({ moveRuns: 1 });
    const { run } = await project.owner.query('query ($id: ID!) { run(id: $id) { number project { slug } metrics { key last } } }', { id });
    expect(run).toEqual({ number: 2, project: { slug: target.slug }, metrics: [{ key: 'moved', last: 2 }] });
    const { project: left } = await project.owner.query(
      'query ($team: String!, $slug: String!, $number: Int!) { project(team: $team, slug: $slug) { run(number: $number) { id } } }',
      { team: project.team.slug, slug: project.slug, number },
    );
    expect(left.run).toBeNull();
    expect(await many('moveRuns', [id], { project: target.id }, ', $project: ID!')).toEqual({ moveRuns: 0 });
  });

  it('do not move to a project of another team, nor at an outsider’s word', async () => {
    const { id } = await start();
    const foreign = await world.team().project();
    const MOVE = 'mutation ($ids: [ID!]!, $project: ID!) { moveRuns(ids: $ids, project: $project) }';
    expect((await project.owner.refused(MOVE, { ids: [id], project: foreign.id })).code).toBe('NOT_FOUND');
    expect((await foreign.owner.refused(MOVE, { ids: [id], project: foreign.id })).code).toBe('NOT_FOUND');
    expect((await foreign.owner.refused('mutation ($ids: [ID!]!) { archiveRuns(ids: $ids) }', { ids: [id] })).code).toBe('NOT_FOUND');
    const viewer = await project.team.member('VIEWER');
    expect((await viewer.refused('mutation ($ids: [ID!]!) { archiveRuns(ids: $ids) }', { ids: [id] })).code).toBe('FORBIDDEN');
  });
});

describe('the audit of a team', () => {
  const AUDIT =
    'query ($slug: String!, $action: String) { team(slug: $slug) { audit(action: $action) { totalCount nodes { action by subject detail } } } }';

  it('tells its administrators what was done, by whom and to what', async () => {
    const { id } = await start({ params: { lr: 1 } });
    await update(id, { params: { lr: 2 }, correct: true });
    await project.owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: id });
    await project.owner.query('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', { ids: [id] });
    const { team } = await project.owner.query(AUDIT, { slug: project.team.slug, action: 'run.*' });
    expect(team.audit.nodes.slice(0, 2)).toEqual([
      { action: 'run.delete', by: expect.stringMatching(/^Person/), subject: id, detail: {} },
      { action: 'run.param', by: expect.stringMatching(/^Person/), subject: id, detail: { path: 'lr', from: 1, to: 2 } },
    ]);
    const all = await project.owner.query(AUDIT, { slug: project.team.slug });
    expect(all.team.audit.totalCount).toBeGreaterThan(team.audit.totalCount);
  });

  it('tells of another name, note and tags what they were, and nothing of the same again', async () => {
    const { id } = await start({ name: 'first', tags: ['a', 'b'] });
    const events = async () =>
      (await project.owner.query(AUDIT, { slug: project.team.slug, action: 'run.*' })).team.audit.nodes
        .filter(({ subject }: { subject: string }) => subject === id)
        .map(({ action, detail }: { action: string; detail: object }) => [action, detail]);
    await update(id, { name: 'first', note: '', tags: ['a', 'b'] });
    expect(await events()).toEqual([]);
    await update(id, { name: 'second', note: 'Better', tags: ['b', 'c'] });
    expect((await events()).toSorted()).toEqual([
      ['run.name', { from: 'first', to: 'second' }],
      ['run.note', { from: '', to: 'Better' }],
      ['run.tags', { added: ['c'], removed: ['a'] }],
    ]);
    const TAG = 'mutation ($ids: [ID!]!, $add: [String!], $remove: [String!]) { tagRuns(ids: $ids, add: $add, remove: $remove) }';
    await project.owner.query(TAG, { ids: [id], add: ['d', 'b'], remove: ['c'] });
    await project.owner.query(TAG, { ids: [id], add: ['d'] });
    expect((await events()).filter(([action]: [string]) => action === 'run.tags')).toEqual([
      ['run.tags', { added: ['d'], removed: ['c'] }],
      ['run.tags', { added: ['c'], removed: ['a'] }],
    ]);
  });

  test('is for nobody else', async () => {
    expect((await (await project.team.member('MEMBER')).refused(AUDIT, { slug: project.team.slug })).code).toBe('FORBIDDEN');
    expect((await (await world.person()).refused(AUDIT, { slug: project.team.slug })).code).toBe('NOT_FOUND');
  });
});
