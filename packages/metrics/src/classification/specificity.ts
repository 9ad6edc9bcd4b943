import type { Labels } from '../input.ts';
import { type AverageOptions, type DecisionOptions, type Ratio, averageOf, decisionCounts, perClass } from './average.ts';
import type { ClassCounts } from './class-counts.ts';

const ratio: Ratio = (counts) => ({
  numerator: counts.trueNegatives,
  denominator: counts.trueNegatives.map((tn, c) => tn + counts.falsePositives[c]),
});

/**
 * The share of what is not of a class that is not called so; also true negative rate.
 *
 * TN ÷ (TN + FP); undefined if every sample is of the class. Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1 with
 * `multilabel`. Range 0 to 1. scikit-learn has it only as the recall of the other class.
 *
 * @example
 * specificity([0, 1, 1, 0], [1, 1, 1, 0]) // → 0.5
 */
export function specificity(labels: Labels, predicted: Labels, options: DecisionOptions = {}): number {
  return specificityOf(decisionCounts('specificity', labels, predicted, options), options);
}

/** The same from counts that are there already (`countsPerClass`, `multilabelCounts`). */
export function specificityOf(counts: ClassCounts, options: AverageOptions = {}): number {
  return averageOf('specificity', ratio, counts, options);
}

/** One value per class; where it is undefined `NaN`, or `zeroDivision`. */
export function specificityPerClass(counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  return perClass(ratio, counts, zeroDivision);
}
