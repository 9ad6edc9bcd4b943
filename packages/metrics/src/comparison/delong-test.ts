import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { type Labels, type Scores, requireEqualLength, toFloats } from '../input.ts';
import { placements } from '../ranking/placements.ts';
import { toPositives } from '../ranking/threshold-counts.ts';
import { mean } from '../sum.ts';
import type { DelongOptions } from '../uncertainty/delong-interval.ts';
import { type Interval, tailOf } from '../uncertainty/interval.ts';

export type DelongResult = {
  first: number;
  second: number;
  /** AUC of the first less that of the second, with its interval. */
  difference: Interval;
  standardError: number;
  z: number;
  /** Two-sided. 1 if the two models rank alike; `NaN` unless each class has at least two samples. */
  pValue: number;
};

/**
 * DeLong's test of two AUCs on the same samples, which takes into account that both models find the same samples hard.
 *
 * Shapes: `labels` and both scores `[samples]`. Source: E. DeLong et al., Biometrics 44 (1988); by ranks as X. Sun,
 * W. Xu (2014).
 *
 * @example
 * delongTest([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [1, 2, 3, 4]).difference.estimate // → -0.25
 */
export function delongTest(labels: Labels, first: Scores, second: Scores, options: DelongOptions = {}): DelongResult {
  requireEqualLength('delongTest', { 'scores of the first': first, labels });
  requireEqualLength('delongTest', { 'scores of the second': second, labels });
  const positive = toPositives('delongTest', labels, options.posLabel);
  const z = -normalQuantile(tailOf('delongTest', options.confidence));
  const [a, b] = [first, second].map((scores) => placements(positive, toFloats('delongTest', 'scores', scores, { infinite: true })));
  const pick = (values: Float64Array, side: number) => values.filter((_, i) => positive[i] === side);
  const differences = a.values.map((value, i) => value - b.values[i]);
  const standardError = Math.sqrt(varianceOfMean(pick(differences, 1)) + varianceOfMean(pick(differences, 0)));
  const estimate = a.positives > 0 && a.negatives > 0 ? mean(pick(differences, 1)) : Number.NaN;
  const statistic = estimate === 0 && standardError === 0 ? 0 : estimate / standardError;
  return {
    first: a.negatives > 0 ? mean(pick(a.values, 1)) : Number.NaN,
    second: b.negatives > 0 ? mean(pick(b.values, 1)) : Number.NaN,
    difference: { estimate, low: Math.max(-1, estimate - z * standardError), high: Math.min(1, estimate + z * standardError) },
    standardError,
    z: statistic,
    pValue: 2 * normalCdf(-Math.abs(statistic)),
  };
}

function varianceOfMean(values: Float64Array): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2)) / (values.length - 1);
}
