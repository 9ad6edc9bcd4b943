/** The people of a team: how they come in, what each sees of it, and how programs do. Nothing is trained here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../setup/platform.ts';
import { fillStudio } from './studio.ts';
import { firstVisitor, type Visitor, visitor } from './visitor.ts';

describe('the people of a team', () => {
  let folder: string;
  let platform: Platform;
  let me: Visitor;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-journey-'));
    platform = await startPlatform({ dataFolder: join(folder, 'data'), port: 0, agent: false });
    me = await firstVisitor(platform);
    await fillStudio(me.page);
    await me.page.goto('/runs?project=studio/shapes');
  });
  afterAll(async () => {
    await me?.leave();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('makes a key, which is shown once and can be revoked', async () => {
    const { page } = me;
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).click();
    await page.getByLabel('What for').fill('Nightly job');
    await page.getByLabel('May do').selectOption('admin');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const secret = (await page.getByText(/^atl_/).first().textContent())!;
    const asked = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ team(slug: "studio") { apiKeys { name } } }' }),
    });
    // It says that it may do all that an admin may, and so it can.
    expect(await asked.json()).toMatchObject({ data: { team: { apiKeys: [{ name: 'Nightly job' }] } } });
    await page.reload();
    await page.getByText('everything an admin may · made').waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByRole('button', { name: 'Revoke Nightly job' }).click();
    await page.getByRole('button', { name: /^Revoke Nightly job: press again/ }).click();
    await page.getByText('1 key no longer good').waitFor();
    expect.soft(await me.barriers()).toEqual([]);
  });

  it('invites somebody who may look on, by a link that works once', async () => {
    const { page } = me;
    await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click();
    await page.getByLabel('As', { exact: true }).selectOption('VIEWER');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = (await page.getByText(/\/invitation\?token=/).textContent())!;
    await page.getByRole('button', { name: 'Withdraw the invitation of whoever has the link' }).waitFor();
    const guest = await visitor(platform.url);
    await guest.page.goto(link);
    await guest.page.getByRole('heading', { name: 'Join Studio' }).waitFor();
    await guest.page.getByLabel('Your name').fill('Bo');
    expect.soft(await guest.barriers()).toEqual([]);
    await guest.page.getByRole('button', { name: 'Join' }).click();
    await guest.page.getByRole('link', { name: 'Shapes' }).click();
    await guest.page.getByLabel('Select run 1').waitFor();
    // What they may not do is not offered, and where they may not go they are told who may.
    const navigation = guest.page.getByRole('navigation');
    await navigation.getByRole('link', { name: 'Members' }).click();
    await guest.page.getByText('viewer', { exact: true }).waitFor();
    expect(await guest.page.getByRole('combobox', { name: /^Role of/ }).count()).toBe(0);
    expect(await guest.page.getByRole('button', { name: 'Remove Ada' }).count()).toBe(0);
    expect(await guest.page.getByRole('button', { name: 'Make a link' }).count()).toBe(0);
    expect(await navigation.getByRole('link', { name: /^(Keys|Audit)/ }).count()).toBe(0);
    for (const path of ['keys', 'audit']) {
      await guest.page.goto(`/${path}?project=studio/shapes`);
      await guest.page.getByRole('heading', { name: 'For owners and admins' }).waitFor();
      expect.soft(await guest.barriers()).toEqual([]);
    }
    await guest.page.goto('/runs?project=studio/not-there');
    await guest.page.getByRole('heading', { name: 'Not here' }).waitFor();
    await navigation.getByRole('link', { name: 'Runs' }).waitFor({ state: 'detached' });
    await guest.leave();
    const late = await visitor(platform.url);
    await late.page.goto(link);
    await late.page.getByRole('heading', { name: 'This invitation is no longer good' }).waitFor();
    await late.leave();
    await page.reload();
    await page.getByText('2 members').waitFor();
    await page.getByText('1 earlier invitation').waitFor();
  });

  it('lets whoever came by a link give themselves a password, and come back by it to the page where their session ended', async () => {
    const guest = await visitor(platform.url);
    const send = (query: string) =>
      guest.page.evaluate(
        (text) =>
          fetch('/graphql', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query: text }),
          }).then((answer) => answer.json()),
        query,
      );
    await me.page.getByLabel('As', { exact: true }).selectOption('MEMBER');
    await me.page.getByRole('button', { name: 'Make a link' }).click();
    await guest.page.goto((await me.page.getByText(/\/invitation\?token=/).textContent())!);
    await guest.page.getByLabel('Your name').fill('Cy');
    await guest.page.getByRole('button', { name: 'Join' }).click();
    await guest.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    // Who came by a link alone could not come back: they are told, and give themselves a password.
    await guest.page.getByRole('button', { name: 'Sign out' }).click();
    await guest.page.getByText('You have no password').waitFor();
    await guest.page.getByRole('navigation').getByRole('link', { name: 'Account' }).click();
    await guest.page.getByLabel('E-mail').fill('cy@example.com');
    await guest.page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
    expect.soft(await guest.barriers()).toEqual([]);
    await guest.page.getByRole('button', { name: 'Keep' }).click();
    await guest.page.getByLabel('Current password').waitFor();
    const place = '/launch?project=studio/shapes';
    await guest.page.goto(place);
    await guest.page.getByLabel('Epochs').fill('3');
    await send('mutation { signOut }');
    await guest.page.getByRole('button', { name: 'Launch', exact: true }).click();
    await guest.page.getByText('Your session has ended.').waitFor();
    // What was typed is still there.
    expect(await guest.page.getByLabel('Epochs').inputValue()).toBe('3');
    await guest.page.getByRole('link', { name: 'Sign in again' }).click();
    await guest.page.getByLabel('E-mail').fill('cy@example.com');
    await guest.page.getByLabel(/^Password/).fill('correct horse battery');
    await guest.page.getByRole('button', { name: 'Sign in' }).click();
    await guest.page.getByRole('heading', { level: 1, name: 'Launch' }).waitFor();
    expect(guest.page.url()).toContain(place);
    await guest.leave();
  });

  it('fits a narrow screen, with everything in the menu within reach', async () => {
    const { page } = me;
    await page.setViewportSize({ width: 390, height: 844 });
    const wide: string[] = [];
    for (const path of ['', 'members', 'keys', 'audit', 'account', 'appearance', 'runs', 'launch', 'data']) {
      await page.goto(`/${path}?project=studio/shapes`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (await page.evaluate<boolean>('document.scrollingElement.scrollWidth > window.innerWidth')) wide.push(path);
    }
    expect(wide).toEqual([]);
    await page.getByRole('button', { name: 'Menu' }).click();
    // Nothing lies over it.
    await page.getByRole('button', { name: 'Sign out' }).click({ trial: true });
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByRole('option', { name: 'Members' }).click();
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('leaves no error on the console', () => {
    expect(me.errors).toEqual([]);
  });
});
