import {
  type Floats,
  type Labels,
  type Scores,
  type Weights,
  columnOf,
  columnsOf,
  requireEqualLength,
  toClassIndices,
  toFloats,
  toWeights,
} from '../input.ts';
import { compensatedSum, mean } from '../sum.ts';
import { averagePrecision } from './average-precision.ts';
import { rocAuc } from './roc-auc.ts';
import type { BinaryOptions } from './threshold-counts.ts';

export type MultilabelRankingOptions = {
  classes: number;
  /** Per class: `macro` all alike, `weighted` by positives; `micro`: all decisions pooled; `samples`: per sample. Default `macro`. */
  average?: 'macro' | 'weighted' | 'micro' | 'samples';
  sampleWeight?: Weights;
};

/**
 * AUC when a sample may have any number of classes.
 *
 * Shapes: `labels` `[samples × classes]` of 0 and 1, `scores` likewise. `NaN` if a class (a sample, for `samples`) is all 0 or
 * all 1, unless its weight is 0. As scikit-learn's `roc_auc_score` of indicator matrices.
 *
 * @example
 * multilabelAuc([1, 0, 0, 1, 1, 0], [0.9, 0.1, 0.2, 0.8, 0.7, 0.3], { classes: 2 }) // → 1
 */
export function multilabelAuc(labels: Labels, scores: Scores, options: MultilabelRankingOptions): number {
  return averaged('multilabelAuc', rocAuc, labels, scores, options);
}

/**
 * Average precision when a sample may have any number of classes; also of plain classes, one-vs-rest, given their
 * indicator matrix. Shapes and averages as `multilabelAuc`; `NaN` if a class has no positive (scikit-learn: 0).
 *
 * @example
 * multilabelAveragePrecision([1, 0, 0, 1, 1, 0], [0.9, 0.1, 0.2, 0.8, 0.7, 0.3], { classes: 2 }) // → 1
 */
export function multilabelAveragePrecision(labels: Labels, scores: Scores, options: MultilabelRankingOptions): number {
  return averaged('multilabelAveragePrecision', averagePrecision, labels, scores, options);
}

type BinaryMeasure = (labels: Labels, scores: Scores, options: BinaryOptions) => number;

function averaged(metric: string, measure: BinaryMeasure, labels: Labels, scores: Scores, options: MultilabelRankingOptions): number {
  const { classes, average = 'macro' } = options;
  requireEqualLength(metric, { labels, scores });
  const samples = labels.length / classes;
  columnsOf(metric, labels, samples, classes);
  const truth = Float64Array.from(toClassIndices(metric, 'labels', labels, 2));
  const values = toFloats(metric, 'scores', scores, { infinite: true });
  const weights = toWeights(metric, options.sampleWeight, samples);
  const measureOf = (of: Floats, by: Floats, sampleWeight?: Float64Array) =>
    measure(Uint8Array.from(of), by, sampleWeight ? { sampleWeight } : {});
  if (average === 'micro')
    return measureOf(truth, values, weights && Float64Array.from(values, (_, at) => weights[Math.floor(at / classes)]));
  if (average === 'samples') {
    const row = (of: Floats, i: number) => of.subarray(i * classes, (i + 1) * classes);
    return mean(
      Float64Array.from({ length: samples }, (_, i) => measureOf(row(truth, i), row(values, i))),
      weights,
    );
  }
  const perClass = Float64Array.from({ length: classes }, (_, c) =>
    measureOf(columnOf(truth, classes, c), columnOf(values, classes, c), weights),
  );
  if (average === 'macro') return mean(perClass);
  const shares = perClass.map((_, c) =>
    compensatedSum(columnOf(truth, classes, c).map((label, i) => label * (weights ? weights[i] : 1)) as Float64Array),
  );
  return mean(
    perClass.map((value, c) => (shares[c] === 0 ? 0 : value)),
    shares,
  );
}
