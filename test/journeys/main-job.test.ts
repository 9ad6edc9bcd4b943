/** The main job as a newcomer does it: from the sign-in link to a published fusion, in a real browser on the real platform. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeSampleSet } from '@atelier/ml/dataset';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../setup/platform.ts';
import { type Visitor, visitor } from './visitor.ts';

const trainingMs = 120_000;

describe('the main job, from the link to a published fusion', () => {
  let folder: string;
  let platform: Platform;
  let me: Visitor;
  let files: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-journey-'));
    const drawn = await writeSampleSet({ folder: join(folder, 'sample'), samples: 160, seed: 7 });
    files = drawn.map((file) => file.path);
    platform = await startPlatform({ dataFolder: join(folder, 'data'), port: 0 });
    me = await visitor(platform.url);
  });
  afterAll(async () => {
    await me?.leave();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('signs in by the link and says a name', async () => {
    const { page } = me;
    await page.goto(platform.signInLink!);
    await page.getByLabel('Your name').fill('Ada');
    expect.soft(await me.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.getByRole('heading', { name: 'Good to see you, Ada.' }).waitFor();
  });

  it('refuses the same link a second time', async () => {
    const other = await visitor(platform.url);
    await other.page.goto(platform.signInLink!);
    await other.page.getByLabel('Your name').fill('Eve');
    await other.page.getByRole('button', { name: 'Come in' }).click();
    await other.page.getByText('This sign-in link has been used').waitFor();
    expect(other.page.url()).toContain('/sign-in');
    await other.leave();
  });

  it('makes a team and a project', async () => {
    const { page } = me;
    await page.getByLabel('Team').fill('Studio');
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('home-empty');
    await page.getByRole('button', { name: 'Make the team' }).click();
    await page.getByLabel('Project').fill('Shapes and tunes');
    await page.getByLabel('Its question').fill('Which kind of work is it?');
    await page.getByRole('button', { name: 'Go on with my data' }).click();
    await page.getByText('Drop files here').waitFor();
    // Who has just made a team looks after it: no reload needed.
    await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
  });

  it('drops files and sees the works and their class counts', async () => {
    const { page } = me;
    await page.getByLabel('Files to bring').setInputFiles(files);
    for (const file of files) await page.getByText(basename(file), { exact: true }).waitFor();
    await page.getByLabel('Name of the dataset').fill('Drawn samples');
    await page.getByLabel('Licence').fill('CC0');
    await page.getByRole('button', { name: 'Make the dataset' }).click();
    await page.getByRole('heading', { level: 1, name: 'Drawn samples' }).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Classes' }).waitFor();
    await page
      .locator('button', { has: page.getByRole('img') })
      .first()
      .waitFor();
    expect(await page.getByText(/16\d works/).count()).toBeGreaterThan(0);
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('dataset');
  });

  it('looks at one work closely', async () => {
    const { page } = me;
    await page
      .locator('button', { has: page.getByRole('img') })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '▸ Play' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('makes a split and reads the verdict on leakage', async () => {
    const { page } = me;
    await page.getByRole('tab', { name: 'Splits' }).click();
    await page.getByRole('button', { name: 'Make the split' }).click();
    await page.getByRole('link', { name: 'Launch on this split' }).waitFor({ timeout: 60_000 });
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('split');
  });

  it('launches a CNN from the form, sees its size first and its curves grow', async () => {
    const { page } = me;
    await page.getByRole('link', { name: 'Launch on this split' }).click();
    await page.getByRole('heading', { level: 1, name: 'Launch' }).waitFor();
    await page.getByRole('button', { name: /^Small/ }).click();
    await page.getByLabel('Epochs').fill('4');
    await page.getByTestId('parameters').waitFor();
    const before = await page.getByTestId('parameters').textContent();
    await page.getByLabel('Dense layers').fill('32');
    await expect.poll(() => page.getByTestId('parameters').textContent()).not.toBe(before);
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('launch');
    await page.getByRole('button', { name: 'Launch', exact: true }).click();
    await page.getByRole('heading', { name: 'Params' }).waitFor();
    // The first point comes while it still runs, by itself.
    await page.getByRole('heading', { name: 'Loss', exact: true }).waitFor({ timeout: trainingMs });
    await page.getByText('finished', { exact: true }).first().waitFor({ timeout: trainingMs });
    await page.getByRole('heading', { name: 'On the test part' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('run');
  });

  it('shows evaluation, log, artifacts and how to repeat a run', async () => {
    const { page } = me;
    await page.getByRole('tab', { name: 'Evaluation' }).click();
    await page.getByRole('img', { name: /^ROC/ }).waitFor();
    await page.getByRole('table', { name: 'Confusion matrix' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('evaluation');
    for (const tab of ['Curves', 'Log', 'Artifacts', 'Reproducibility']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').waitFor();
      expect.soft(await me.barriers()).toEqual([]);
    }
  });

  it('launches an RNN on the other view of the same works', async () => {
    const { page } = me;
    await page.getByRole('link', { name: 'Launch', exact: true }).click();
    await page.getByRole('radiogroup', { name: 'View' }).locator('label').last().click();
    await page.getByRole('heading', { name: 'Model: RNN' }).waitFor();
    await page.getByRole('button', { name: /^Small/ }).click();
    await page.getByLabel('Epochs').fill('4');
    await page.getByRole('button', { name: 'Launch', exact: true }).click();
    await page.getByText('finished', { exact: true }).first().waitFor({ timeout: trainingMs });
  });

  it('selects two runs on the board and compares them', async () => {
    const { page } = me;
    await page.getByRole('link', { name: /^Runs/ }).click();
    await page.getByLabel('Select run 1').check();
    await page.getByLabel('Select run 2').check();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('board');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Is the difference real?' }).waitFor();
    await page.getByRole('heading', { name: 'Params that differ' }).waitFor();
    await page.getByRole('img', { name: /^ROC/ }).waitFor();
    await page.getByLabel('Show the works where').waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('compare');
  });

  it('holds runs against a baseline, looks at a work they disagree on, and takes the numbers away', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Run 1 as baseline' }).click();
    await page.waitForURL(/[?&]baseline=/);
    await page.getByRole('table', { name: 'Tests' }).waitFor();
    const works = page.getByRole('button', { name: /, in truth / });
    await works.first().click();
    await page.getByRole('dialog').getByRole('button', { name: '▸ Play' }).waitFor();
    await page.getByRole('dialog').getByText('#1 says').waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    const all = await works.count();
    await page.getByLabel('Show the works where').selectOption({ label: '#1 is right' });
    await page.waitForURL(/[?&]right=/);
    const right = await works.count();
    await page.getByLabel('Show the works where').selectOption({ label: '#1 is wrong' });
    await expect.poll(async () => right + (await works.count())).toBeGreaterThanOrEqual(Math.min(all, 24));
    await page.getByRole('button', { name: 'save Metrics' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of Metrics', exact: true }).click();
    expect((await coming).suggestedFilename()).toBe('metrics.csv');
    await page.getByRole('button', { name: 'copy GraphQL of Metrics' }).waitFor();
  });

  it('filters the board by one line and says what it does not understand', async () => {
    const { page } = me;
    await page.getByRole('link', { name: /^Runs/ }).click();
    await page.getByLabel('Select run 1').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('kind = RNN');
    await page.keyboard.press('Enter');
    await page.getByLabel('Select run 1').waitFor({ state: 'detached' });
    await page.getByLabel('Select run 2').waitFor();
    await page.getByLabel('Filter runs').fill('kind = = ');
    await page.keyboard.press('Enter');
    await page.getByRole('search').getByRole('alert').waitFor();
    await page.goBack();
  });

  it('moves the fusion weight, sees metrics and ROC follow, and publishes the fusion', async () => {
    const { page } = me;
    await page.getByRole('link', { name: /^Fusions/ }).click();
    await page.getByRole('checkbox').nth(0).check();
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: /^Explore/ }).click();
    await page.getByText(/chosen on validation:/).waitFor();
    await page.getByText(/95 % interval of the gain/).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('fusion');
    const path = page.getByRole('img', { name: /^ROC/ }).locator('path').last();
    const before = await path.getAttribute('d');
    const slider = page.getByRole('slider', { name: /^Weight of/ });
    await slider.focus();
    await slider.press('Home');
    await expect.poll(() => path.getAttribute('d')).not.toBe(before);
    await slider.press('End');
    // The address holds what the hand did, and a reload loses nothing of it.
    await page.waitForURL(/[?&]weights=0,1(&|$)/);
    const byHand = await path.getAttribute('d');
    await page.reload();
    await page.getByText(/95 % interval of the gain/).waitFor();
    await expect.poll(() => path.getAttribute('d')).toBe(byHand);
    await page.getByText(/Set by hand in sight of the test part/).waitFor();
    await page.getByRole('button', { name: 'chosen on validation', exact: true }).click();
    await expect.poll(() => path.getAttribute('d')).toBe(before);
    await page.getByRole('button', { name: 'Check on the server' }).click();
    await page.getByText(/The server finds the same for/).waitFor();
    const shown = await page.getByTestId('fused-metric').textContent();
    await page.getByRole('button', { name: 'Publish as run' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    // The server computed it again from the stored predictions, and says the same.
    await page.getByText(shown!, { exact: true }).first().waitFor();
    expect.soft(await me.barriers()).toEqual([]);
  });

  it('finds runs, datasets and things to do by a few keys, and comes back to where it was', async () => {
    const { page } = me;
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Fusions/ })
      .focus();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Find or do' });
    const current = page.getByRole('option', { selected: true });
    await field.waitFor();
    await page.getByRole('option', { name: /RNN/ }).first().waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await me.picture('palette');
    await page.keyboard.type('#2');
    await current.filter({ hasText: '#2 · RNN' }).waitFor();
    expect(await field.getAttribute('aria-activedescendant')).toBe(await current.getAttribute('id'));
    await field.fill('drawn');
    await current.filter({ hasText: 'Drawn samples' }).waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/^Fusions/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect.soft(await me.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('drawn');
    await current.filter({ hasText: 'Drawn samples' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Drawn samples' }).waitFor();
  });

  it('finds every other page in order', async () => {
    const { page } = me;
    for (const name of ['Home', 'Compare', 'Data', 'Queue', 'Members', 'Keys', 'Account', 'Appearance']) {
      await page
        .getByRole('navigation')
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect.soft(await me.barriers()).toEqual([]);
      if (name === 'Home') await page.goBack();
      // The comparison itself was looked at before.
      else if (name !== 'Compare') await me.picture(name.toLowerCase());
    }
  });

  it('leaves no error on the console', () => {
    expect(me.errors).toEqual([]);
  });
});
