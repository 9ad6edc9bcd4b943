// How far a reader has come in a series: in which attempt, and after how many points. One number, exact in a double.
import { invalidInput } from '../../../errors.ts';

const COUNTS = 2 ** 40;

/** The cursor after so many points of an attempt's series. */
export function cursorOf({ attempt, count }: { readonly attempt: number; readonly count: number }): number {
  return attempt * COUNTS + count;
}

/** After how many points of a series to go on: from the beginning when the cursor is of another attempt, whose points were others. */
export function sinceOf(cursor: number, { attempt }: { readonly attempt: number }): number {
  return Math.floor(cursor / COUNTS) === attempt ? cursor % COUNTS : 0;
}

/** A cursor that an answer has given out; 0 is the beginning. Throws `INVALID_INPUT`. */
export function givenCursor(since: number | null | undefined): number {
  if (since != null && (!Number.isSafeInteger(since) || since < 0))
    throw invalidInput(`since requires the cursor of an earlier answer, got ${since}`, 'since');
  return since ?? 0;
}
