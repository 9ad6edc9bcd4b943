import { assignmentOf, type Split as DrawnSplit, PART_CODES } from '@atelier/ml/split';
import type { Part } from '../../db/generated/enums.ts';
import { invalidInput } from '../../errors.ts';
import { NO_FOLD } from './store.ts';

interface Foldable {
  readonly number: number;
  /** Of a run that trains one fold alone. */
  readonly fold: number | null;
}

/** Under which fold predictions are kept: the run's own, the one that is named, or none. Throws `INVALID_INPUT` for a fold that there is not. */
export function foldToRecord(
  run: Foldable,
  split: { readonly folds: number | null; readonly name: string } | null,
  named: number | null | undefined,
): number {
  if (run.fold !== null) {
    if (named != null && named !== run.fold)
      throw invalidInput(`Run #${run.number} is of fold ${run.fold}, got fold ${named}`, 'input.fold');
    return run.fold;
  }
  if (named == null) return NO_FOLD;
  if (split === null || split.folds === null)
    throw invalidInput(
      `Predictions of a fold need a run on a split with folds; ${split === null ? 'this run has no split' : `the split ${split.name} has none`}`,
      'input.fold',
    );
  if (!(Number.isInteger(named) && named >= 0 && named < split.folds))
    throw invalidInput(`fold must be a whole number from 0 to ${split.folds - 1}, got ${named}`, 'input.fold');
  return named;
}

/** Whether a row is in a part of a fold; without a fold, in that part of any fold. */
export function partCheck(split: DrawnSplit, fold: number, part: Part): (row: number) => boolean {
  const name = part.toLowerCase() as Lowercase<Part>;
  const { folds } = split;
  if (folds === undefined || fold !== NO_FOLD || part !== 'TEST') {
    const assignment = assignmentOf(split, Math.max(fold, 0));
    return (row) => assignment[row] === PART_CODES[name];
  }
  // Out-of-fold predictions of all folds together: each row that some fold tests.
  return (row) => folds.testedIn[row] !== undefined && folds.testedIn[row] < folds.count;
}
