// From `run.log()` in a training program to the picture of the curve in somebody’s browser: SDK, spool, server, subscription and dashboard, all as they are used.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { connect, type Run } from '../../packages/client/src/index.ts';
import { buildDashboard } from '../../setup/platform/dashboard.ts';
import { findChromium, launchChromium } from '../../test/support/chromium.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { type Platform, platform, quantile } from '../tracking/platform.ts';

const POINTS = 60;
const ALLOWED_MS = 1000;

export const rows: BenchRow[] = [
  {
    id: 'L4',
    title: `a point logged → drawn on the run page in a browser, 95th percentile ÷ ${ALLOWED_MS} ms`,
    better: 'lower',
    floor: 1,
    target: 0.5,
    async run() {
      if (findChromium() === undefined) return { skipped: 'no Chromium was found' };
      await buildDashboard(() => {});
      const server = await platform();
      const folder = mkdtempSync(join(tmpdir(), 'atelier-live-'));
      const browser = await launchChromium();
      try {
        const run = await connect({ url: server.url, key: server.authorization.slice('Bearer '.length) }).startRun({
          project: `${server.team.slug}/${server.project.slug}`,
          spoolFolder: folder,
          capture: false,
        });
        for (let step = 0; step < 10; step++) run.log({ loss: step % 2 });
        await run.flush();
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        const [name, value] = server.cookie.split('=') as [string, string];
        await context.addCookies([{ name, value, url: server.url }]);
        const delays = await measure(run, await openCurves(await context.newPage(), server, run));
        await run.finish();
        return resultOf(delays, browser.version());
      } finally {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];

async function openCurves(page: Page, { url, team, project }: Platform, run: Run): Promise<Page> {
  await page.addInitScript(watchPictures);
  await page.goto(`${url}/run?project=${team.slug}/${project.slug}&id=${run.id}&tab=curves`);
  await page.waitForSelector('canvas');
  return page;
}

/** Notes when the picture of a canvas has become another one, looking at it after each time it was drawn. */
function watchPictures(): void {
  const changes: number[] = [];
  const seen = new WeakMap<object, number>();
  Object.assign(globalThis, { changes });
  type Context = { readonly canvas: { width: number; height: number }; getImageData(...place: number[]): { data: Uint8ClampedArray } };
  const prototype = (
    globalThis as unknown as { CanvasRenderingContext2D: { prototype: Context & { clearRect(...place: number[]): void } } }
  ).CanvasRenderingContext2D.prototype;
  const { clearRect } = prototype;
  prototype.clearRect = function (this: Context, ...place: number[]) {
    clearRect.apply(this as never, place);
    queueMicrotask(() => {
      const { data } = this.getImageData(0, 0, this.canvas.width, this.canvas.height);
      let sum = 0;
      for (let index = 0; index < data.length; index += 4) sum = (Math.imul(sum, 31) + data[index]! + data[index + 3]!) | 0;
      if (seen.get(this.canvas) !== sum) changes.push(Date.now());
      seen.set(this.canvas, sum);
    });
  };
}

/** Milliseconds from each logged point to the first new picture after it. Points come one by one, so that a picture can be of no other. */
async function measure(run: Run, page: Page): Promise<number[]> {
  const pictures = () => page.evaluate(() => (globalThis as unknown as { changes: number[] }).changes);
  await wait(3000);
  const before = (await pictures()).length;
  const logged: number[] = [];
  for (let point = 0; point < POINTS; point++) {
    await wait(1200 + Math.random() * 300);
    logged.push(Date.now());
    run.log({ loss: Math.random() });
  }
  await wait(3000);
  const after = (await pictures()).slice(before);
  if (after.length !== POINTS) throw new Error(`${POINTS} points were logged, and the picture changed ${after.length} times`);
  return after.map((at, index) => at - logged[index]!);
}

function resultOf(delays: readonly number[], version: string): BenchResult {
  const [median, p95] = [quantile(delays, 0.5), quantile(delays, 0.95)];
  const most = Math.max(...delays);
  return {
    ratio: p95 / ALLOWED_MS,
    detail: `${delays.length} points, median ${median} ms, p95 ${p95} ms, most ${most} ms, Chromium ${version}`,
  };
}
