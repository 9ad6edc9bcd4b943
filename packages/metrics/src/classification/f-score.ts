import { type Labels, require } from '../input.ts';
import { type AverageOptions, type DecisionOptions, type Ratio, averageOf, decisionCounts, perClass } from './average.ts';
import type { ClassCounts } from './class-counts.ts';

/**
 * F1: the harmonic mean of precision and recall, 2 TP ÷ (2 TP + FP + FN).
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices, or `[samples × classes]` of 0 and 1 with `multilabel`.
 * Range 0 to 1; undefined only if the class occurs neither in truth nor in predictions. As scikit-learn's `f1_score`.
 *
 * @example
 * f1([0, 1, 1, 0], [1, 1, 1, 0]) // → 0.8
 * f1([0, 1, 2, 2], [0, 2, 2, 2], { average: 'macro' }) // → 0.6
 */
export function f1(labels: Labels, predicted: Labels, options: DecisionOptions = {}): number {
  return f1Of(decisionCounts('f1', labels, predicted, options), options);
}

/** F1 from counts that are there already. */
export function f1Of(counts: ClassCounts, options: AverageOptions = {}): number {
  return averageOf('f1', fRatio(1), counts, options);
}

/** One F1 per class; `NaN`, or `zeroDivision`, for a class that occurs nowhere. */
export function f1PerClass(counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  return perClass(fRatio(1), counts, zeroDivision);
}

export type FBetaOptions = DecisionOptions & {
  /** How many times recall matters as much as precision; positive. */
  beta: number;
};

/**
 * Fβ: (1 + β²) TP ÷ ((1 + β²) TP + β² FN + FP). β above 1 leans to recall, below 1 to precision.
 *
 * Shapes, range and the undefined as `f1`. As scikit-learn's `fbeta_score`. Source: C. van Rijsbergen, 1979.
 *
 * @example
 * fBeta([0, 1, 1, 0], [1, 1, 1, 0], { beta: 2 }) // → 0.9090909090909091
 */
export function fBeta(labels: Labels, predicted: Labels, options: FBetaOptions): number {
  const { beta } = options;
  require(beta > 0 && beta < Infinity, 'fBeta', `a positive finite beta, got ${beta}`);
  return averageOf('fBeta', fRatio(beta), decisionCounts('fBeta', labels, predicted, options), options);
}

function fRatio(beta: number): Ratio {
  const square = beta * beta;
  return ({ truePositives, falsePositives, falseNegatives }) => ({
    numerator: truePositives.map((tp) => (1 + square) * tp),
    denominator: truePositives.map((tp, c) => square * (tp + falseNegatives[c]) + (tp + falsePositives[c])),
  });
}
