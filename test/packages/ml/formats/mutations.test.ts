/** Damaged files of every kind. MUTATIONS=100000 runs that many of each; npm test runs a short form. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { MutationReport } from './mutate.ts';

const COUNT = Number(process.env.MUTATIONS ?? 400);
const MAX_GROWTH_BYTES = 200 * 2 ** 20;
const MAX_MS = 2_000;

it.each(['npy', 'npy of names', 'zip', 'idx', 'csv', 'ndjson', 'abc', 'png', 'jpeg', 'webp', 'gif'])(
  'a damaged %s is read or refused with a typed error, never anything else',
  { timeout: Math.max(60_000, COUNT * 60) },
  async (kind) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'mutate.ts'), kind, String(COUNT)], {
      // Few arenas, as the server gives the processes that parse uploads: a thread's arena gives nothing back.
      env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2' },
    });
    const report: MutationReport = JSON.parse(stdout);
    expect(report.failures).toEqual([]);
    expect(report.refused).toBeGreaterThan(0);
    expect(report.slowestMs).toBeLessThan(MAX_MS);
    expect(report.grownBytes).toBeLessThan(MAX_GROWTH_BYTES);
  },
);
