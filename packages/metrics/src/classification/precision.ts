import type { Labels } from '../input.ts';
import { type AverageOptions, type DecisionOptions, type Ratio, averageOf, decisionCounts, perClass } from './average.ts';
import type { ClassCounts } from './class-counts.ts';

const ratio: Ratio = (counts) => ({
  numerator: counts.truePositives,
  denominator: counts.truePositives.map((tp, c) => tp + counts.falsePositives[c]),
});

/**
 * The share of right ones among the samples called a class.
 *
 * TP ÷ (TP + FP); undefined if the class is never called. Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1 with
 * `multilabel`. Range 0 to 1. As scikit-learn's `precision_score`.
 *
 * @example
 * precision([0, 1, 1, 0], [1, 1, 1, 0]) // → 0.6666666666666666
 * precision([0, 1, 2, 2], [0, 2, 2, 2], { average: 'macro' }) // → 0.5555555555555555
 */
export function precision(labels: Labels, predicted: Labels, options: DecisionOptions = {}): number {
  return precisionOf(decisionCounts('precision', labels, predicted, options), options);
}

/** The same from counts that are there already (`countsPerClass`, `multilabelCounts`). */
export function precisionOf(counts: ClassCounts, options: AverageOptions = {}): number {
  return averageOf('precision', ratio, counts, options);
}

/** One value per class; where it is undefined `NaN`, or `zeroDivision`. */
export function precisionPerClass(counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  return perClass(ratio, counts, zeroDivision);
}
