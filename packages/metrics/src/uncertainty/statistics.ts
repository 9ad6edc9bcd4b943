/** Statistics ready for resampling: what does not change between replicates is computed once, here. */
import type { ConfusionMatrix } from '../classification/confusion-matrix.ts';
import { type Labels, type Scores, requireEqualLength, toClassIndices, toFloats } from '../input.ts';
import { orderDescending } from '../ranking/order.ts';
import { toPositives } from '../ranking/threshold-counts.ts';
import type { Statistic } from './bootstrap.ts';

/**
 * AUC of resampled samples: sorted once, then one pass per replicate.
 *
 * Shapes: `labels` and `scores` `[samples]`. `NaN` for a draw without one of the classes.
 *
 * @example
 * aucStatistic([0, 1, 1], [0.1, 0.9, 0.05])(Uint32Array.of(1, 2, 1)) // → 0.6666666666666666
 */
export function aucStatistic(labels: Labels, scores: Scores, { posLabel }: { posLabel?: number } = {}): Statistic {
  requireEqualLength('aucStatistic', { scores, labels });
  const values = toFloats('aucStatistic', 'scores', scores, { infinite: true });
  const positive = toPositives('aucStatistic', labels, posLabel);
  const order = orderDescending(values);
  // Bit 0: a positive; bit 1: the last of its ties.
  const marks = Uint8Array.from(order, (sample, at) => positive[sample] | (values[sample] === values[order[at + 1]] ? 0 : 2));
  return (counts) => {
    let doubled = 0;
    let positives = 0;
    let negatives = 0;
    let positivesAbove = 0;
    let negativesAbove = 0;
    for (let at = 0; at < order.length; at++) {
      const mark = marks[at];
      const count = counts[order[at]];
      const isPositive = mark & 1;
      positives += count * isPositive;
      negatives += count * (1 - isPositive);
      if (mark & 2) {
        doubled += (negatives - negativesAbove) * (positives + positivesAbove);
        positivesAbove = positives;
        negativesAbove = negatives;
      }
    }
    return doubled / 2 / positives / negatives;
  };
}

/**
 * The mean of one value per sample: log losses, squared errors, 1 for a hit and 0 for a miss.
 *
 * @example
 * meanStatistic([1, 0, 1])(Uint32Array.of(1, 1, 2)) // → 0.75
 */
export function meanStatistic(values: Scores): Statistic {
  const floats = toFloats('meanStatistic', 'values', values);
  return (counts) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < floats.length; i++) {
      sum += counts[i] * floats[i];
      total += counts[i];
    }
    return sum / total;
  };
}

export type ConfusionStatisticOptions = {
  classes: number;
  /** What to read off the confusion matrix, such as `accuracyOf`. */
  of: (confusion: ConfusionMatrix) => number;
};

/**
 * Anything read off a confusion matrix: accuracy, F1, kappa.
 *
 * @example
 * confusionStatistic([0, 1, 1], [0, 1, 0], { classes: 2, of: accuracyOf })(Uint32Array.of(2, 1, 1)) // → 0.75
 */
export function confusionStatistic(labels: Labels, predicted: Labels, { classes, of }: ConfusionStatisticOptions): Statistic {
  requireEqualLength('confusionStatistic', { labels, predicted });
  const truth = toClassIndices('confusionStatistic', 'labels', labels, classes);
  const called = toClassIndices('confusionStatistic', 'predicted', predicted, classes);
  const cells = classes * classes;
  const ends = new Uint32Array(cells);
  for (let i = 0; i < truth.length; i++) ends[truth[i] * classes + called[i]]++;
  for (let cell = 1; cell < cells; cell++) ends[cell] += ends[cell - 1];
  // Samples of one cell side by side: a cell is then summed up at once, twice as fast as sample by sample into their cells.
  const order = new Uint32Array(truth.length);
  const places = ends.slice();
  for (let i = truth.length - 1; i >= 0; i--) order[--places[truth[i] * classes + called[i]]] = i;
  const confusion: ConfusionMatrix = { classes, counts: new Float64Array(cells) };
  return (counts) => {
    for (let cell = 0, at = 0; cell < cells; cell++) {
      let sum = 0;
      for (const end = ends[cell]; at < end; at++) sum += counts[order[at]];
      confusion.counts[cell] = sum;
    }
    return of(confusion);
  };
}
