import { expect, test } from 'vitest';
import { runApart } from '../../../../apps/server/src/apart/run-apart.ts';
import type { AppError } from '../../../../apps/server/src/errors.ts';

const ASLEEP = new URL('./asleep.child.ts', import.meta.url);

test('work apart takes its turn, and more than can wait is told to come again', async () => {
  const work = () =>
    runApart(ASLEEP, {}, { timeoutMs: 20, heapMb: 64 }).then(
      () => 'an answer',
      (error: AppError) => error.code,
    );
  const outcomes = await Promise.all(Array.from({ length: 55 }, work));
  expect(
    Object.fromEntries(
      Map.groupBy(outcomes, (outcome) => outcome)
        .entries()
        .map(([outcome, all]) => [outcome, all.length]),
    ),
  ).toEqual({
    INVALID_INPUT: 52,
    UNAVAILABLE: 3,
  });
  expect(await work()).toBe('INVALID_INPUT');
}, 60_000);
