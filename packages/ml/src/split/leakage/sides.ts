import { IN_NO_FOLD, type Split, UNUSED } from '../split.ts';

/** Whether two rows are ever on two sides: one trained on while the other validates or tests. */
export type Apart = (one: number, other: number) => boolean;

export function sidesOf({ assignment, folds, samples }: Pick<Split, 'assignment' | 'folds' | 'samples'>): Apart {
  if (folds === undefined)
    return (one, other) => assignment[one] !== assignment[other] && assignment[one] !== UNUSED && assignment[other] !== UNUSED;
  const { testedIn, repeats } = folds;
  return (one, other) => {
    for (let at = 0; at < repeats * samples; at += samples) {
      const [first, second] = [testedIn[at + one], testedIn[at + other]];
      if (first !== second && first !== IN_NO_FOLD && second !== IN_NO_FOLD) return true;
    }
    return false;
  };
}

/** The sets that have rows on two sides. */
export function setsApart(sets: Iterable<readonly number[]>, apart: Apart): (readonly number[])[] {
  return Array.from(sets).filter((rows) => rows.some((row) => apart(rows[0], row)));
}
