/** A board with ten thousand runs and two hundred columns: found, sorted, grouped, held and scrolled in a real browser, without a fault on the console. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillProject } from '../../bench/dashboard/fill-project.ts';
import { type Platform, startPlatform } from '../../setup/platform.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { signInBy } from './sign-in-by.ts';
import { type Visitor, visitor } from './visitor.ts';

const runs = 10_000;
/** Runs that the filled project was made from; their numbers are taken. */
const patterns = 12;

describe('a board with ten thousand runs and two hundred columns', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let platform: Platform;
  let me: Visitor;
  let query: Awaited<ReturnType<typeof signInBy>>;
  const address = (query = '') => `/runs?project=studio/years${query}`;
  const rowOf = (number: number) => me.page.getByLabel(`Select run ${number}`, { exact: true });
  const firstRow = () => me.page.locator('[role=row][aria-rowindex="2"]');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-board-'));
    database = await createTestDatabase();
    platform = await startPlatform({ dataFolder: folder, databaseUrl: database.url, port: 0, agent: false });
    me = await visitor(platform.url);
    me.page.setDefaultTimeout(30_000);
    query = await signInBy(platform, me);
    const { createTeam: team } = await query<{ createTeam: { id: string } }>('mutation { createTeam(name: "Studio") { id } }');
    const { createProject: project } = await query<{ createProject: { id: string } }>(
      'mutation ($team: ID!) { createProject(team: $team, name: "Years") { id } }',
      { team: team.id },
    );
    await query('mutation ($team: ID!) { createProject(team: $team, name: "Archive of years") { id } }', { team: team.id });
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    try {
      await fillProject(sql, query, { team: team.id, project: project.id }, { runs, columns: 200 });
    } finally {
      await sql.end();
    }
  });
  afterAll(async () => {
    await me?.leave();
    await platform?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the newest runs with their results and curves', async () => {
    const { page } = me;
    await page.goto(address());
    await page.getByText('10,000 runs').first().waitFor();
    await rowOf(runs).waitFor();
    await page.getByRole('img', { name: 'val_accuracy of run 10000' }).waitFor();
    await page.getByRole('img', { name: /^Parallel coordinates of/ }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('board-large');
  });

  it('sorts by a result, best first', async () => {
    const { page } = me;
    await page.getByRole('columnheader').getByRole('button', { name: 'Test accuracy', exact: true }).click();
    await poll(() => firstRow().textContent()).toContain('99.0 %');
    expect(page.url()).toContain('sort=-test.accuracy');
  });

  it('jumps to its end and back without reading what lies between', async () => {
    const { page } = me;
    await page.goto(address());
    await rowOf(runs).waitFor();
    const asked = await counted(page, async () => {
      await scrollTable(page, 'end');
      await rowOf(1).waitFor();
    });
    expect(asked).toBeLessThanOrEqual(4);
    await scrollTable(page, 'start');
    await rowOf(runs).waitFor();
  });

  it('completes a filter with columns and values of the project, and says where one is wrong', async () => {
    const { page } = me;
    await page.keyboard.press('/');
    await page.keyboard.type('units');
    await page.getByRole('option', { name: /^params\.model\.units/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('>= 96 and kind = R');
    await page.getByRole('option', { name: /^RNN/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^1,\d{3} found$/).waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBe('params.model.units >= 96 and kind = RNN');
    await page.getByLabel('Filter runs').fill('kind = = RNN');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'character 8' }).waitFor();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await page.getByText('10,000 runs').first().waitFor();
  });

  it('groups by all params but the seed, with means and intervals, and opens a group', async () => {
    const { page } = me;
    await page.getByRole('button', { name: /^All but seed/ }).click();
    await page.getByText('3,334 groups').waitFor();
    await poll(() => firstRow().textContent()).toContain('±');
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('board-grouped');
    await firstRow().getByRole('button', { expanded: false }).click();
    await poll(() => page.getByRole('checkbox', { name: /^Select run \d+/ }).count()).toBeGreaterThanOrEqual(3);
    await page.getByRole('button', { name: /^All but seed/ }).click();
    await rowOf(runs).waitFor();
  });

  it('finds a column among two hundred, pins and colours it, and still has it after a reload', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Search columns').fill('p77');
    await page.getByRole('checkbox', { name: /params\.extra\.p77/ }).check();
    await page.keyboard.press('Escape');
    const header = page.getByRole('columnheader').filter({ hasText: 'p77' });
    for (const choice of ['Colour by value', 'Pin']) {
      await header.hover();
      await page.getByRole('button', { name: 'Column p77' }).click();
      await page.getByRole('menuitem', { name: choice, exact: true }).click();
    }
    await page.reload();
    await header.waitFor();
    expect(await header.getAttribute('data-pinned')).toBe('true');
  });

  it('holds a part of an axis and shows only those runs', async () => {
    const { page } = me;
    await page.goto(address('&figures=parallel,scatter,importance'));
    await page.getByRole('table', { name: 'Importance of params' }).waitFor();
    const axis = page.getByRole('button', { name: 'Hold a part of lr' });
    await axis.focus();
    await page.keyboard.press('Enter');
    await page.getByText(/runs held$/).waitFor();
    await page.getByRole('button', { name: 'Show only these' }).click();
    await poll(() => new URL(page.url()).searchParams.get('filter')).toMatch(/^params\.training\.learningRate >= /);
    await page
      .getByText(/found$/)
      .first()
      .waitFor();
    await me.picture('board-figures');
  });

  it('tags ticked runs, deletes them and takes it back', async () => {
    const { page } = me;
    await page.goto(address());
    await rowOf(runs).check();
    await rowOf(runs - 2).click({ modifiers: ['Shift'] });
    await page.getByText('3 runs selected').waitFor();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('textbox', { name: 'Tag' }).fill('keep');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Tagged 3 runs “keep”.').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await rowOf(runs).waitFor({ state: 'detached' });
    await page.getByText('9,997 runs').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await rowOf(runs).waitFor();
  });

  it('is gone through by the keyboard: rows take the focus, and are ticked, compared and opened', async () => {
    const { page } = me;
    const focused = () => page.locator('[role=row]:focus-within').getAttribute('aria-rowindex');
    await page.goto(address());
    await rowOf(runs).waitFor();
    await page.keyboard.press('j');
    await poll(focused).toBe('2');
    for (let step = 0; step < 30; step++) await page.keyboard.press('j');
    await poll(focused).toBe('32');
    expect(await isSeen(page, '[role=row]:focus-within')).toBe(true);
    expect(await page.locator('[role=row] a[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('k');
    await poll(focused).toBe('31');
    expect(await isSeen(page, '[role=row]:focus-within')).toBe(true);
    // The row that has the focus keeps it, however far one looks away.
    await scrollTable(page, 'end');
    await rowOf(1).waitFor();
    expect(await focused()).toBe('31');
    await page.keyboard.press('x');
    await page.getByText('1 run selected').waitFor();
    await page.keyboard.press('c');
    await page.getByText('Tick two or more runs to compare them').waitFor();
    await page.keyboard.press('j');
    await poll(focused).toBe('32');
    await page.keyboard.press('x');
    await page.getByText('2 runs selected').waitFor();
    await page.keyboard.press('b');
    await poll(() => new URL(page.url()).searchParams.get('baseline')).toBe(String(runs - 30));
    await page
      .getByRole('status')
      .filter({ hasText: `compared with run ${runs - 30}` })
      .waitFor({ state: 'attached' });
    // Seen once, on a busy machine: a push that came while the address was still being written led nowhere.
    await page.keyboard.press('c');
    await page.waitForURL(/\/compare/, { timeout: 10_000 }).catch(async () => {
      await page.keyboard.press('c');
      await page.waitForURL(/\/compare/);
    });
    await page.goBack();
    await rowOf(runs).waitFor();
    await page.keyboard.press('j');
    await poll(focused).toBe('2');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/run\?/);
  });

  it('draws of two hundred columns only those in sight', async () => {
    const { page } = me;
    const names = Array.from({ length: 150 }, (_, index) => `params.extra.p${index + 1}`);
    await page.goto(address(`&columns=test.accuracy~p,${names.join(',')}`));
    await rowOf(runs).waitFor();
    expect(await page.getByRole('table', { name: 'Runs' }).getAttribute('aria-colcount')).toBe('154');
    expect(await firstRow().getByRole('cell').count()).toBeLessThan(40);
    await page.evaluate(`document.querySelector('[aria-label="Table of runs"]').scrollTo({ left: 1e6 })`);
    const last = page.getByRole('columnheader').filter({ hasText: 'p150' });
    await last.waitFor();
    expect(await last.getAttribute('aria-colindex')).toBe('153');
    expect(await firstRow().locator('[aria-colindex="153"]').count()).toBe(1);
    // What is pinned stays.
    expect(await isSeen(page, '[role=columnheader][data-pinned]')).toBe(true);
    expect.soft(await me.barriers()).toEqual([]);
  });

  it('takes a tag back only from the runs that it gave it to, and says when that fails', async () => {
    const { page } = me;
    // The three runs that were tagged before, and one more.
    await page.goto(address());
    await rowOf(runs).check();
    await rowOf(runs - 3).click({ modifiers: ['Shift'] });
    await page.getByText('4 runs selected').waitFor();
    const tag = async (button: 'Add' | 'Take away') => {
      await page.getByRole('button', { name: 'Tag', exact: true }).click();
      await page.getByRole('textbox', { name: 'Tag' }).fill('keep');
      await page.getByRole('button', { name: button, exact: true }).click();
    };
    const kept = async () => {
      const answer = await query<{ project: { runs: { totalCount: number } } }>(
        'query { project(team: "studio", slug: "years") { runs(filter: { tag: "keep" }, first: 1) { totalCount } } }',
      );
      return answer.project.runs.totalCount;
    };
    await tag('Add');
    await page.getByText('Tagged 1 run “keep”; the other 3 had it already.').waitFor();
    await poll(kept).toBe(4);
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('mutation TagRuns') ? route.abort() : route.fallback(),
    );
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('This could not be undone.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).last().click();
    await poll(kept).toBe(3);
    await tag('Take away');
    await page.getByText('Took “keep” from 3 runs; the other 1 did not have it.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await poll(kept).toBe(3);
  });

  it('moves ticked runs to another project and back', async () => {
    const { page } = me;
    await page.goto(address());
    await rowOf(runs).check();
    await rowOf(runs - 1).check();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Archive of years' }).click();
    await page.getByText('2 runs moved to Archive of years.').waitFor();
    await rowOf(runs).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    // Where they come back to they are the newest again.
    await firstRow()
      .getByText(`#${runs + patterns + 2}`)
      .waitFor();
  });

  it('says why ticked runs cannot be fused, also of those that are not loaded', async () => {
    const { page } = me;
    const failed = Math.floor(runs / 2 / 97) * 97;
    const answer = await query<{ project: { run: { id: string } } }>(
      `query { project(team: "studio", slug: "years") { run(number: ${failed}) { id } } }`,
    );
    const other = await query<{ project: { run: { id: string } } }>(
      `query { project(team: "studio", slug: "years") { run(number: ${failed + 1}) { id } } }`,
    );
    await page.goto(address(`&selected=${answer.project.run.id},${other.project.run.id}`));
    const fuse = page.getByRole('button', { name: 'Fuse' });
    await poll(() => fuse.getAttribute('title')).toBe(`Run ${failed} has not finished: only finished runs are fused`);
    expect(await fuse.isDisabled()).toBe(true);
  });

  it('says that its figures could not be read, and tries again', async () => {
    const { page } = me;
    const isOfFigures = (body: string | null) => /"first":500|query BoardCurves/.test(body ?? '');
    // An answer, not a lost connection: that one heals by itself, without anybody's trying again.
    const refusal = { errors: [{ message: 'The database is away.', extensions: { code: 'UNAVAILABLE' } }] };
    await page.route('**/graphql', (route) =>
      isOfFigures(route.request().postData()) ? route.fulfill({ json: refusal }) : route.fallback(),
    );
    await page.goto(address());
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.nth(1).waitFor();
    await page.unroute('**/graphql');
    await again.last().click();
    await poll(() => again.count()).toBe(1);
    await again.click();
    await page.getByRole('img', { name: /^Validation accuracy/ }).waitFor();
    await page.getByRole('img', { name: /^Parallel coordinates of/ }).waitFor();
  });

  it('keeps a view under a name and opens it again', async () => {
    const { page } = me;
    await page.goto(address('&filter=kind = RNN&sort=-test.auc&columns=test.auc,duration'));
    await page
      .getByText(/found$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Name of the view').fill('Best sequences');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Kept as “Best sequences”.').waitFor();
    await page.goto(address());
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: /^Best sequences/ }).click();
    await poll(() => new URL(page.url()).searchParams.get('sort')).toBe('-test.auc');
    await page
      .getByText(/found$/)
      .first()
      .waitFor();
  });

  it('leaves no error on the console', () => {
    // The request that was wrong on purpose, and those that were cut off.
    expect(me.errors.filter((error) => !/400|ERR_FAILED/.test(error))).toEqual([]);
  });
});

