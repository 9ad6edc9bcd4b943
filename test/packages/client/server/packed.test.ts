/** The client as others get it: packed, installed offline in an empty folder, used from plain JavaScript on Node 20 and in a page. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { launchChromium } from '../../../support/chromium.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';
import { openSdkPage, type SdkPage } from '../support/sdk-page.ts';
import { installPacked, oldestNode } from '../../../support/packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-packed-client-'));
const installed = join(folder, 'node_modules', '@atelier', 'client');

let world: World;
let project: Project;
let env: NodeJS.ProcessEnv;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  installPacked('client', folder);
  world = await openWorld();
  project = await world.team().project();
  env = {
    PATH: process.env.PATH,
    ATELIER_HOME: join(folder, 'home'),
    ATELIER_URL: world.url,
    ATELIER_KEY: (await project.team.key()).headers.authorization!.slice('Bearer '.length),
    ATELIER_PROJECT: `${project.team.slug}/${project.slug}`,
  };
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  context = await browser.newContext();
  const [name, value] = project.owner.headers.cookie!.split('=') as [string, string];
  await context.addCookies([{ name, value, url: world.url }]);
  return () => context.close();
});

const run = promisify(execFile);

const ASK = `query ($id: ID!) { run(id: $id) {
  name status params reproducibility
  curves(keys: ["loss"]) { steps values }
  log { text }
  artifacts { path file { url sizeBytes } }
  evaluation { samples metric(name: "accuracy") { value } }
} }`;

async function ask(id: string): Promise<Record<string, any>> {
  const { run: found } = await project.owner.query(ASK, { id });
  return { ...found, losses: [...new Float64Array(Uint8Array.from(Buffer.from(found.curves[0]?.values ?? '', 'base64')).buffer)] };
}

test('on the oldest Node: a run with points, predictions and a file, started, logged and finished', async () => {
  writeFileSync(
    join(folder, 'train.mjs'),
    `import { connect } from '@atelier/client';
     const run = await connect().startRun({ name: 'packed', params: { lr: 0.1, apiKey: 'hunter2hunter2' } });
     for (let step = 0; step < 100; step++) run.log({ loss: 1 / (step + 1) }, { step });
     console.log('said on the way');
     run.logPredictions({ part: 'TEST', classes: ['a', 'b'], scores: [0.9, 0.1, 0.2, 0.8], truth: [0, 1], sampleIds: ['x', 'y'] });
     run.artifact('package.json', { name: 'kept/package.json' });
     const report = await run.finish();
     process.stderr.write(JSON.stringify({ id: run.id, node: process.version, report }));`,
  );
  const { stderr } = await run(oldestNode, ['train.mjs', '--token', 'hunter2hunter2'], { cwd: folder, env });
  const { id, node: version, report } = JSON.parse(stderr);
  expect(report).toMatchObject({ complete: true, refused: [] });
  const found = await ask(id);
  expect(found).toMatchObject({
    name: 'packed',
    status: 'FINISHED',
    params: { lr: 0.1, apiKey: '[redacted]' },
    log: { text: 'said on the way\n' },
    evaluation: { samples: 2, metric: { value: 1 } },
    artifacts: [{ path: 'kept/package.json' }],
    reproducibility: { node: version, packages: { '@atelier/client': '0.1.0' }, environment: { ATELIER_KEY: '[redacted]' } },
  });
  expect(found.reproducibility.command.slice(-2)).toEqual(['--token', '[redacted]']);
  expect(found.losses).toEqual(Array.from({ length: 100 }, (_, step) => 1 / (step + 1)));
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('on the oldest Node: the command line', async () => {
  const atelier = join(folder, 'node_modules', '.bin', 'atelier');
  const { stdout } = await run(oldestNode, [atelier, 'runs', '--json'], { cwd: folder, env });
  expect(JSON.parse(stdout)).toMatchObject([{ name: 'packed' }]);
  const file = join(folder, 'points.parquet');
  await run(oldestNode, [atelier, 'export', '1', '--out', file], { cwd: folder, env });
  expect(readFileSync(file).subarray(0, 4).toString()).toBe('PAR1');
  await expect(run(oldestNode, [atelier, 'run', 'show', '99'], { cwd: folder, env })).rejects.toMatchObject({ code: 4 });
});

test('in a page: the same, by whoever is signed in, with nothing of Node', async () => {
  const page = await openSdkPage(context, world.url, join(installed, 'dist'));
  const { id, report } = await page.evaluate(async (name) => {
    const { connect } = (globalThis as unknown as SdkPage).atelier;
    const training = await connect().startRun({ project: name, name: 'in a page', params: { lr: 0.1 } });
    for (let step = 0; step < 100; step++) training.log({ loss: 1 / (step + 1) }, { step });
    training.logText('token=hunter2hunter2');
    training.logPredictions({ part: 'TEST', classes: ['a', 'b'], scores: [0.9, 0.1], truth: [0], sampleIds: ['x'] });
    training.artifact(new Blob(['weights']), { name: 'model.bin' });
    training.artifact('no/path/in/a/page');
    return { id: training.id!, report: { ...(await training.finish()), problems: training.problems } };
  }, env.ATELIER_PROJECT!);
  expect(report).toMatchObject({ complete: true, refused: [], problems: [expect.stringMatching(/no files by path/)] });
  const found = await ask(id);
  expect(found).toMatchObject({
    status: 'FINISHED',
    log: { text: 'token=[redacted]\n' },
    artifacts: [{ path: 'model.bin', file: { sizeBytes: 7 } }],
    evaluation: { samples: 1 },
    reproducibility: { browser: expect.stringMatching(/Chrom/), page: `${world.url}/sdk/` },
  });
  expect(found.losses).toEqual(Array.from({ length: 100 }, (_, step) => 1 / (step + 1)));
});

test('in a page: what a page could not deliver before it was closed, a later one does', async () => {
  const first = await openSdkPage(context, world.url, join(installed, 'dist'));
  const id = await first.evaluate(async (name) => {
    const { connect } = (globalThis as unknown as SdkPage).atelier;
    const training = await connect().startRun({ project: name, name: 'closed' });
    Object.assign(globalThis, { training });
    return training.id!;
  }, env.ATELIER_PROJECT!);
  await first.route(`${world.url}/graphql`, (route) => route.abort());
  await first.evaluate(async () => {
    const { training } = globalThis as unknown as { training: import('../../../../packages/client/src/browser.ts').Run };
    for (let step = 0; step < 50; step++) training.log({ loss: step }, { step });
    training.artifact(new Blob(['late']), { name: 'late.bin' });
    await training.flush();
  });
  const sync = async (page: typeof first) =>
    page.evaluate(async () => {
      return (globalThis as unknown as SdkPage).atelier.connect().sync();
    });
  const second = await openSdkPage(context, world.url, join(installed, 'dist'));
  // The first page still lives, and looks after its own.
  expect(await sync(second)).toEqual([]);
  await first.close();
  // The browser lets go of what a closed page held when it has ended its process.
  const delivered = await vi.waitFor(
    async () => {
      const found = await sync(second);
      expect(found).toHaveLength(1);
      return found;
    },
    { timeout: 10_000, interval: 200 },
  );
  expect(delivered).toMatchObject([{ run: id, report: { complete: true, finished: false, refused: [] } }]);
  expect(await ask(id)).toMatchObject({ losses: Array.from({ length: 50 }, (_, step) => step), artifacts: [{ path: 'late.bin' }] });
  expect(await sync(second)).toEqual([]);
});

test('brings JavaScript, declarations, and what it depends on', () => {
  const { exports, bin, bundleDependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(exports['.'].browser).toEqual({ types: './dist/browser.d.ts', default: './dist/browser.js' });
  expect(bin).toEqual({ atelier: './dist/cli/main.js' });
  expect(bundleDependencies).toEqual(['hyparquet-writer']);
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
      expect(path, `${file} is for pages`).toMatch(/^\.\.?\//);
      follow(join(file, '..', path!));
    }
  };
  follow(join(installed, 'dist', 'browser.js'));
  expect(reached.size).toBeGreaterThan(10);
});
