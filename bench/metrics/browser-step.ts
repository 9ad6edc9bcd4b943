import { findChromium, launchChromium } from '../../test/support/chromium.ts';
import { openMetricsPage } from '../../test/support/metrics-page.ts';

export interface Step {
  /** Median of one weight step, in milliseconds. */
  readonly ms: number;
  readonly steps: number;
  readonly browser: string;
}

/** Moves the weight of two models (binary scores if `classes` is 1) through the explorer's engine, in a real browser. Undefined where there is none. */
export async function fusionStepMs({ samples, classes }: { samples: number; classes: number }): Promise<Step | undefined> {
  if (findChromium() === undefined) return undefined;
  const browser = await launchChromium();
  try {
    const page = await openMetricsPage(browser);
    const times = await page.evaluate(
      async ([count, columns]) => {
        const path = '/index.ts';
        const { createFusionSweep } = (await import(path)) as typeof import('@atelier/metrics');
        let state = 1;
        const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
        const labels = Uint8Array.from({ length: count }, () => Math.floor(next() * Math.max(columns, 2)));
        const member = () =>
          Float32Array.from({ length: count * columns }, (_, at) => {
            const truth = columns === 1 ? labels[at] : labels[Math.floor(at / columns)] === at % columns ? 1 : 0;
            return Math.min(1, Math.max(0, 0.35 + 0.25 * (truth as number) + 0.5 * (next() - 0.5)));
          });
        const sweep = createFusionSweep({ members: [member(), member()], labels, classes: columns });
        const took: number[] = [];
        for (let step = 0; step <= 60; step++) {
          const start = performance.now();
          sweep.view([step / 60, 1 - step / 60]);
          took.push(performance.now() - start);
        }
        return took.slice(10);
      },
      [samples, classes] as const,
    );
    const sorted = times.sort((a, b) => a - b);
    return { ms: sorted[sorted.length >> 1] as number, steps: sorted.length, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
  }
}
