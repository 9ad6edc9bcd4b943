/** The dashboard as it stands, over 100,000 runs and 1,000 columns, in a real browser at a real server: D4 and D6 to D10. */
import type { Browser, Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { buildDashboard } from '../../setup/platform/dashboard.ts';
import { findChromium, launchChromium } from '../../test/support/chromium.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { APPEND, pack, type Platform, platform, withSql } from '../tracking/platform.ts';
import { fillProject } from './fill-project.ts';

const RUNS = 100_000;
const COLUMNS = 1_000;
const CURVES = 50;
const POINTS = 100_000;

let filled: Promise<Platform & { ref: string }> | undefined;

/** The platform with its dashboard and a project of 100,000 runs. */
function board() {
  filled ??= (async () => {
    await buildDashboard(() => {});
    const atelier = await platform();
    const { createProject } = await atelier.query<{ createProject: { id: string; slug: string } }>(
      'mutation ($team: ID!) { createProject(team: $team, name: "Years") { id slug } }',
      { team: atelier.team.id },
    );
    await withSql((sql) =>
      fillProject(sql, atelier.query, { team: atelier.team.id, project: createProject.id }, { runs: RUNS, columns: COLUMNS }),
    );
    return { ...atelier, ref: `${atelier.team.slug}/${createProject.slug}` };
  })();
  return filled;
}

let logged: Promise<string[]> | undefined;

/** Fifty runs with a long curve each. */
function curves() {
  logged ??= (async () => {
    const { query, startRun } = await board();
    const ids: string[] = [];
    for (let run = 0; run < CURVES; run++) {
      const id = await startRun();
      const values = Float64Array.from({ length: POINTS }, (_, at) => Math.exp(-at / (9000 + 400 * run)) + 0.02 * Math.sin(at * (run + 1)));
      await query(APPEND, {
        input: { run: id, writer: 'bench', sequence: 1, columns: [{ key: 'loss', start: 0, stride: 1, values: pack(values) }] },
      });
      ids.push(id);
    }
    return ids;
  })();
  return logged;
}

async function signedIn(browser: Browser, { url, cookie }: Platform): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const at = cookie.indexOf('=');
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }]);
  return context.newPage();
}

