/** A person at a browser: opens pages, notices every error on the console, looks for barriers with axe, takes pictures on demand. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';

const pictures = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

export interface Visitor {
  readonly page: Page;
  /** Errors of pages and console since the start. */
  readonly errors: readonly string[];
  /** Serious and critical findings of axe on the page as it stands, in both themes, in words. */
  barriers(): Promise<string[]>;
  /** Writes `docs/screenshots/<name>-{light,dark}.png` when SCREENSHOTS is set. */
  picture(name: string): Promise<void>;
  leave(): Promise<void>;
}

/** Ada, who has come in by the platform's sign-in link as its first person. */
export async function firstVisitor({ url, signInLink }: { url: string; signInLink: string | null }): Promise<Visitor> {
  const ada = await visitor(url);
  await ada.page.goto(signInLink!);
  await ada.page.getByLabel('Your name').fill('Ada');
  await ada.page.getByRole('button', { name: 'Come in' }).click();
  await ada.page.getByRole('heading', { name: 'Good to see you, Ada.' }).waitFor();
  return ada;
}

export async function visitor(url: string): Promise<Visitor> {
  const browser: Browser = await launchChromium();
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));

  const inBothThemes = async (look: (theme: 'light' | 'dark') => Promise<void>) => {
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
      // Colours fade over.
      await page.waitForTimeout(150);
      await look(theme);
    }
  };
  return {
    page,
    errors,
    async barriers() {
      const found: string[] = [];
      await inBothThemes(async (theme) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { impact, id, help, nodes } of violations) {
          if (impact === 'serious' || impact === 'critical')
            found.push(`${theme}: ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
        }
      });
      return found;
    },
    async picture(name) {
      if (!process.env.SCREENSHOTS) return;
      mkdirSync(pictures, { recursive: true });
      await page.mouse.move(0, 0);
      await inBothThemes(async (theme) => {
        // A chart is drawn anew in the other theme's colours.
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
      });
    },
    async leave() {
      await browser.close();
    },
  };
}
