import { type Scores, MetricInputError, require, toFloats } from '../input.ts';

export type Fold = {
  /** `[fold samples]`: which samples this fold was tested on. */
  samples: ArrayLike<number>;
  /** `[fold samples × classes]`. */
  scores: Scores;
};

/**
 * The out-of-fold scores of a cross-validation as one array, so that a metric is computed once over all samples.
 *
 * Every sample must have been predicted exactly once: a missing or repeated one throws and is named. Mean of folds and
 * pooled differ for AUC and F1: pooled also compares scores of different folds' models.
 * Returns `[samples × classes]`, float64.
 *
 * @example
 * poolFolds([{ samples: [1], scores: [0.4] }, { samples: [2, 0], scores: [0.6, 0.1] }], { samples: 3 }) // → [0.1, 0.4, 0.6]
 */
export function poolFolds(folds: readonly Fold[], { samples, classes = 1 }: { samples: number; classes?: number }): Float64Array {
  const pooled = new Float64Array(samples * classes);
  const seen = new Int32Array(samples).fill(-1);
  folds.forEach(({ samples: indices, scores }, fold) => {
    require(scores.length ===
      indices.length *
        classes, 'poolFolds', `scores of shape [${indices.length} × ${classes}] in fold ${fold}, got ${scores.length} scores`);
    const values = toFloats('poolFolds', 'scores', scores);
    for (let at = 0; at < indices.length; at++) {
      const sample = indices[at];
      require(Number.isInteger(sample) &&
        sample >= 0 &&
        sample < samples, 'poolFolds', `sample indices from 0 to ${samples - 1}, got ${sample} in fold ${fold}`);
      require(seen[sample] === -1, 'poolFolds', `each sample in one fold, got sample ${sample} in folds ${seen[sample]} and ${fold}`);
      seen[sample] = fold;
      pooled.set(values.subarray(at * classes, (at + 1) * classes), sample * classes);
    }
  });
  const missing = seen.indexOf(-1);
  if (missing >= 0) throw new MetricInputError(`poolFolds requires every sample in a fold, got none with sample ${missing}`);
  return pooled;
}
