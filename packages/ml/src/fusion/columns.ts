import type { Predictions } from '../evaluation/predictions.ts';

/** Scores of one sample. */
export function columnsIn(predictions: Predictions): number {
  return predictions.task === 'regression' ? predictions.outputs : predictions.classes.length;
}
