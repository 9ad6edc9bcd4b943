import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, normalize } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const sources = join(import.meta.dirname, '..', '..', 'packages', 'metrics', 'src');
// Answered by the browser's own router, so that nothing listens and nothing is looked up.
const origin = 'http://metrics.localhost';

/** A page that can `import('/index.ts')` to get the metrics package, module by module as it stands, with only its types taken away. */
export async function openMetricsPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>metrics</title>' });
    const source = readFileSync(join(sources, normalize(path)), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source, { mode: 'strip' }) });
  });
  await page.goto(`${origin}/`);
  return page;
}
