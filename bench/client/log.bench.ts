import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecorder } from '../../packages/client/src/index.ts';
import { createSpool } from '../../packages/client/src/spool/index.ts';
import type { BenchRow } from '../harness.ts';

const CALLS = 200_000;
const ALLOWED_MICROSECONDS = 50;

export const rows: BenchRow[] = [
  {
    id: 'L6',
    title: `run.log() of three metrics, 99th percentile ÷ ${ALLOWED_MICROSECONDS} µs`,
    better: 'lower',
    floor: 1,
    target: 0.5,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
      try {
        const recorder = createRecorder({ spool: createSpool(join(folder, 'bench.spool')) });
        const took = new Float64Array(CALLS);
        for (let step = 0; step < CALLS; step++) {
          const before = performance.now();
          recorder.log({ loss: 1 / (step + 1), accuracy: step / CALLS, learning_rate: 0.001 }, { step });
          took[step] = (performance.now() - before) * 1000;
          // As between batches: whoever writes and fsyncs in the background gets its turn.
          if (step % 1000 === 0) await new Promise(setImmediate);
        }
        recorder.close();
        took.sort();
        const [median, p99, p999] = [0.5, 0.99, 0.999].map((share) => took[Math.floor(share * CALLS)] as number) as [
          number,
          number,
          number,
        ];
        return {
          ratio: p99 / ALLOWED_MICROSECONDS,
          detail: `median ${median.toFixed(2)} µs, p99 ${p99.toFixed(1)} µs, p99.9 ${p999.toFixed(0)} µs`,
        };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];
