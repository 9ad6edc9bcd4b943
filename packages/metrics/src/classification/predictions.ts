import { type Scores, columnsOf, require, toFloats } from '../input.ts';

export type PredictOptions = {
  /** The number of columns; 1 (binary scores) when left out. */
  classes?: number;
  /** Binary only: a score above it is class 1. Default 0.5. */
  threshold?: number;
};

/**
 * The class each sample is called: the highest score, or, for binary scores, 1 above the threshold.
 *
 * Shapes: `scores` `[samples × classes]` or `[samples]` → `[samples]`. Of equal scores the first class is taken, as
 * numpy's argmax does; a binary score equal to the threshold is class 0, as two equal scores of two classes would be.
 *
 * @example
 * predictedClasses([0.2, 0.5, 0.3, 0.6, 0.3, 0.1], { classes: 3 }) // → [1, 0]
 * predictedClasses([0.2, 0.5, 0.7]) // → [0, 0, 1]
 */
export function predictedClasses(scores: Scores, { classes = 1, threshold = 0.5 }: PredictOptions = {}): Int32Array {
  const samples = scores.length / classes;
  require(Number.isInteger(samples), 'predictedClasses', `scores of shape [samples × ${classes}], got ${scores.length} scores`);
  columnsOf('predictedClasses', scores, samples, classes);
  const values = toFloats('predictedClasses', 'scores', scores, { infinite: true });
  const predicted = new Int32Array(samples);
  if (classes === 1) {
    for (let i = 0; i < samples; i++) predicted[i] = values[i] > threshold ? 1 : 0;
    return predicted;
  }
  for (let i = 0, at = 0; i < samples; i++, at += classes) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (values[at + c] > values[at + best]) best = c;
    predicted[i] = best;
  }
  return predicted;
}
