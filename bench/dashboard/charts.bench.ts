/** The dashboard's chart of curves beside ECharts and Plotly, drawing the same points in the same browser: D1, D2, D3. */
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../test/support/chromium.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { bundle, gzipBytes, peers } from './bundle.ts';

const charts = join(import.meta.dirname, '..', '..', 'apps', 'web', 'src', 'charts').replaceAll('\\', '/');
const RUNS = 50;
/** Four points of each of 800 pixel columns: what the server sends of a curve of any length. */
const POINTS = 3200;

const ours = `
  import { MantineProvider } from '@mantine/core';
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import LineChart from '${charts}/draw/LineChart.tsx';
  let root;
  globalThis.drawOurs = (lines) => {
    root ??= createRoot(document.getElementById('chart'));
    root.render(createElement(MantineProvider, null, createElement(LineChart, { lines, label: 'Loss', height: 400, legend: false })));
  };`;
const oursAlone = `export { default } from '${charts}/draw/LineChart.tsx';`;
const echarts = (folder: string) => `
  import * as core from '${folder}/echarts/core.js';
  import { LineChart } from '${folder}/echarts/charts.js';
  import { GridComponent, TooltipComponent } from '${folder}/echarts/components.js';
  import { CanvasRenderer } from '${folder}/echarts/renderers.js';
  core.use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);
  let chart;
  globalThis.drawEcharts = (lines) => {
    chart ??= core.init(document.getElementById('chart'));
    chart.setOption({
      animation: false,
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value' },
      yAxis: { type: 'value', scale: true },
      series: lines.map((line) => ({ type: 'line', name: line.label, showSymbol: false, data: Array.from(line.x, (x, at) => [x, line.y[at]]) })),
    });
  };`;
const plotly = (folder: string) => `
  import Plotly from '${folder}/plotly.js-dist-min/plotly.min.js';
  globalThis.drawPlotly = (lines) => {
    Plotly.newPlot('chart', lines.map((line) => ({ type: 'scatter', mode: 'lines', name: line.label, x: line.x, y: line.y })), { width: 1000, height: 400 });
  };`;

// In the page: noisy falling curves, the same every time.
const prepare = (runs: number, points: number) => `(() => {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  globalThis.lines = Array.from({ length: ${runs} }, (_, run) => ({
    label: 'run ' + run,
    color: '#2346c8',
    x: Float64Array.from({ length: ${points} }, (_, at) => at * 31 + (at % 4) * 7),
    y: Float64Array.from({ length: ${points} }, (_, at) => Math.exp(-at / (500 + 40 * run)) + 0.05 * next()),
  }));
})();`;
const draw = (name: Name) => `globalThis.draw${name}(globalThis.lines)`;

type Name = 'Ours' | 'Echarts' | 'Plotly';

async function opened(browser: Browser, script: string): Promise<{ page: Page; cost: (work: () => Promise<void>) => Promise<number> }> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
  await page.setContent('<!doctype html><div id="chart" style="width:1000px;height:400px"></div>');
  await page.addScriptTag({ content: script });
  const session = await page.context().newCDPSession(page);
  // Of the thread itself, so that what else the machine does is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cost: (work) => taskMs(session, work) };
}

/** Milliseconds of processor time that the page's main thread took meanwhile: script, layout and painting. */
async function taskMs(session: CDPSession, work: () => Promise<void>): Promise<number> {
  const read = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  const before = await read();
  await work();
  return (await read()) - before;
}

const settle = (page: Page) =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))');

/** Median of five fresh pages. */
async function drawMs(browser: Browser, name: Name, script: string, runs: number, points: number): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const { page, cost } = await opened(browser, script);
    // A first small one, so that no library is measured while it wakes up.
    await page.evaluate(prepare(1, 10));
    await page.evaluate(draw(name));
    await settle(page);
    await page.evaluate(prepare(runs, points));
    times.push(
      await cost(async () => {
        await page.evaluate(draw(name));
        await settle(page);
      }),
    );
    await page.close();
  }
  return times.sort((a, b) => a - b)[2]!;
}

/** Busy milliseconds of ten seconds in which the pointer moves over the chart. */
async function moveMs(browser: Browser, name: Name, script: string): Promise<number> {
  const { page, cost } = await opened(browser, script);
  await page.evaluate(prepare(RUNS, POINTS));
  await page.evaluate(draw(name));
  await settle(page);
  const spent = await cost(async () => {
    const end = performance.now() + 10_000;
    for (let turn = 0; performance.now() < end; turn++) {
      await page.mouse.move(120 + ((turn * 7) % 800), 80 + ((turn * 3) % 250));
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
  });
  await page.close();
  return spent;
}

function needs(work: (folder: string, browser: Browser) => Promise<BenchResult>): () => Promise<BenchResult> {
  return async () => {
    const folder = peers()?.replaceAll('\\', '/');
    if (folder === undefined) return { skipped: 'ECharts and Plotly could not be fetched (npm ci in bench/dashboard/peers)' };
    if (findChromium() === undefined) return { skipped: 'no Chromium was found' };
    const browser = await launchChromium();
    try {
      return await work(folder, browser);
    } finally {
      await browser.close();
    }
  };
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (time: number) => `${time.toFixed(0)} ms`;

export const rows: BenchRow[] = [
  {
    id: 'D1',
    title: 'gz bytes of the chart of curves, with uPlot ÷ ECharts with lines alone, tree-shaken',
    better: 'lower',
    floor: 0.25,
    target: 0.15,
    run: needs(async (folder) => {
      const own = gzipBytes(await bundle({ source: oursAlone, external: /^(react|react-dom|@mantine\/)/ }));
      const peer = gzipBytes(await bundle({ source: echarts(folder) }));
      return { ratio: own / peer, detail: `${kB(own)} ÷ ${kB(peer)}` };
    }),
  },
  {
    id: 'D2',
    title: `main thread busy with drawing ${RUNS} runs × ${POINTS} points, Plotly ÷ ours`,
    floor: 5,
    target: 10,
    run: needs(async (folder, browser) => {
      const own = await drawMs(browser, 'Ours', await bundle({ source: ours }), RUNS, POINTS);
      const peer = await drawMs(browser, 'Plotly', await bundle({ source: plotly(folder) }), RUNS, POINTS);
      return { ratio: peer / own, detail: `${ms(peer)} ÷ ${ms(own)}, Chromium ${browser.version()}` };
    }),
  },
  {
    id: 'D3',
    title: `main thread busy while the pointer moves for 10 s over ${RUNS} runs × ${POINTS} points, ECharts ÷ ours`,
    floor: 3,
    target: 5,
    run: needs(async (folder, browser) => {
      const own = await moveMs(browser, 'Ours', await bundle({ source: ours }));
      const peer = await moveMs(browser, 'Echarts', await bundle({ source: echarts(folder) }));
      return { ratio: peer / own, detail: `${ms(peer)} ÷ ${ms(own)}, Chromium ${browser.version()}` };
    }),
  },
];
