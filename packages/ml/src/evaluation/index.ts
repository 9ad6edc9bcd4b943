/** How good predictions are, and whether one record of them is better than another. Runs in a browser. */
export { alignPredictions } from './align.ts';
export { checkPredictions } from './check-predictions.ts';
export { comparePaired, comparePairs, type PairedComparison } from './compare-paired.ts';
export { evaluate, isLowerBetter, metricOf } from './evaluate.ts';
export type { ClassCurve, ClassMetrics, EvaluatedMetric, Evaluation, OutputMetrics } from './evaluation.ts';
export { type CrossValidation, type FoldScore, gatherFolds, meanOfFolds, scoreFold } from './fold-scores.ts';
export type { EvaluateOptions } from './intervals.ts';
export type { PairedTest } from './paired-measures.ts';
export { type FoldPredictions, type PooledPredictions, poolFolds } from './pool-folds.ts';
export type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from './predictions.ts';
