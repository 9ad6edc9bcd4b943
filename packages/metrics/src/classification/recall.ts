import type { Labels } from '../input.ts';
import { type AverageOptions, type DecisionOptions, type Ratio, averageOf, decisionCounts, perClass } from './average.ts';
import type { ClassCounts } from './class-counts.ts';

const ratio: Ratio = (counts) => ({
  numerator: counts.truePositives,
  denominator: counts.truePositives.map((tp, c) => tp + counts.falseNegatives[c]),
});

/**
 * The share of a class that is called so; also sensitivity or true positive rate.
 *
 * TP ÷ (TP + FN); undefined if the class has no sample. Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1 with
 * `multilabel`. Range 0 to 1. As scikit-learn's `recall_score`.
 *
 * @example
 * recall([0, 1, 1, 0, 1], [1, 1, 1, 0, 0]) // → 0.6666666666666666
 */
export function recall(labels: Labels, predicted: Labels, options: DecisionOptions = {}): number {
  return recallOf(decisionCounts('recall', labels, predicted, options), options);
}

/** The same from counts that are there already (`countsPerClass`, `multilabelCounts`). */
export function recallOf(counts: ClassCounts, options: AverageOptions = {}): number {
  return averageOf('recall', ratio, counts, options);
}

/** One value per class; where it is undefined `NaN`, or `zeroDivision`. */
export function recallPerClass(counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  return perClass(ratio, counts, zeroDivision);
}
