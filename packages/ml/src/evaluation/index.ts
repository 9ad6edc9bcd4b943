/** How good predictions are, and whether one record of them is better than another. Runs in a browser. */
export { alignPredictions } from './align.ts';
export { checkPredictions } from './check-predictions.ts';
export { comparePaired, type PairedComparison, type PairedTest } from './compare-paired.ts';
export { evaluate, isLowerBetter, metricOf } from './evaluate.ts';
export type { ClassCurve, ClassMetrics, EvaluatedMetric, Evaluation } from './evaluation.ts';
export type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from './predictions.ts';
