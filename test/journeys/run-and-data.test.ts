/** The pages of a run and of a dataset with everything in them, in a real browser; nothing is trained here. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../setup/platform.ts';
import { fillStudio, type Studio } from './studio.ts';
import { firstVisitor, type Visitor } from './visitor.ts';

describe('a run and its data, looked at from all sides', () => {
  let folder: string;
  let platform: Platform;
  let me: Visitor;
  let studio: Studio;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-journey-'));
    platform = await startPlatform({ dataFolder: join(folder, 'data'), port: 0, agent: false });
    me = await firstVisitor(platform);
    studio = await fillStudio(me.page);
  });
  afterAll(async () => {
    await me?.leave();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (address: string, tab?: string) => {
    await me.page.goto(`${address}${tab ? `&tab=${tab}` : ''}`);
    await me.page.getByRole('heading', { level: 1 }).waitFor();
  };

  it('reads metrics and params in words, with what was corrected', async () => {
    const { page } = me;
    await open(studio.run);
    await page.getByRole('rowheader', { name: 'Validation accuracy' }).waitFor();
    expect(await page.getByRole('rowheader', { name: 'Loss of each batch' }).count()).toBe(1);
    await page.getByText('1 correction').click();
    await page.getByText('units was 64, now 128').or(page.getByText('model.units was 64, now 128')).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
  });

  it('gets another name by keyboard, and its own again', async () => {
    const { page } = me;
    await open(studio.run);
    const title = page.getByRole('heading', { level: 1 });
    await page.getByRole('button', { name: 'Rename the run' }).press('Enter');
    await page.getByLabel('Name of the run').fill('Never kept');
    await page.keyboard.press('Escape');
    expect(await title.textContent()).toBe('From a program');
    await title.dblclick();
    await page.getByLabel('Name of the run').fill('By another name');
    expect.soft(await me.barriers()).toEqual([]);
    await page.keyboard.press('Enter');
    await title.filter({ hasText: 'By another name' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await title.filter({ hasText: 'From a program' }).waitFor();
  });

  it('keeps a note that is half written over a reload', async () => {
    const { page } = me;
    await open(studio.run);
    await page.getByLabel('Note').fill('It falls because');
    await page.reload();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('It falls because');
    await page.getByLabel('Note').fill('It falls because it learns');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('It falls because it learns').waitFor();
    expect(await page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
  });

  it('takes a figure away as SVG and as CSV', async () => {
    const { page } = me;
    await open(studio.run, 'curves');
    await page.getByRole('button', { name: 'save Loss', exact: true }).click();
    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'SVG of Loss', exact: true }).click(),
    ]);
    const drawn = await readFile(await svg.path(), 'utf8');
    expect(drawn.match(/<path /g)!.length).toBe(2);
    expect(drawn).toContain('Validation loss');
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV of Loss', exact: true }).click(),
    ]);
    expect((await readFile(await csv.path(), 'utf8')).split('\n')).toHaveLength(1 + 2 * studio.steps);
  });

  it('goes from a mistake in the confusion to the works it was made on', async () => {
    const { page } = me;
    await open(studio.run, 'evaluation');
    await page
      .getByRole('table', { name: 'Confusion matrix' })
      .getByRole('button', { name: /taken for/ })
      .nth(1)
      .click();
    await page.waitForURL(/tab=predictions/);
    const works = page.getByRole('button', { name: /said / });
    await works.first().waitFor();
    await page.getByText(/^\d+ of \d+ works, 0 right/).waitFor();
    await page
      .getByRole('img', { name: /of a work/ })
      .first()
      .waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('predictions');
    await works.first().click();
    const work = page.getByRole('dialog');
    await work.getByRole('button', { name: '▸ Play' }).waitFor();
    await work.getByRole('row', { name: /70\.0 %/ }).waitFor();
    await work.getByRole('button', { name: 'Next' }).click();
    expect.soft(await me.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('In truth').selectOption('');
    await page.getByRole('radiogroup', { name: 'Which' }).getByText('Right').click();
    await page.getByText(/^(\d+) of \d+ works, \1 right/).waitFor();
    await page.getByRole('button', { name: 'save Predictions' }).click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV of Predictions', exact: true }).click(),
    ]);
    expect(await readFile(await csv.path(), 'utf8')).toMatch(/^work,row,truth,said,/);
  });

  it('finds a line of the log, in its colour, and runs nothing that is written there', async () => {
    const { page } = me;
    await open(studio.run, 'log');
    await page.getByText('40 lines').waitFor();
    await page.getByLabel('Search the log').fill('cannot read');
    await page.getByText('1 line', { exact: true }).waitFor();
    expect(await page.getByRole('log').locator('[data-color="red"]').textContent()).toBe('error');
    expect(await page.getByRole('log').textContent()).toContain('<script>');
    await page.getByRole('switch', { name: 'Only lines with it' }).uncheck();
    await page.getByLabel('Search the log').fill('step 3');
    await page.keyboard.press('Shift+Enter');
    await page.getByText('11 of 11 lines').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('1 of 11 lines').waitFor();
    expect(await page.getByRole('log').locator('[data-here]').textContent()).toContain('step 3');
  });

  it('keeps what the machine did apart from the model', async () => {
    const { page } = me;
    await open(studio.run, 'system');
    await page.getByRole('img', { name: /^CPU/ }).waitFor();
    await open(studio.run, 'curves');
    await page.getByRole('img', { name: /^Accuracy/ }).waitFor();
    expect(await page.getByRole('img', { name: /^CPU/ }).count()).toBe(0);
  });

  it('looks into artifacts, a page among them only as text', async () => {
    const { page } = me;
    await open(studio.run, 'artifacts');
    await page.getByRole('button', { name: /scores\.csv/ }).click();
    await page.getByRole('cell', { name: 'says "hi", twice' }).first().waitFor();
    await page.getByRole('button', { name: /config\.json/ }).click();
    await page.getByText('12345678901234567890').waitFor();
    await page.getByRole('button', { name: /sample\.png/ }).click();
    await page.getByRole('img', { name: 'figures/sample.png' }).waitFor();
    await page.getByRole('button', { name: /report\.html/ }).click();
    await page.getByText('<h1>Report</h1>').waitFor();
    expect(await page.getByRole('heading', { name: 'Report', exact: true }).count()).toBe(0);
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('artifacts');
  });

  it('shows where the run comes from and what it would take to run it again', async () => {
    const { page } = me;
    await open(studio.run, 'lineage');
    await page.getByRole('img', { name: /Split .* from Dataset/ }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('lineage');
    await open(studio.run, 'reproducibility');
    await page.getByText('git.commit').waitFor();
  });

  it('deletes a run and takes it back', async () => {
    const { page } = me;
    await open(studio.run);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/runs/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/\/run\?/);
    await page.getByRole('rowheader', { name: 'Validation accuracy' }).waitFor();
  });

  it('counts the values of a version and shows which works come twice', async () => {
    const { page } = me;
    await open(studio.dataset, 'values');
    await page.getByRole('img', { name: /^images: red, from/ }).waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { name: 'Duplicates' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('values');
  });

  it('finds works by a column', async () => {
    const { page } = me;
    await open(studio.dataset);
    await page.getByLabel('Filter by').selectOption('group');
    await page.getByLabel('Value of group').fill('artist_003');
    await page.keyboard.press('Enter');
    await page.getByText(/^5 works/).waitFor();
    expect(await page.locator('button:has(img)').count()).toBe(5);
    expect(page.url()).toContain('value=artist_003');
  });

  it('goes through the works by keyboard, and hears a tune', async () => {
    const { page } = me;
    await open(studio.dataset);
    await page.locator('[data-index="0"]').focus();
    await page.keyboard.press('End');
    await page.locator('[data-index="479"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('480 of 480').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('479 of 480').waitFor();
    await page.reload();
    await page.getByText('479 of 480').waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('work');
  });

  it('is told what is wrong with a file, and finds nothing half made', async () => {
    const { page } = me;
    await open(studio.data);
    const before = await page.getByText(/^\d+ datasets$/).textContent();
    await page.getByRole('button', { name: 'Bring data' }).click();
    const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByLabel('Files to bring').setInputFiles([file('song.mid', 'MThd'), file('works.csv', 'id,label,a\n1,x,2\n3,y\n')]);
    await page.getByText(/^song\.mid is of no kind that is read here/).waitFor();
    await page.getByRole('button', { name: 'Leave out song.mid' }).click();
    await page.getByLabel('Name of the dataset').fill('Ragged');
    await page.getByRole('button', { name: 'Make the dataset' }).click();
    await page.getByText('works.csv, line 3: expected as many fields as the header has, found 2').waitFor({ timeout: 20_000 });
    expect.soft(await me.barriers()).toEqual([]);
    await open(studio.data);
    expect(await page.getByText(/^\d+ datasets$/).textContent()).toBe(before);
  });

  it('changes the card, and says again what it said before', async () => {
    const { page } = me;
    await open(studio.changed, 'card');
    await page.getByLabel('Licence').fill('CC0-1.0');
    await page.getByRole('button', { name: 'Save the card' }).click();
    await page.getByRole('button', { name: /^say this again ?: nothing/ }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await page.getByRole('button', { name: /^say this again ?: nothing/ }).click();
    await page.getByRole('button', { name: /^say this again ?: CC0-1\.0/ }).waitFor();
    expect(await page.getByLabel('Licence').inputValue()).toBe('');
  });

  it('sees a split before it is kept', async () => {
    const { page } = me;
    await open(studio.dataset, 'splits');
    await page.getByLabel('Seed').fill('5');
    await page.getByRole('button', { name: 'Look first' }).click();
    await page.getByRole('heading', { name: 'What it would be' }).waitFor({ timeout: 20_000 });
    expect(await page.getByRole('link', { name: 'Launch on this split' }).count()).toBe(1);
  });

  it('builds a recipe on real works, is told what does not fit, and keeps it', async () => {
    const { page } = me;
    await open(studio.dataset, 'recipes');
    await page.getByRole('img', { name: 'w0000 after: 32 × 32 × 3' }).waitFor({ timeout: 20_000 });
    await page.getByLabel('Add a step').selectOption('greyscale');
    await page.getByRole('img', { name: 'w0000 after: 32 × 32 × 1' }).waitFor({ timeout: 20_000 });
    await page.getByLabel('Add a step').selectOption('transpose');
    await page.getByRole('alert').filter({ hasText: 'transpose' }).waitFor();
    await page.getByRole('button', { name: 'Remove Transpose tunes in training' }).click();
    await page.getByRole('img', { name: 'w0000 after: 32 × 32 × 1' }).waitFor({ timeout: 20_000 });
    await page.getByLabel('Add a step').selectOption('augment-picture');
    await page.getByLabel('Rotate').fill('30');
    await page.getByRole('img', { name: 'w0000 in epoch 3: 32 × 32 × 1' }).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Other draws' }).click();
    await page.getByRole('img', { name: 'w0000 in epoch 6: 32 × 32 × 1' }).waitFor({ timeout: 20_000 });
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('recipe');
    await page.getByRole('button', { name: 'Remove Vary pictures in training' }).click();
    await page.getByLabel('Keep as').fill('Grey pictures');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Grey pictures is kept').waitFor();
  });

  it('tells what changed from one version to the next', async () => {
    const { page } = me;
    await open(studio.changed, 'versions');
    await page.getByText('1 work added, 1 taken away, 1 labelled anew, 0 changed; 1 the same.').waitFor({ timeout: 20_000 });
    await page.getByText('x → y').waitFor();
  });

  it('knows who did what', async () => {
    const { page } = me;
    await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click();
    await page.getByText('model.units: 64 → 128').waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('audit');
  });

  it('fits a narrow screen on every one of these pages', async () => {
    const { page } = me;
    await page.setViewportSize({ width: 390, height: 844 });
    const wide: string[] = [];
    const looked: [string, string?][] = [
      [studio.run],
      [studio.run, 'artifacts'],
      [studio.run, 'lineage'],
      [studio.data],
      [studio.dataset],
      [studio.dataset, 'values'],
      [studio.dataset, 'recipes'],
      [studio.dataset, 'splits'],
      [studio.changed, 'versions'],
      [studio.changed, 'card'],
      [studio.queue],
      [studio.audit],
    ];
    for (const [address, tab] of looked) {
      await open(address, tab);
      await page.waitForTimeout(100);
      const shown = page.getByRole('tab', { selected: true });
      if (address === studio.run)
        expect
          .soft(
            await shown.evaluate(
              (tab) => (tab as unknown as { getBoundingClientRect(): { right: number } }).getBoundingClientRect().right <= 390,
            ),
            `${address} ${tab}`,
          )
          .toBe(true);
      if (await page.evaluate<boolean>('document.scrollingElement.scrollWidth > window.innerWidth')) wide.push(`${address} ${tab}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(wide).toEqual([]);
  });

  it('says that the server is away, and goes on by itself when it is back', async () => {
    const { page, errors } = me;
    await open(studio.queue);
    const before = [...errors];
    await page.route(/\/(graphql|health)$/, (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).click();
    await page.getByText('No connection.').waitFor();
    await page.unroute(/\/(graphql|health)$/);
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor({ timeout: 10_000 });
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    // What the browser says of the requests that were broken is no error of the page.
    (errors as string[]).splice(0, errors.length, ...before);
  });

  it('leaves no error on the console', () => {
    expect(me.errors).toEqual([]);
  });
});
