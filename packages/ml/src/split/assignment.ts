/** The parts of a split, or of one of its folds, as rows. */
import { DataError } from '../formats/data-error.ts';
import { ALWAYS_TRAINS, type Folds, IN_NO_FOLD, PART_CODES, type Part, type Split, UNUSED } from './split.ts';

/**
 * Which part has each row: 0 train, 1 validation, 2 test, 255 none. In a cross-validation `fold` says whose parts
 * (0 to `count × repeats − 1`), and `innerFold` which inner fold validates; by default they take turns.
 */
export function assignmentOf(split: Pick<Split, 'samples' | 'assignment' | 'folds'>, fold = 0, innerFold?: number): Uint8Array {
  const { folds, samples } = split;
  if (folds === undefined) return split.assignment;
  const last = folds.count * folds.repeats - 1;
  if (!(Number.isInteger(fold) && fold >= 0 && fold <= last))
    throw new DataError(`assignmentOf requires a fold from 0 to ${last}, got ${fold}`);
  const repeat = Math.floor(fold / folds.count);
  const own = fold % folds.count;
  const testedIn = folds.testedIn.subarray(repeat * samples, (repeat + 1) * samples);
  const inOrder = folds.testedIn.includes(ALWAYS_TRAINS);
  const assignment = Uint8Array.from(testedIn, (tested) => {
    if (tested === IN_NO_FOLD) return UNUSED;
    if (tested === own) return PART_CODES.test;
    // In order of time, what comes after the test part must not be trained on.
    return inOrder && tested !== ALWAYS_TRAINS && tested > own ? UNUSED : PART_CODES.train;
  });
  if (folds.innerCount > 0) markValidation(assignment, folds, repeat, innerFold, own);
  return assignment;
}

/** The rows of each part, ascending. */
export function partRows(split: Pick<Split, 'samples' | 'assignment' | 'folds'>, fold = 0, innerFold?: number): Record<Part, Uint32Array> {
  const assignment = assignmentOf(split, fold, innerFold);
  const rowsOf = (part: Part): Uint32Array => Uint32Array.from(assignment.keys().filter((row) => assignment[row] === PART_CODES[part]));
  return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') };
}

/** How many folds there are to run: 1 for a holdout. */
export function foldCount(split: Pick<Split, 'folds'>): number {
  return split.folds === undefined ? 1 : split.folds.count * split.folds.repeats;
}

function markValidation(assignment: Uint8Array, folds: Folds, repeat: number, innerFold: number | undefined, own: number): void {
  const inner = folds.inner.subarray(repeat * assignment.length, (repeat + 1) * assignment.length);
  if (innerFold !== undefined && !(Number.isInteger(innerFold) && innerFold >= 0 && innerFold < folds.innerCount)) {
    throw new DataError(`assignmentOf requires an inner fold from 0 to ${folds.innerCount - 1}, got ${innerFold}`);
  }
  const chosen = innerFold ?? firstThatLeavesBoth(assignment, inner, folds.innerCount, own);
  if (chosen === undefined) return;
  inner.forEach((bin, row) => {
    if (bin === chosen && assignment[row] === PART_CODES.train) assignment[row] = PART_CODES.validation;
  });
}

/** With few groups an inner fold may lie wholly in the test part, or hold all that is left to train on: take the next. */
function firstThatLeavesBoth(assignment: Uint8Array, inner: Uint32Array, innerCount: number, start: number): number | undefined {
  const counts = new Uint32Array(innerCount);
  inner.forEach((bin, row) => {
    if (assignment[row] === PART_CODES.train) counts[bin]++;
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (let step = 0; step < innerCount; step++) {
    const bin = (start + step) % innerCount;
    if (counts[bin] > 0 && counts[bin] < total) return bin;
  }
  return undefined;
}
