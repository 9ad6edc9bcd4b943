// Weights chosen where the test part is not looked at, and what the fusion gains on it.
import {
  chooseWeights,
  type FusedByFolds,
  fitStacking,
  fuseAligned,
  fuseByFolds,
  gainOverBest,
  type Predictions,
  testedMetric,
} from '@atelier/ml/fusion';
import type { Chosen, Gain, Mix, Parts } from './questions.ts';
import type { Metric } from './tasks.ts';

export interface Choices {
  /** By the validation part or, of members over folds, by their out-of-fold predictions. Undefined where there is neither, or nothing to choose. */
  choose(metric: Metric, method: Mix['method']): Chosen | undefined;
  /** Of members over folds: each fold's works fused by weights that were chosen on all other folds. */
  byFolds(metric: Metric, method: Mix['method']): Predictions;
  /** Over the best member on the test part. */
  gain(asked: Mix & { readonly metric: Metric; readonly byFolds: boolean }): Gain;
}

export function createChoices({ test, validation }: Parts): Choices {
  const overFolds = new Map<string, FusedByFolds>();
  const fusedByFolds = (metric: Metric, method: Mix['method']) => {
    const key = `${metric} ${method}`;
    const known = overFolds.get(key);
    if (known) return known;
    const fused = fuseByFolds(test.members, test.folds!, { metric, method: method as 'weighted' });
    overFolds.set(key, fused);
    return fused;
  };
  const byFolds = (metric: Metric, method: Mix['method']) => fusedByFolds(metric, method).predictions;
  return {
    choose(metric, method) {
      if (method === 'stack') return undefined;
      if (validation) return { ...chooseWeights(validation.members, { metric, method }), on: 'validation', perFold: [] };
      if (!test.folds) return undefined;
      const { chosen, perFold } = fusedByFolds(metric, method);
      return { weights: chosen.weights, value: chosen.value, on: 'folds', perFold: perFold.map(({ weights }) => weights) };
    },
    byFolds,
    gain({ method, weights, metric, byFolds: isByFolds }) {
      const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
      const fused = isByFolds ? byFolds(metric, method) : fuseAligned(test.members, { method, weights, ...stacking });
      const known = testedMetric(fused, metric);
      const { over, test: paired, verdict } = gainOverBest({ ...fused, name: 'The fusion' }, test.members, known);
      return { over, metric: known, difference: paired.difference, low: paired.low, high: paired.high, words: verdict };
    },
  };
}
