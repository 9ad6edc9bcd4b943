/** What a cross-validation is worth: a score for each fold, and their mean, which exists only when all folds are in. */
import { correctedResampledT } from '@atelier/metrics';
import { DataError } from '../formats/data-error.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedMetric, Evaluation } from './evaluation.ts';
import type { FoldPlan } from '../split/fold-plan.ts';
import { type FoldPredictions, type PooledPredictions, poolFolds } from './pool-folds.ts';

export interface FoldScore {
  readonly fold: number;
  /** Samples that it tested. */
  readonly samples: number;
  /** Without intervals: one fold is too small to tell how sure it is. */
  readonly metrics: readonly EvaluatedMetric[];
}

/** `complete` decides whether there is a score at all: what half of the folds say is no score of the protocol. */
export type CrossValidation =
  | {
      readonly complete: false;
      readonly scores: readonly FoldScore[];
      /** Folds that are not in yet. */
      readonly missing: readonly number[];
    }
  | {
      readonly complete: true;
      readonly scores: readonly FoldScore[];
      /** Mean of the folds with the interval of `meanOfFolds`: what to expect of one such model. */
      readonly mean: readonly EvaluatedMetric[];
      readonly pooled: PooledPredictions;
      /** Of the pooled predictions, with intervals over samples or their groups. */
      readonly evaluation: Evaluation;
    };

/** Gathers what folds have said so far. Throws a `DataError` for a fold that there is not or that comes twice. */
export function gatherFolds(folds: readonly FoldPredictions[], plan: FoldPlan): CrossValidation {
  const seen = new Set<number>();
  for (const { fold } of folds) {
    if (!(Number.isInteger(fold) && fold >= 0 && fold < plan.folds))
      throw new DataError(`gatherFolds requires folds from 0 to ${plan.folds - 1}, got ${fold}`);
    if (seen.has(fold)) throw new DataError(`gatherFolds requires each fold once, got fold ${fold} twice`);
    seen.add(fold);
  }
  const scores = folds.map(scoreFold).sort((one, other) => one.fold - other.fold);
  const missing = Array.from({ length: plan.folds }, (_, fold) => fold).filter((fold) => !seen.has(fold));
  if (missing.length > 0) return { complete: false, scores, missing };
  const pooled = poolFolds(folds, plan.foldsOfRepeat);
  return { complete: true, scores, mean: meanOfFolds(scores, plan), pooled, evaluation: evaluate(pooled.predictions) };
}

/** The score of one fold by itself. */
export function scoreFold({ fold, predictions }: FoldPredictions): FoldScore {
  return { fold, samples: predictions.ids.length, metrics: evaluate(predictions, { intervals: false }).metrics };
}

/**
 * The mean of each metric over all folds, NaN where a fold does not define it. Folds share what they train on, so Student's plain interval would be too
 * narrow; this one has the variance raised from 1/n to 1/n + test/train. Folds of one sample each (leave-one-out) have no spread to speak of: their mean
 * comes without an interval, and that of the pooled predictions is the one to look at.
 *
 * Source: C. Nadeau, Y. Bengio, "Inference for the generalization error", Machine Learning 52 (2003) 239–281.
 */
export function meanOfFolds(scores: readonly FoldScore[], { folds, testToTrain }: FoldPlan): EvaluatedMetric[] {
  if (scores.length !== folds) throw new DataError(`meanOfFolds requires all ${folds} folds, got ${scores.length}`);
  const single = scores.every(({ samples }) => samples === 1);
  return (scores[0]?.metrics ?? []).map(({ name }) => {
    const values = scores.map(({ metrics }) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    if (Number.isNaN(value) || single || folds < 2 || !(testToTrain > 0)) return { name, value };
    const { low, high } = correctedResampledT(values, { testToTrain }).difference;
    return { name, value, low, high, method: 'corrected resampled t' };
  });
}
