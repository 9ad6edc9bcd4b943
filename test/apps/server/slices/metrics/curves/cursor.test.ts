import { expect, it } from 'vitest';
import { cursorOf, givenCursor, sinceOf } from '../../../../../../apps/server/src/slices/metrics/curves/cursor.ts';

it('a cursor goes on after its points in the same attempt, and from the beginning in another', () => {
  const cursor = cursorOf({ attempt: 3, count: 1_000_000_007 });
  expect(Number.isSafeInteger(cursor)).toBe(true);
  expect(sinceOf(cursor, { attempt: 3 })).toBe(1_000_000_007);
  expect(sinceOf(cursor, { attempt: 4 })).toBe(0);
  expect(sinceOf(cursorOf({ attempt: 0, count: 5 }), { attempt: 0 })).toBe(5);
  expect(sinceOf(0, { attempt: 2 })).toBe(0);
});

it.each([-1, 0.5, Number.NaN, 2 ** 60])('%d is no cursor', (since) => {
  expect(() => givenCursor(since)).toThrow('since requires the cursor of an earlier answer');
});
