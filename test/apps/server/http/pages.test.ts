import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, openWorldForTest, type World } from '../../../support/world.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-dashboard-'));
  await mkdir(join(folder, '_next', 'static'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<p>Home</p><script>start()</script><script src="/_next/static/a.js"></script>');
  await writeFile(join(folder, 'run.html'), '<p>Run</p>');
  await writeFile(join(folder, 'run.txt'), 'flight');
  await writeFile(join(folder, '404.html'), '<p>Nothing here</p>');
  await writeFile(join(folder, '_next', 'static', 'a.js'), 'start = () => {}');
  await writeFile(`${folder}-secret.txt`, 'secret');
  world = await openWorld({ dashboardFolder: folder });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}-secret.txt`);
});

async function get(path: string) {
  const response = await world.anyone.fetch(path);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test('pages are served by name, and only the scripts they came with may run', async () => {
  const home = await get('/');
  expect([home.status, home.text.slice(0, 11)]).toEqual([200, '<p>Home</p>']);
  const policy = home.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`script-src 'self' 'sha256-${createHash('sha256').update('start()').digest('base64')}';`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect((await get('/run?id=1')).text).toBe('<p>Run</p>');
  expect((await get('/run.txt?_rsc=1')).text).toBe('flight');
  // Five hundred runs to be compared stand in the address.
  expect((await get(`/run?runs=${'R'.repeat(500 * 57)}`)).status).toBe(200);
});

test('built files are kept for ever, pages are asked for again', async () => {
  expect((await get('/_next/static/a.js')).headers.get('cache-control')).toContain('immutable');
  expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
});

test('what is not there is the page that says so, and nothing outside the folder is served', async () => {
  for (const path of [
    '/nowhere',
    '/%2e%2e%2fsecret.txt',
    `/..%2f${folder.split('/').at(-1)}-secret.txt`,
    '/run.html%00',
    '/..%5c..%5cetc%5cpasswd',
  ]) {
    const { status, text } = await get(path);
    expect([path, status, text.includes('secret')]).toEqual([path, expect.toSatisfy((code) => code === 404 || code === 400), false]);
  }
  expect(await get('/nowhere')).toMatchObject({ status: 404, text: '<p>Nothing here</p>' });
});

test('without a built dashboard the server says how to get one', async () => {
  const bare = await openWorldForTest();
  const response = await bare.anyone.fetch('/');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND', hint: expect.stringContaining('npm start') } }],
  });
});

test('the playground is made of nothing but what this server hands out', async () => {
  const page = await get('/playground');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/https?:\/\//);
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, name]) => name);
  expect(parts).toContain('start.js');
  for (const part of parts) expect([part, (await get(`/playground/${part}`)).status]).toEqual([part, 200]);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
});

test('health tells whether the database answers', async () => {
  expect(await (await world.anyone.fetch('/health')).json()).toEqual({ status: 'ok', version: 'test' });
});
