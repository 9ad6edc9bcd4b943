import { assignmentOf, type Split as DrawnSplit, PART_CODES } from '@atelier/ml/split';
import type { Part, Task } from '../../db/generated/enums.ts';
import { AppError, invalidInput } from '../../errors.ts';
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

/** What the server reads of predictions at once: as much as it can hold twice over, here and in the thread. */
const MOST_BYTES = 512 * 2 ** 20;
/** An id of a sample, with what a list spends on keeping it. */
const BYTES_PER_ID = 64;

interface PredictionSize {
  readonly task: Task;
  readonly samples: number;
  readonly classes: readonly unknown[];
}

/** Throws `INVALID_INPUT` when predictions are too many to be read at once. */
export function requireReadable(sizes: readonly PredictionSize[], mostBytes: number = MOST_BYTES): void {
  const bytes = sizes.reduce((sum, size) => sum + bytesOf(size), 0);
  if (bytes <= mostBytes) return;
  const most = Math.floor(mostBytes / (bytes / sizes.length));
  throw new AppError(
    'INVALID_INPUT',
    `The predictions of these ${sizes.length} runs are too large to be read at once: about ${Math.round(bytes / 2 ** 20)} MiB, of at most ${Math.round(mostBytes / 2 ** 20)}.`,
    { hint: most > 1 ? `Take fewer runs: about ${most} of this size can be read.` : 'Evaluate them on a smaller test part.' },
  );
}

function bytesOf({ task, samples, classes: { length: columns } }: PredictionSize): number {
  const truth = task === 'REGRESSION' ? 8 * columns : task === 'MULTILABEL' ? columns : 4;
  const [score, row] = [4, 4];
  return samples * (score * columns + truth + row + BYTES_PER_ID);
}
