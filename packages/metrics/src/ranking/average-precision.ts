import type { Labels, Scores } from '../input.ts';
import { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/**
 * Average precision: Σ (Rᵢ − Rᵢ₋₁) Pᵢ over all thresholds, the area under the precision-recall curve as steps.
 *
 * Shapes: `labels` and `scores` `[samples]`. Range 0 to 1; by chance the share of positives. `NaN` without a positive
 * (scikit-learn: 0 with a warning). As `average_precision_score`; no interpolation, which would be too optimistic.
 *
 * @example
 * averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // → 0.8333333333333333
 */
export function averagePrecision(labels: Labels, scores: Scores, options: BinaryOptions = {}): number {
  return averagePrecisionOf(thresholdCounts(labels, scores, options));
}

/** Average precision of counts that are there already. */
export function averagePrecisionOf({ truePositives, falsePositives, positives }: ThresholdCounts): number {
  let area = 0;
  let lost = 0;
  let tp = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const next = truePositives[i];
    if (next === tp) continue;
    const step = ((next - tp) * next) / (next + falsePositives[i]);
    const sum = area + step;
    lost += area >= step ? area - sum + step : step - sum + area;
    area = sum;
    tp = next;
  }
  return (area + lost) / positives;
}
