import { type Labels, type Weights, columnsOf, requireEqualLength, toClassIndices, toWeights } from '../input.ts';
import { type ConfusionMatrix, marginals } from './confusion-matrix.ts';

/** Right and wrong decisions about each class (or, for a `samples` average, about each sample). */
export type ClassCounts = {
  truePositives: Float64Array;
  falsePositives: Float64Array;
  falseNegatives: Float64Array;
  trueNegatives: Float64Array;
  /** How much each counts in a `macro` or `samples` average: 1, or a sample's weight, or 0 for a class that occurs nowhere. */
  share: Float64Array;
};

/**
 * The four counts of each class against the rest.
 *
 * @example
 * countsPerClass(confusionMatrix([0, 0, 1, 2], [0, 1, 1, 1])).falsePositives // → [0, 2, 0]
 */
export function countsPerClass(confusion: ConfusionMatrix): ClassCounts {
  const { classes, counts } = confusion;
  const { truth, predicted, total } = marginals(confusion);
  const truePositives = truth.map((_, c) => counts[c * classes + c]);
  return {
    truePositives,
    falsePositives: predicted.map((count, c) => count - truePositives[c]),
    falseNegatives: truth.map((count, c) => count - truePositives[c]),
    trueNegatives: truth.map((count, c) => total - count - predicted[c] + truePositives[c]),
    // scikit-learn averages over the labels it finds in truth or predictions; so do we.
    share: truth.map((count, c) => (count + predicted[c] > 0 ? 1 : 0)),
  };
}

export type MultilabelOptions = {
  /** The number of classes, that is of columns. */
  classes: number;
  sampleWeight?: Weights;
  /** Count over each sample's classes instead of over each class's samples. */
  samplewise?: boolean;
};

/**
 * The four counts of each class when a sample may have any number of them.
 *
 * Shapes: `labels` and `predicted` `[samples × classes]` of 0 and 1. As scikit-learn's `multilabel_confusion_matrix`.
 *
 * @example
 * multilabelCounts([1, 0, 1, 1], [1, 0, 0, 1], { classes: 2 }).falseNegatives // → [1, 0]
 */
export function multilabelCounts(labels: Labels, predicted: Labels, options: MultilabelOptions): ClassCounts {
  const { classes, samplewise = false } = options;
  requireEqualLength('multilabelCounts', { labels, predicted });
  const samples = labels.length / classes;
  columnsOf('multilabelCounts', labels, samples, classes);
  const truth = toClassIndices('multilabelCounts', 'labels', labels, 2);
  const called = toClassIndices('multilabelCounts', 'predicted', predicted, 2);
  const weights = toWeights('multilabelCounts', options.sampleWeight, samples);
  const size = samplewise ? samples : classes;
  const make = () => new Float64Array(size);
  // Indexed by 2·truth + predicted.
  const cells = [make(), make(), make(), make()] as const;
  for (let sample = 0, at = 0; sample < samples; sample++) {
    const weight = samplewise || !weights ? 1 : weights[sample];
    for (let c = 0; c < classes; c++, at++) cells[2 * truth[at] + called[at]][samplewise ? sample : c] += weight;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = cells;
  return { truePositives, falsePositives, falseNegatives, trueNegatives, share: (samplewise && weights) || make().fill(1) };
}
