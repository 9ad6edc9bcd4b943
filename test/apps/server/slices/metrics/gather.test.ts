import { describe, expect, test } from 'vitest';
import type { Batch, Outcome } from '../../../../../apps/server/src/slices/metrics/batch.ts';
import { createGatherer } from '../../../../../apps/server/src/slices/metrics/gather.ts';

const LIMITS = { smallPoints: 100, mostTogether: 10, mostAlone: 2, mostPoints: 1_000, mostBatches: 50 };

const batch = (points: number): Batch => ({
  runId: 'run',
  writer: 'w',
  sequence: 0,
  hash: new Uint8Array(),
  columns: [{ key: 'k', points: { steps: new Float64Array(points), values: new Float64Array(points), times: new Float64Array(points) } }],
});

/** An insert that ends when it is told to. */
function slowInsert() {
  const calls: { size: number; finish: () => void }[] = [];
  return {
    calls,
    insert: (batches: readonly Batch[]) =>
      new Promise<Outcome[]>((resolve) => calls.push({ size: batches.length, finish: () => resolve(batches.map(() => 'stored')) })),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('gathering', () => {
  test('sends the first small batch at once, and those that come meanwhile together', async () => {
    const { calls, insert } = slowInsert();
    const { store } = createGatherer(insert, LIMITS);
    const stored = Array.from({ length: 15 }, () => store(batch(1)));
    expect(calls.map(({ size }) => size)).toEqual([1]);
    for (let turn = 0; turn < 3; turn++) {
      calls[turn]!.finish();
      await settled();
    }
    expect(calls.map(({ size }) => size)).toEqual([1, 10, 4]);
    expect(await Promise.all(stored)).toEqual(Array.from({ length: 15 }, () => 'stored'));
  });

  test('sends large batches alone, and leaves connections to others', async () => {
    const { calls, insert } = slowInsert();
    const { store } = createGatherer(insert, LIMITS);
    const stored = Array.from({ length: 4 }, () => store(batch(200)));
    expect(calls.map(({ size }) => size)).toEqual([1, 1]);
    for (let turn = 0; turn < 4; turn++) {
      calls[turn]!.finish();
      await settled();
    }
    expect(await Promise.all(stored)).toHaveLength(4);
  });

  test('refuses what is too much with the time after which it will fit, and takes it then', async () => {
    const { calls, insert } = slowInsert();
    const { store } = createGatherer(insert, LIMITS);
    const first = [store(batch(600)), store(batch(400))];
    const refusal = await store(batch(1)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', detail: { retryAfterMs: expect.any(Number) } });
    const { retryAfterMs } = (refusal as { detail: { retryAfterMs: number } }).detail;
    expect(retryAfterMs).toBeGreaterThanOrEqual(200);
    expect(retryAfterMs).toBeLessThanOrEqual(10_000);
    for (const call of calls) call.finish();
    await Promise.all(first);
    const again = store(batch(1));
    calls.at(-1)!.finish();
    expect(await again).toBe('stored');
  });

  test('refuses when too many batches wait, however small', async () => {
    const { calls, insert } = slowInsert();
    const { store } = createGatherer(insert, LIMITS);
    const stored = Array.from({ length: 50 }, () => store(batch(1)));
    await expect(store(batch(1))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    for (let turn = 0; turn < calls.length; turn++) {
      calls[turn]!.finish();
      await settled();
    }
    expect(await Promise.all(stored)).toHaveLength(50);
  });

  test('tells everyone whose transaction failed, and goes on with the next', async () => {
    let turn = 0;
    const { store } = createGatherer(async (batches) => {
      turn += 1;
      await settled();
      if (turn === 2) throw new Error('lost');
      return batches.map(() => 'stored');
    }, LIMITS);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => store(batch(1))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'rejected']);
    expect(await store(batch(1))).toBe('stored');
  });
});