/** Looks again and again, for as long as a busy machine may take. */
const poll = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 30_000 });

/** How many requests go to the API meanwhile. */
async function counted(page: Visitor['page'], work: () => Promise<void>): Promise<number> {
  let asked = 0;
  const count = (request: { postData(): string | null }) => {
    if (request.postData()?.includes('BoardRuns')) asked += 1;
  };
  page.on('request', count);
  await work();
  page.off('request', count);
  return asked;
}

/** Whether an element lies within the table as one sees it, below its head. */
function isSeen(page: Visitor['page'], selector: string): Promise<boolean> {
  return page.evaluate(`(() => {
    const frame = document.querySelector('[aria-label="Table of runs"]').getBoundingClientRect();
    const { top, bottom, left } = document.querySelector('${selector}').getBoundingClientRect();
    const head = document.querySelector('[aria-rowindex="1"]').getBoundingClientRect();
    const isHeadSeen = head.top >= frame.top && head.bottom <= frame.bottom;
    return isHeadSeen && bottom <= frame.bottom && left < frame.right && (top >= head.bottom - 1 || top === head.top);
  })()`);
}

/** To one end of the table. As a text: this file is checked without the types of a browser. */
async function scrollTable(page: Visitor['page'], to: 'start' | 'end'): Promise<void> {
  await page.evaluate(`{
    const table = document.querySelector('[aria-label="Table of runs"]');
    table.scrollTo({ top: ${to === 'end' ? 'table.scrollHeight' : 0} });
  }`);
}
