export type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from './predictions.ts';
