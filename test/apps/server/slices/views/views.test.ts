import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type Project, type World } from '../../../../support/world.ts';

let world: World;
let project: Project;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
});
afterAll(() => world.close());

const VIEW =
  'id name createdBy state { query columns { name width pinned } groupBy { column except } measures orderBy { column direction } display }';
const CREATE = `mutation ($project: ID!, $name: String!, $state: ViewStateInput!) { createView(project: $project, name: $name, state: $state) { ${VIEW} } }`;
const LIST = `query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { views { ${VIEW} } } }`;
const STATE = {
  query: 'metrics.loss < 1 and tag = baseline',
  columns: [{ name: 'params.lr', width: 120, pinned: true }, { name: 'test.accuracy' }],
  groupBy: [{ column: 'params', except: ['seed'] }],
  measures: ['metrics.loss.min'],
  orderBy: [{ column: 'metrics.loss', direction: 'ASC' }],
  display: { chart: 'curves', colours: [1, 2] },
};
const list = async () => (await project.owner.query(LIST, { team: project.team.slug, slug: project.slug })).project.views;
const create = async (name: string, state: object = {}) =>
  (await project.owner.query(CREATE, { project: project.id, name, state })).createView;

describe('a saved view', () => {
  it('comes back as it was saved, by name', async () => {
    await create('Zebra');
    const view = await create(' Best runs ', STATE);
    expect(view).toMatchObject({
      name: 'Best runs',
      createdBy: expect.any(String),
      state: { ...STATE, columns: [STATE.columns[0], { name: 'test.accuracy', width: null, pinned: false }] },
    });
    const views = await list();
    expect(views.map(({ name }: { name: string }) => name)).toEqual(['Best runs', 'Zebra']);
    expect(views[0]).toEqual(view);
    expect(views[1].state).toEqual({ query: '', columns: [], groupBy: [], measures: [], orderBy: [], display: {} });
  });

  it('is renamed, changed and deleted, by whoever may write', async () => {
    const { id } = await create('Draft', STATE);
    const member = await project.team.member('MEMBER');
    const changed = await member.query(
      `mutation ($id: ID!, $state: ViewStateInput) { updateView(id: $id, name: "Final", state: $state) { ${VIEW} } }`,
      { id, state: { query: 'status = failed' } },
    );
    expect(changed.updateView).toMatchObject({ id, name: 'Final', state: { query: 'status = failed', columns: [] } });
    const renamed = await member.query(`mutation ($id: ID!) { updateView(id: $id, name: "Last") { ${VIEW} } }`, { id });
    expect(renamed.updateView).toMatchObject({ name: 'Last', state: { query: 'status = failed' } });
    await member.query('mutation ($id: ID!) { deleteView(id: $id) }', { id });
    expect((await list()).map(({ name }: { name: string }) => name)).not.toContain('Last');
    expect((await member.refused('mutation ($id: ID!) { deleteView(id: $id) }', { id })).code).toBe('NOT_FOUND');
  });

  it('is named in the audit by the id that it has everywhere', async () => {
    const { id } = await create('Told');
    const { team } = await project.owner.query(
      'query ($slug: String!) { team(slug: $slug) { audit(action: "view.create", first: 1) { nodes { subject } } } }',
      { slug: project.team.slug },
    );
    expect(team.audit.nodes).toEqual([{ subject: id }]);
  });

  it('leaves in the audit what was changed of it, and what it was called', async () => {
    const { id } = await create('Once', STATE);
    const CHANGE = 'mutation ($id: ID!, $name: String, $state: ViewStateInput) { updateView(id: $id, name: $name, state: $state) { id } }';
    await project.owner.query(CHANGE, { id, name: 'Once', state: STATE });
    await project.owner.query(CHANGE, { id, name: 'Twice' });
    await project.owner.query(CHANGE, { id, state: { query: 'status = failed' } });
    await project.owner.query('mutation ($id: ID!) { deleteView(id: $id) }', { id });
    const { team } = await project.owner.query(
      'query ($slug: String!) { team(slug: $slug) { audit(action: "view.*", first: 4) { nodes { action subject detail } } } }',
      { slug: project.team.slug },
    );
    expect(team.audit.nodes).toEqual([
      { action: 'view.delete', subject: id, detail: { name: 'Twice' } },
      { action: 'view.update', subject: id, detail: { name: 'Twice', changed: ['state'] } },
      { action: 'view.update', subject: id, detail: { name: 'Twice', was: 'Once', changed: ['name'] } },
      { action: 'view.create', subject: id, detail: { name: 'Once' } },
    ]);
  });

  it('has a name of its own in its project', async () => {
    const { id } = await create('Taken');
    await create('Other');
    expect((await project.owner.refused(CREATE, { project: project.id, name: 'Taken', state: {} })).code).toBe('CONFLICT');
    expect((await project.owner.refused('mutation ($id: ID!) { updateView(id: $id, name: "Other") { id } }', { id })).code).toBe(
      'CONFLICT',
    );
  });

  it.each([
    [{ query: 'metrics.loss >' }, 'expected a value'],
    [{ columns: [{ name: 'colour' }] }, 'is no field'],
    [{ columns: [{ name: 'name', width: 0 }] }, 'A column is 1 to 5000 pixels wide, got 0'],
    [{ groupBy: [{ column: 'status', except: ['x'] }] }, 'Only of params'],
    [{ orderBy: [{ column: 'nothing' }] }, 'is no field'],
    [{ display: [1] }, 'display is a JSON object'],
    [{ display: { text: 'a'.repeat(100_001) } }, 'A view has at most 100000 characters'],
  ])('is refused as %j, and nothing is kept', async (state, message) => {
    const before = (await list()).length;
    const refused = await project.owner.refused(CREATE, { project: project.id, name: 'Wrong', state });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(message) });
    expect(await list()).toHaveLength(before);
  });

  it('is none of an outsider’s, and not for a reader to change', async () => {
    const { id } = await create('Ours');
    const outsider = await world.person();
    const reader = await project.team.member('VIEWER');
    expect((await outsider.refused(CREATE, { project: project.id, name: 'Mine', state: {} })).code).toBe('NOT_FOUND');
    expect((await outsider.refused('mutation ($id: ID!) { deleteView(id: $id) }', { id })).code).toBe('NOT_FOUND');
    expect((await outsider.refused('query ($id: ID!) { node(id: $id) { ... on SavedView { name } } }', { id })).code).toBe('NOT_FOUND');
    expect((await reader.refused('mutation ($id: ID!) { updateView(id: $id, name: "Mine") { id } }', { id })).code).toBe('FORBIDDEN');
    expect((await reader.query(LIST, { team: project.team.slug, slug: project.slug })).project.views.length).toBeGreaterThan(0);
  });
});
