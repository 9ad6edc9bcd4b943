import { require } from '../input.ts';

const MOST_POINTS = 1_000_000;

/**
 * All weight vectors of `members` that are multiples of 1 / `steps` and sum to 1: a line for two, a simplex for more.
 *
 * Ordered by the first member's weight descending, then the second's, and so on. The number of them is the binomial
 * coefficient of `steps + members − 1` over `members − 1`; more than a million are refused.
 *
 * @example
 * weightGrid({ members: 2, steps: 2 }) // → [[1, 0], [0.5, 0.5], [0, 1]]
 * weightGrid({ members: 3, steps: 1 }) // → [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
 */
export function weightGrid({ members, steps }: { members: number; steps: number }): Float64Array[] {
  require(Number.isInteger(members) && members > 0, 'weightGrid', `a positive whole number of members, got ${members}`);
  require(Number.isInteger(steps) && steps > 0, 'weightGrid', `a positive whole number of steps, got ${steps}`);
  let points = 1;
  for (let m = 1; m < members; m++) points = (points * (steps + m)) / m;
  require(points <=
    MOST_POINTS, 'weightGrid', `at most ${MOST_POINTS} points, got ${Math.round(points)} for ${members} members and ${steps} steps`);
  const grid: Float64Array[] = [];
  const parts = new Float64Array(members);
  const place = (member: number, left: number): void => {
    if (member === members - 1) {
      parts[member] = left;
      grid.push(parts.map((part) => part / steps));
      return;
    }
    for (let part = left; part >= 0; part--) {
      parts[member] = part;
      place(member + 1, left - part);
    }
  };
  place(0, steps);
  return grid;
}
