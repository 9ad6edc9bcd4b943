import type { Labels } from '../input.ts';
import { type AverageOptions, type DecisionOptions, type Ratio, averageOf, decisionCounts, perClass } from './average.ts';
import type { ClassCounts } from './class-counts.ts';

const ratio: Ratio = (counts) => ({
  numerator: counts.truePositives,
  denominator: counts.truePositives.map((tp, c) => tp + counts.falsePositives[c] + counts.falseNegatives[c]),
});

/**
 * The overlap of a class in truth and in predictions: intersection over union.
 *
 * TP ÷ (TP + FP + FN); undefined if the class occurs in neither. Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1 with
 * `multilabel`. Range 0 to 1. As scikit-learn's `jaccard_score`.
 *
 * @example
 * jaccard([0, 1, 1, 0], [1, 1, 1, 0]) // → 0.6666666666666666
 */
export function jaccard(labels: Labels, predicted: Labels, options: DecisionOptions = {}): number {
  return jaccardOf(decisionCounts('jaccard', labels, predicted, options), options);
}

/** The same from counts that are there already (`countsPerClass`, `multilabelCounts`). */
export function jaccardOf(counts: ClassCounts, options: AverageOptions = {}): number {
  return averageOf('jaccard', ratio, counts, options);
}

/** One value per class; where it is undefined `NaN`, or `zeroDivision`. */
export function jaccardPerClass(counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  return perClass(ratio, counts, zeroDivision);
}
