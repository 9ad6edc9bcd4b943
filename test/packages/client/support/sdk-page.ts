// A page of a server that has the client in it, module by module as it is installed, in a real Chromium.
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** Opens a page at the server’s own address; there, `atelier` is the client. The browser’s router answers for both. */
export async function openSdkPage(context: BrowserContext, url: string, dist: string): Promise<Page> {
  const page = await context.newPage();
  await page.route(`${url}/sdk/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice('/sdk/'.length);
    if (path === '') return route.fulfill({ contentType: 'text/html', body: PAGE });
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(dist, normalize(path)), 'utf8') });
  });
  await page.goto(`${url}/sdk/`);
  await page.waitForFunction(() => 'atelier' in globalThis);
  return page;
}

const PAGE = `<!doctype html><title>a training in a page</title>
<script type="module">import * as atelier from '/sdk/browser.js'; globalThis.atelier = atelier;</script>`;

/** What such a page has. */
export interface SdkPage {
  readonly atelier: typeof import('../../../../packages/client/src/browser.ts');
}
