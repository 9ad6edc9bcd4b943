import * as metrics from '@atelier/metrics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../support/chromium.ts';
import { openMetricsPage } from '../../support/metrics-page.ts';

// Without a browser this is skipped at home and fails where everything must be there.
const wanted = findChromium() !== undefined || process.env.CI === 'true';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (!wanted) return;
  browser = await launchChromium();
  page = await openMetricsPage(browser);
});
afterAll(() => browser?.close());

/** Runs on both sides as it stands: nothing but its argument is in reach. */
function measure({
  createFusionSweep,
  multiclassAuc,
  logLoss,
  bootstrapAuc,
  reliabilityCurve,
  delongTest,
  studentInterval,
}: typeof metrics): string {
  let state = 7;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const labels = Array.from({ length: 400 }, () => Math.floor(next() * 3));
  const member = () =>
    Float64Array.from(
      labels.flatMap((label) => {
        const raw = [0, 1, 2].map((c) => next() + (c === label ? 0.5 : 0));
        const sum = raw.reduce((total, value) => total + value, 0);
        return raw.map((value) => value / sum);
      }),
    );
  const [first, second] = [member(), member()];
  const binary = labels.map((label) => (label === 0 ? 1 : 0));
  const column = (scores: Float64Array) => Float64Array.from(labels, (_, sample) => scores[sample * 3] as number);
  const values = {
    auc: multiclassAuc(labels, first),
    logLoss: logLoss(labels, first, { classes: 3 }),
    sweep: createFusionSweep({ members: [first, second], labels, classes: 3 }).view([0.4, 0.6]),
    bootstrap: bootstrapAuc(binary, column(first), { replicates: 200, seed: 3 }),
    calibration: reliabilityCurve(binary, column(first)),
    delong: delongTest(binary, column(first), column(second)),
    student: studentInterval([0.71, 0.74, 0.69]),
  };
  return JSON.stringify(values, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : Number.isNaN(value) ? 'NaN' : value,
  );
}

test.runIf(wanted)('Chromium computes what Node computes, to the last digit', async () => {
  // As text: the test runner rewrites an import that it can see.
  const there = await page.evaluate<string>(`import('/index.ts').then((metrics) => (${measure.toString()})(metrics))`);
  expect(JSON.parse(there)).toEqual(JSON.parse(measure(metrics)));
});
