import { DataError } from '../formats/data-error.ts';
import { classesOf } from './align.ts';
import { checkPredictions } from './check-predictions.ts';
import type { Predictions } from './predictions.ts';

/** What one fold said about the samples that it tests. */
export interface FoldPredictions {
  /** From 0; fold `f` of repeat `r` is `r × folds of a repeat + f`. */
  readonly fold: number;
  /** Row of each sample in the dataset, where it is known: pooled predictions are then in order of rows. */
  readonly rows?: ArrayLike<number>;
  readonly predictions: Predictions;
}

export interface PooledPredictions {
  /** Row of each sample; empty when a fold does not know its rows. */
  readonly rows: Uint32Array;
  readonly predictions: Predictions;
}

/**
 * The out-of-fold predictions of a cross-validation as one record, in which every sample was predicted by a model that had
 * not seen it. `foldsOfRepeat` is how many folds deal out all samples once; where folds were drawn several times, a sample's
 * scores are the mean of what its models said.
 *
 * Throws a `DataError` for folds of other classes than the first one's, and for a sample that two folds of one repeat tested.
 */
export function poolFolds(folds: readonly FoldPredictions[], foldsOfRepeat: number): PooledPredictions {
  if (folds.length === 0) throw new DataError('poolFolds requires at least one fold, got none');
  const ordered = [...folds].sort((one, other) => one.fold - other.fold);
  const { predictions: first, fold: firstFold } = ordered[0];
  const width = first.scores.length / Math.max(first.ids.length, 1);
  const samples = new Map<string, Sample>();
  for (const { fold, rows, predictions } of ordered) {
    checkPredictions(predictions);
    sameAs(first, firstFold, predictions, fold);
    const repeat = Math.floor(fold / foldsOfRepeat);
    predictions.ids.forEach((id, index) => {
      const known = samples.get(id);
      if (known === undefined) {
        samples.set(id, {
          row: rows?.[index] ?? -1,
          source: predictions,
          index,
          repeat,
          fold,
          times: 1,
          sums: sumsOf(predictions, index, width),
        });
        return;
      }
      if (known.repeat === repeat)
        throw new DataError(`poolFolds requires each sample in one fold, got ${JSON.stringify(id)} in folds ${known.fold} and ${fold}`);
      for (let column = 0; column < width; column++) known.sums[column] += predictions.scores[index * width + column];
      known.times += 1;
      known.repeat = repeat;
      known.fold = fold;
    });
  }
  const known = [...samples.entries()];
  const haveRows = known.every(([, { row }]) => row >= 0);
  if (haveRows) known.sort(([, one], [, other]) => one.row - other.row);
  return {
    rows: haveRows ? Uint32Array.from(known, ([, { row }]) => row) : new Uint32Array(0),
    predictions: assemble(first, known, width),
  };
}

interface Sample {
  readonly row: number;
  readonly source: Predictions;
  readonly index: number;
  /** The latest repeat and fold that tested it. */
  repeat: number;
  fold: number;
  times: number;
  readonly sums: Float64Array;
}

function sumsOf({ scores }: Predictions, index: number, width: number): Float64Array {
  return Float64Array.from(scores.subarray(index * width, (index + 1) * width));
}

function sameAs(first: Predictions, firstFold: number, other: Predictions, fold: number): void {
  for (const [what, one, two] of [
    ['task', first.task, other.task],
    ['classes', classesOf(first), classesOf(other)],
  ])
    if (one !== two) throw new DataError(`expected folds ${firstFold} and ${fold} of the same ${what}, found ${one} and ${two}`);
}

function assemble(first: Predictions, samples: readonly (readonly [string, Sample])[], width: number): Predictions {
  const { fold: _, groups: _groups, ...rest } = first;
  const scores = new Float32Array(samples.length * width);
  samples.forEach(([, { sums, times }], at) => {
    for (let column = 0; column < width; column++) scores[at * width + column] = sums[column] / times;
  });
  const perSample = first.truth.length / first.ids.length;
  const truth = new (first.truth.constructor as { new (length: number): Predictions['truth'] })(samples.length * perSample);
  samples.forEach(([, { source, index }], at) => {
    for (let column = 0; column < perSample; column++) truth[at * perSample + column] = source.truth[index * perSample + column];
  });
  const grouped = samples.every(([, { source }]) => source.groups !== undefined);
  return {
    ...rest,
    ids: samples.map(([id]) => id),
    ...(grouped ? { groups: samples.map(([, { source, index }]) => source.groups?.[index] as string) } : {}),
    scores,
    truth,
  } as Predictions;
}
