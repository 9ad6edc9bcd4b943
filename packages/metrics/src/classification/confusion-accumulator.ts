import { type Labels, type Weights, require } from '../input.ts';
import { type ConfusionMatrix, confusionMatrix } from './confusion-matrix.ts';

/** A confusion matrix that grows batch by batch; two of them can be added. */
export type ConfusionAccumulator = {
  add(labels: Labels, predicted: Labels, options?: { sampleWeight?: Weights }): void;
  merge(other: ConfusionAccumulator): void;
  /** What has come in so far; every metric named `…Of(confusion)` can be read from it. A copy. */
  confusion(): ConfusionMatrix;
};

/**
 * Accuracy, precision, recall, F1, kappa and the rest, without keeping the samples.
 *
 * Merged parts equal the whole, exactly when samples have no weights.
 *
 * @example
 * accumulateConfusion({ classes: 2 }).confusion().counts // → [0, 0, 0, 0]
 */
export function accumulateConfusion({ classes }: { classes: number }): ConfusionAccumulator {
  require(Number.isInteger(classes) && classes > 0, 'accumulateConfusion', `a positive whole number of classes, got ${classes}`);
  const counts = new Float64Array(classes * classes);
  const include = (more: ConfusionMatrix) => {
    require(more.classes === classes, 'accumulateConfusion', `matrices of ${classes} classes, got ${more.classes}`);
    more.counts.forEach((count, cell) => {
      counts[cell] += count;
    });
  };
  return {
    add: (labels, predicted, options = {}) => include(confusionMatrix(labels, predicted, { ...options, classes })),
    merge: (other) => include(other.confusion()),
    confusion: () => ({ classes, counts: counts.slice() }),
  };
}