function inChromium(work: (browser: Browser) => Promise<BenchResult>): () => Promise<BenchResult> {
  return async () => {
    if (findChromium() === undefined) return { skipped: 'no Chromium was found' };
    const browser = await launchChromium();
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

// Text, since nothing here knows of a DOM. What the browser itself measures, from the first moment on.
const watch = `
  globalThis.seen = { lcp: 0, cls: 0, slowest: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = Math.max(seen.lcp, entry.startTime); }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.cls += entry.value; }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId) seen.slowest = Math.max(seen.slowest, entry.duration); }).observe({ type: 'event', durationThreshold: 16, buffered: true });`;
type Seen = { lcp: number; cls: number; slowest: number };

/** Opens the board as somebody who comes for the first time, several times. */
async function loads(browser: Browser, turns = 5): Promise<Seen[]> {
  const atelier = await board();
  const found: Seen[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const page = await signedIn(browser, atelier);
    await page.addInitScript(watch);
    await page.goto(`/runs?project=${atelier.ref}`);
    await page.getByLabel(`Select run ${RUNS}`, { exact: true }).waitFor();
    await page.getByRole('img', { name: /^Parallel coordinates/ }).waitFor();
    await page.waitForTimeout(500);
    found.push(await page.evaluate<Seen>('seen'));
    await page.context().close();
  }
  return found;
}

/** What each page loads before it can be used: the scripts that its HTML names, compressed. */
async function firstLoadKb(path: string): Promise<number> {
  const { url } = await board();
  const html = await (await fetch(`${url}${path}`)).text();
  const scripts = new Set([...html.matchAll(/<script(?![^>]*noModule)[^>]+src="([^"]+)"/gi)].map((match) => match[1]!));
  let bytes = 0;
  for (const script of scripts)
    bytes += gzipSync(Buffer.from(await (await fetch(new URL(script, url))).arrayBuffer()), { level: 9 }).length;
  return bytes / 1000;
}

/** What somebody does on a board, one after the other. */
async function interact(page: Page): Promise<void> {
  await page.getByLabel(`Select run ${RUNS}`, { exact: true }).click();
  await page.getByLabel(`Select run ${RUNS - 1}`, { exact: true }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('metrics.val_loss < 0.9', { delay: 40 });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(800);
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await page.waitForTimeout(800);
  await page.getByRole('columnheader').getByRole('button', { name: 'Test accuracy', exact: true }).click();
  await page.waitForTimeout(800);
  for (const key of ['j', 'j', 'k', 'x']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Search columns').pressSequentially('p77', { delay: 40 });
  await page.waitForTimeout(600);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Importance', exact: true }).click();
  await page.waitForTimeout(1500);
}

// Scrolls as a wheel does, now and then with a leap, and counts the frames.
const scroll = `new Promise((done) => {
  const table = document.querySelector('[aria-label="Table of runs"]');
  const start = performance.now();
  let frames = 0, slow = 0, last = start;
  const step = (now) => {
    frames += 1;
    if (now - last > 34) slow += 1;
    last = now;
    if (now - start > 5000) return done({ frames, slow, seconds: (now - start) / 1000, at: table.scrollTop / table.scrollHeight });
    table.scrollTop += frames % 100 === 0 ? 400000 : 110;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

// When the curves' answer has come in, and when the fiftieth of them was put on the canvas.
const watchDrawing = `
  globalThis.drawing = { answered: 0, drawn: 0, strokes: 0 };
  const ask = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const response = await ask(...given);
    if (!String(given[1]?.body ?? '').includes('CompareCurves')) return response;
    const text = await response.text();
    drawing.answered = performance.now();
    return new Response(text, response);
  };
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    stroke.apply(this, given);
    if (drawing.answered && given[0] instanceof Path2D && ++drawing.strokes === ${CURVES}) requestAnimationFrame(() => { drawing.drawn = performance.now(); });
  };`;

export const rows: BenchRow[] = [
  {
    id: 'D4',
    title: `${CURVES} runs × ${POINTS.toLocaleString('en')} points, from the answer to the canvas ÷ 300 ms`,
    better: 'lower',
    floor: 1,
    target: 0.7,
    run: inChromium(async (browser) => {
      const atelier = await board();
      const ids = await curves();
      const times: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const page = await signedIn(browser, atelier);
        await page.addInitScript(watchDrawing);
        await page.goto(`/compare?project=${atelier.ref}&runs=${ids.join(',')}`);
        // Asked again and again from here: the page's own policy forbids a text to be run in it.
        while ((await page.evaluate<number>('drawing.drawn')) === 0) await page.waitForTimeout(50);
        times.push(await page.evaluate<number>('drawing.drawn - drawing.answered'));
        await page.context().close();
      }
      return { ratio: median(times) / 300, detail: `${median(times).toFixed(0)} ms, Chromium ${browser.version()}` };
    }),
  },
  {
    id: 'D6',
    title: `largest contentful paint of a board of ${RUNS.toLocaleString('en')} runs and ${COLUMNS.toLocaleString('en')} columns ÷ 1.5 s`,
    better: 'lower',
    floor: 1,
    target: 0.7,
    run: inChromium(async (browser) => {
      const times = (await loads(browser)).map(({ lcp }) => lcp);
      return {
        ratio: median(times) / 1500,
        detail: `median ${median(times).toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')}`,
      };
    }),
  },
  {
    id: 'D7',
    title: 'cumulative layout shift of the same page until its figures stand ÷ 0.1',
    better: 'lower',
    floor: 1,
    target: 0.5,
    run: inChromium(async (browser) => {
      const shifts = (await loads(browser, 3)).map(({ cls }) => cls);
      return { ratio: Math.max(...shifts) / 0.1, detail: `most ${Math.max(...shifts).toFixed(3)}` };
    }),
  },
  {
    id: 'D8',
    title: 'slowest of some forty interactions with that board (INP) ÷ 200 ms',
    better: 'lower',
    floor: 1,
    target: 0.7,
    run: inChromium(async (browser) => {
      const atelier = await board();
      const page = await signedIn(browser, atelier);
      await page.addInitScript(watch);
      await page.goto(`/runs?project=${atelier.ref}`);
      await page.getByRole('img', { name: /^Parallel coordinates/ }).waitFor();
      await interact(page);
      const { slowest } = await page.evaluate<Seen>('seen');
      return { ratio: slowest / 200, detail: `${slowest.toFixed(0)} ms` };
    }),
  },
  {
    id: 'D9',
    title: 'script that the pages load first, compressed, the most of board and run ÷ 200 kB',
    better: 'lower',
    floor: 1,
    target: 0.95,
    async run() {
      const sizes = {
        board: await firstLoadKb('/runs'),
        run: await firstLoadKb('/run'),
        compare: await firstLoadKb('/compare'),
        home: await firstLoadKb('/'),
      };
      const detail = Object.entries(sizes)
        .map(([name, size]) => `${name} ${size.toFixed(1)} kB`)
        .join(', ');
      return { ratio: Math.max(sizes.board, sizes.run) / 200, detail };
    },
  },
  {
    id: 'D10',
    title: `frames a second while ${RUNS.toLocaleString('en')} rows are scrolled, with leaps ÷ 60`,
    floor: 0.8,
    target: 0.95,
    run: inChromium(async (browser) => {
      const atelier = await board();
      const page = await signedIn(browser, atelier);
      await page.goto(`/runs?project=${atelier.ref}&figures=none`);
      await page.getByLabel(`Select run ${RUNS}`, { exact: true }).waitFor();
      const { frames, slow, seconds, at } = await page.evaluate<{ frames: number; slow: number; seconds: number; at: number }>(scroll);
      return {
        ratio: frames / seconds / 60,
        detail: `${(frames / seconds).toFixed(1)} frames/s, ${slow} of ${frames} took more than 34 ms, came to ${Math.round(at * 100)} % of the table`,
      };
    }),
  },
];
