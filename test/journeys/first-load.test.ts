/** What a browser fetches before a page of the dashboard can be used, as it was built. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { dashboardFolder } from '../../setup/platform/dashboard.ts';

const mostScript = 200_000;
const mostStyle = 40_000;

/** Compressed bytes of the files that a page names; scripts for browsers without modules are fetched by none that we support. */
function sizeOf(html: string, files: RegExp): number {
  const named = new Set(Array.from(html.matchAll(files)).flatMap(([tag, path]) => (path && !/nomodule/i.test(tag) ? [path] : [])));
  return [...named].reduce((sum, path) => sum + gzipSync(readFileSync(join(dashboardFolder, path))).length, 0);
}

it('no page needs more than 200 kB of script and 40 kB of style to begin with', () => {
  const pages = globSync('*.html', { cwd: dashboardFolder }).filter((file) => !basename(file).startsWith('_'));
  expect(pages.length).toBeGreaterThan(10);
  const heavy = pages.flatMap((page) => {
    const html = readFileSync(join(dashboardFolder, page), 'utf8');
    const script = sizeOf(html, /<script[^>]*src="(\/_next\/[^"]+\.js)"[^>]*>/g);
    const style = sizeOf(html, /<link[^>]*href="(\/_next\/[^"]+\.css)"[^>]*>/g);
    return script > mostScript || style > mostStyle ? [`${page}: ${script} bytes of script, ${style} of style`] : [];
  });
  expect(heavy).toEqual([]);
});
