/** Data that does not fit in memory. BIG_DATA=1 takes the full sizes (10 GB, 100,000 pictures; minutes); npm test takes a short form. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const isFull = process.env.BIG_DATA === '1';
const GB = 2 ** 30;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-big-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runProgram<Result>(name: string, size: number): Promise<Result> {
  const own = await mkdtemp(join(folder, 'program-'));
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, name), own, String(size)]);
  if (isFull) process.stdout.write(`${name}: ${stdout}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

it('trains for an epoch on an array larger than the memory that it takes', { timeout: 1_800_000 }, async () => {
  const bytes = isFull ? 10 * GB : 0.25 * GB;
  const result = await runProgram<{ bytes: number; epochs: number; peakBytes: number }>('train-sparse-array.ts', bytes);
  expect(result.epochs).toBe(1);
  expect(result.bytes).toBeGreaterThan(0.99 * bytes);
  expect(result.peakBytes).toBeLessThan(2 * GB);
});

it('imports a zip of many pictures in flat memory', { timeout: 1_800_000 }, async () => {
  const count = isFull ? 100_000 : 1_000;
  const result = await runProgram<{ samples: number; counts: number[]; before: number; peakBytes: number }>('import-pictures.ts', count);
  expect(result.samples).toBe(count);
  expect(result.counts).toEqual(Array.from({ length: 5 }, () => count / 5));
  // The names of all members are known at once; their pixels never are.
  expect(result.peakBytes - result.before).toBeLessThan(isFull ? 0.4 * GB : 0.2 * GB);
});
