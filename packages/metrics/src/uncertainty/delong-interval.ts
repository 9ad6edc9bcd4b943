import { normalQuantile } from '../distributions/normal.ts';
import { type Labels, type Scores, requireEqualLength, toFloats } from '../input.ts';
import { placements } from '../ranking/placements.ts';
import { toPositives } from '../ranking/threshold-counts.ts';
import { mean } from '../sum.ts';
import { type ConfidenceOptions, type Interval, tailOf } from './interval.ts';

export type DelongOptions = ConfidenceOptions & { posLabel?: number };

/**
 * DeLong's interval for AUC: the estimate ± z times its standard error, within [0, 1].
 *
 * Shapes: `labels` and `scores` `[samples]`. No assumption about the scores. Bounds are `NaN` unless each class has at least
 * two samples. Few samples and an AUC near 1 make it too narrow: take the bootstrap there.
 * Source: E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44 (1988) 837–845.
 *
 * @example
 * delongInterval([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]) // → { estimate: 1, low: 1, high: 1 }
 */
export function delongInterval(labels: Labels, scores: Scores, options: DelongOptions = {}): Interval {
  requireEqualLength('delongInterval', { scores, labels });
  const positive = toPositives('delongInterval', labels, options.posLabel);
  const z = -normalQuantile(tailOf('delongInterval', options.confidence));
  const { estimate, variance } = aucVariance(positive, toFloats('delongInterval', 'scores', scores, { infinite: true }));
  const half = z * Math.sqrt(variance);
  return { estimate, low: Math.max(0, estimate - half), high: Math.min(1, estimate + half) };
}

/** AUC with DeLong's variance. */
export function aucVariance(positive: Uint8Array, scores: Float32Array | Float64Array): { estimate: number; variance: number } {
  const { values } = placements(positive, scores);
  const ofPositives = values.filter((_, i) => positive[i] === 1);
  const ofNegatives = values.filter((_, i) => positive[i] === 0);
  return {
    estimate: ofPositives.length > 0 && ofNegatives.length > 0 ? mean(ofPositives) : Number.NaN,
    variance: varianceOfMean(ofPositives) + varianceOfMean(ofNegatives),
  };
}

/** S² / n with n − 1 in S²; `NaN` for fewer than two values. */
function varianceOfMean(values: Float64Array): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2)) / (values.length - 1);
}
