/** Weights for models that were cross-validated: nothing was set aside to choose them on, so each fold's weights are chosen on all other folds. */
import { alignPredictions } from '../evaluation/align.ts';
import type { Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';
import { type ChosenWeights, chooseWeights, type WeightSearch } from './choose-weights.ts';
import { fuseAligned } from './fuse.ts';

export interface FusedByFolds {
  /** Of every sample, by weights that were chosen without its fold: their score is honest about the choosing. */
  readonly predictions: Predictions;
  /** Chosen on all folds: what to weigh new works by. */
  readonly chosen: ChosenWeights;
  /** Of each fold, in order of folds; how far they differ says how sure the choice is. */
  readonly perFold: readonly { readonly fold: number; readonly weights: readonly number[] }[];
}

/**
 * `members`: out-of-fold predictions. `foldOf`: the fold of each sample of the first member, in its order. Throws a `DataError` for fewer than two folds, and
 * as `chooseWeights` does.
 */
export function fuseByFolds(members: readonly Predictions[], foldOf: ArrayLike<number>, search: WeightSearch = {}): FusedByFolds {
  const aligned = alignPredictions(members).map(outOfFold);
  const [first] = aligned;
  if (foldOf.length !== first.ids.length)
    throw new DataError(`fuseByFolds requires a fold for each of ${first.ids.length} samples, got ${foldOf.length}`);
  const folds = [...new Set(Array.from(foldOf))].sort((one, other) => one - other);
  if (folds.length < 2) throw new DataError(`fuseByFolds requires at least two folds, got ${folds.length}`);
  const method = search.method ?? 'weighted';
  const scores = new Float32Array(first.scores.length);
  const width = first.scores.length / first.ids.length;
  const perFold = folds.map((fold) => {
    const rowsWhere = (isWanted: (of: number) => boolean): number[] => first.ids.flatMap((_, row) => (isWanted(foldOf[row]) ? [row] : []));
    const own = rowsWhere((of) => of === fold);
    const others = rowsWhere((of) => of !== fold);
    const { weights } = chooseWeights(
      aligned.map((member) => subset(member, others)),
      search,
    );
    const fused = fuseAligned(
      aligned.map((member) => subset(member, own)),
      { method, weights },
    );
    own.forEach((row, at) => scores.set(fused.scores.subarray(at * width, (at + 1) * width), row * width));
    return { fold, weights };
  });
  const { part } = members[0];
  return {
    predictions: { ...first, ...(part === undefined ? {} : { part }), name: `${method} of ${members.length}, by folds`, scores },
    chosen: chooseWeights(aligned, search),
    perFold,
  };
}

/** Out-of-fold predictions are test predictions, but not of what is chosen on here. */
function outOfFold<Said extends Predictions>({ part: _, ...predictions }: Said): Said {
  return predictions as Said;
}

function subset(predictions: Predictions, rows: readonly number[]): Predictions {
  const { ids, groups, scores, truth } = predictions;
  const pick = <Data extends Float32Array | Float64Array | Int32Array | Uint8Array>(data: Data): Data => {
    const width = data.length / ids.length;
    const picked = new (data.constructor as { new (length: number): Data })(rows.length * width);
    rows.forEach((row, at) => picked.set(data.subarray(row * width, (row + 1) * width) as never, at * width));
    return picked;
  };
  return {
    ...predictions,
    ids: rows.map((row) => ids[row]),
    ...(groups === undefined ? {} : { groups: rows.map((row) => groups[row]) }),
    scores: pick(scores),
    truth: pick(truth as Float64Array),
  } as Predictions;
}
