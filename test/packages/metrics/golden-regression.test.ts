import { describe, test } from 'vitest';
import * as metrics from '../../../packages/metrics/src/index.ts';
import { expectClose, golden } from './golden.ts';

type Case = {
  name: string;
  outputs: number;
  truth: number[];
  predicted: number[];
  weights: number[] | null;
  expected: Record<string, number>;
};

describe.each(golden.regression as Case[])('$name', ({ name: kind, outputs, truth, predicted, weights, expected }) => {
  const options = { outputs, ...(weights ? { sampleWeight: weights } : {}) };
  const ours: Record<string, () => number> = {
    meanSquaredError: () => metrics.meanSquaredError(truth, predicted, options),
    'meanSquaredError own weights': () => metrics.meanSquaredError(truth, predicted, { ...options, multioutput: [0.2, 0.3, 0.5] }),
    rootMeanSquaredError: () => metrics.rootMeanSquaredError(truth, predicted, options),
    meanAbsoluteError: () => metrics.meanAbsoluteError(truth, predicted, options),
    medianAbsoluteError: () => metrics.medianAbsoluteError(truth, predicted, options),
    meanAbsolutePercentageError: () => metrics.meanAbsolutePercentageError(truth, predicted, options),
    r2: () => metrics.r2(truth, predicted, options),
    'r2 variance weighted': () => metrics.r2(truth, predicted, { ...options, multioutput: 'variance_weighted' }),
    explainedVariance: () => metrics.explainedVariance(truth, predicted, options),
    pinballLoss: () => metrics.pinballLoss(truth, predicted, { ...options, alpha: 0.8 }),
    huberLoss: () => metrics.huberLoss(truth, predicted, { ...options, delta: 0.2 }),
    rootMeanSquaredLogError: () => metrics.rootMeanSquaredLogError(truth, predicted, options),
    maxError: () => metrics.maxError(truth, predicted, { outputs }),
  };
  // With an offset of 1e8 scikit-learn's own sums keep about 9 digits of what is left.
  const closeness = kind.startsWith('offset') ? { relative: 1e-7 } : {};
  test.each(Object.keys(expected))('%s is what scikit-learn says', (name) => {
    expectClose(ours[name](), expected[name], name, closeness);
  });
});

test.each(
  golden.correlation as {
    name: string;
    first: number[];
    second: number[];
    expected: { pearson: number; spearman: number; kendall: number };
  }[],
)('the correlations of $name are what SciPy says', ({ first, second, expected }) => {
  expectClose(metrics.pearson(first, second), expected.pearson, 'pearson');
  expectClose(metrics.spearman(first, second), expected.spearman, 'spearman');
  expectClose(metrics.kendall(first, second), expected.kendall, 'kendall');
});
