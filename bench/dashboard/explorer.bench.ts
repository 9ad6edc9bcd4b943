/** The fusion explorer as it is used: three members of 50,000 test works, weights dragged about in the triangle, in a real browser. */
import { buildDashboard } from '../../setup/platform/dashboard.ts';
import { findChromium, launchChromium } from '../../test/support/chromium.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { drawMembers } from '../metrics/sweep-rows.ts';
import { type Platform, platform } from '../tracking/platform.ts';

const SAMPLES = 50_000;
const CLASSES = ['hornpipe', 'jig', 'reel', 'waltz'];
const SECONDS = 4;

const RECORD = 'mutation ($input: RecordPredictionsInput!) { recordPredictions(input: $input) { samples } }';
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }';

/** Runs as a program of one's own would record them. */
async function recordRuns({ query, startRun }: Platform): Promise<string[]> {
  const { members, labels } = drawMembers(3, CLASSES.length, SAMPLES);
  const base64 = (values: ArrayBufferView) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  const truth = base64(Int32Array.from(labels));
  const runs: string[] = [];
  for (const scores of members) {
    const run = await startRun();
    for (const part of ['TEST', 'VALIDATION'])
      await query(RECORD, { input: { run, part, classes: CLASSES, truth, scores: base64(scores) } });
    await query(FINISH, { run });
    runs.push(run);
  }
  return runs;
}

// In the page (as text, since nothing here knows of a DOM): drags for so many seconds, counts how often the picture of the fusion
// changes and how many frames the browser gets done.
const drag = (seconds: number) => `new Promise((resolve) => {
  const triangle = document.querySelector('svg[aria-label*="over all weights"]');
  const fused = [...document.querySelectorAll('svg[aria-label^="ROC"] path')].at(-1);
  let changes = 0;
  new MutationObserver(() => (changes += 1)).observe(fused, { attributes: true, attributeFilter: ['d'] });
  const box = triangle.getBoundingClientRect();
  const start = performance.now();
  let frames = 0;
  const move = (now) => {
    const time = (now - start) / 1000;
    if (time > ${seconds}) return resolve({ changes, frames, seconds: time });
    frames += 1;
    const [x, y] = [0.5 + 0.16 * Math.cos(time * 2.1), 0.6 + 0.14 * Math.sin(time * 3.3)];
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    triangle.dispatchEvent(new PointerEvent('pointermove', { ...place, buttons: 1, bubbles: true }));
    requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
})`;

async function framesPerSecond(): Promise<BenchResult> {
  if (findChromium() === undefined) return { skipped: 'no Chromium here' };
  await buildDashboard(() => {});
  const atelier = await platform();
  const runs = await recordRuns(atelier);
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(
      atelier.cookie.split('; ').map((pair) => ({ name: pair.split('=')[0]!, value: pair.slice(pair.indexOf('=') + 1), url: atelier.url })),
    );
    const page = await context.newPage();
    await page.goto(`${atelier.url}/fusion?project=${atelier.team.slug}/${atelier.project.slug}&runs=${runs.join(',')}`);
    // The thoughtful worker has to be done: a hand comes after the first look.
    await page.getByText(/chosen on validation:/).waitFor({ timeout: 120_000 });
    await page.getByText(/interval of the gain/).waitFor({ timeout: 120_000 });
    if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE, fullPage: true });
    const { changes, frames, seconds } = await page.evaluate<{ changes: number; frames: number; seconds: number }>(drag(SECONDS));
    return {
      ratio: changes / seconds,
      detail: `${changes} new pictures in ${seconds.toFixed(1)} s, ${(frames / seconds).toFixed(0)} frames a second, Chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
  }
}

export const rows: BenchRow[] = [
  {
    id: 'D5',
    title: 'fusion explorer, three members of 50,000 works: metrics, ROC, confusion and calibration drawn anew, times a second',
    floor: 30,
    target: 45,
    run: framesPerSecond,
  },
];
