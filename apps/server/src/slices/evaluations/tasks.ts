// What can be asked of the thread: plain data in, plain data out.
import { comparePairs, type Evaluation, evaluate, type Predictions } from '@atelier/ml/evaluation';
import {
  chooseWeights,
  contradictions,
  fitStacking,
  fuse,
  fuseByFolds,
  type FusionMethod,
  type FusionGain,
  gainOverBest,
  measure,
} from '@atelier/ml/fusion';
import { wilsonInterval } from '@atelier/metrics';

export interface FusionTask {
  readonly members: readonly Predictions[];
  readonly method: FusionMethod;
  readonly weights: readonly number[];
  /** What `stack` learns from: the members' predictions of the validation part. */
  readonly learnFrom?: readonly Predictions[];
}

export interface FoldsTask {
  readonly members: readonly Predictions[];
  /** Of each sample of the first member. */
  readonly folds: Int32Array;
  readonly method: FusionMethod;
  readonly metric: string;
}

export interface Fused {
  readonly predictions: Predictions;
  readonly evaluation: Evaluation;
}

/** One weight of the first of two members, and what the fusion is worth at it. */
export interface WeighedPoint {
  readonly weight: number;
  readonly validation: number | null;
  readonly test: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Suggested {
  readonly weights: readonly number[];
  readonly value: number;
  readonly metric: string;
  readonly curve: readonly WeighedPoint[];
}

export interface SuggestionTask {
  readonly validation: readonly Predictions[];
  /** Shown beside the validation part, never chosen by. */
  readonly test: readonly Predictions[] | undefined;
  readonly metric: string;
  readonly method: FusionMethod;
}

export const TASKS = {
  evaluate,
  comparePairs,
  contradictions,
  fused,
  fusedByFolds,
  gainOverBest: (fusion: Predictions, members: readonly Predictions[], metric: string): FusionGain => gainOverBest(fusion, members, metric),
  suggest,
};
export type Tasks = typeof TASKS;

function fused({ members, method, weights, learnFrom }: FusionTask): Fused {
  const stacking = method === 'stack' && learnFrom ? { stacking: fitStacking(learnFrom) } : {};
  const predictions = fuse(members, { method, weights, ...stacking });
  return { predictions, evaluation: evaluate(predictions) };
}

function fusedByFolds({ members, folds, method, metric }: FoldsTask): Fused & { readonly weights: readonly number[] } {
  const searched = method === 'mean' || method === 'stack' ? 'weighted' : method;
  const { predictions, chosen } = fuseByFolds(members, folds, { metric, method: searched });
  return { predictions, evaluation: evaluate(predictions), weights: chosen.weights };
}

function suggest({ validation, test, metric, method }: SuggestionTask): Suggested {
  const searched = method === 'mean' || method === 'stack' ? 'weighted' : method;
  const { weights, value, curve } = chooseWeights(validation, { metric, method: searched });
  const points = curve.map(({ weight, value: onValidation }): WeighedPoint => {
    if (test === undefined) return { weight, validation: defined(onValidation), test: null, low: null, high: null };
    const onTest = measure(fuse(test, { method: searched, weights: [weight, 1 - weight] }), metric);
    const samples = test[0]!.ids.length;
    const interval = metric === 'accuracy' ? wilsonInterval(Math.round(onTest * samples), samples) : undefined;
    return { weight, validation: defined(onValidation), test: defined(onTest), low: interval?.low ?? null, high: interval?.high ?? null };
  });
  return { weights, value, metric, curve: points };
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
