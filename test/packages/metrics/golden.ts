/** The reference values of scikit-learn and SciPy, and what "equal" means. See golden/make.py for how they are made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

export type Golden = number | string | null | Golden[] | { [key: string]: Golden };

const revive = (_: string, value: unknown) =>
  value === 'NaN' ? Number.NaN : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value;

export const golden: any = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/golden.json'), 'utf8'), revive);

export type Closeness = { relative?: number; absolute?: number };

/** The distance allowed between float64 results of the same formula. */
const EXACT: Closeness = { relative: 1e-12, absolute: 0 };

/** Asserts that two numbers, or two lists of them, are equal up to a relative (or absolute) distance; NaN equals NaN. */
export function expectClose(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  what: string,
  { relative = 1e-12, absolute = 0 }: Closeness = EXACT,
): void {
  const ours = typeof actual === 'number' ? [actual] : Array.from(actual);
  const theirs = typeof expected === 'number' ? [expected] : Array.from(expected);
  expect(ours.length, `${what}: length`).toBe(theirs.length);
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [ours[i], theirs[i]];
    const near = Object.is(a, b) || a === b || Math.abs(a - b) <= Math.max(absolute, relative * Math.abs(b));
    if (!near) expect.fail(`${what}: ${a} is not ${b}${ours.length > 1 ? ` at index ${i}` : ''}`);
  }
}
