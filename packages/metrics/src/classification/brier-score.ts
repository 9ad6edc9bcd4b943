import { type Labels, type Scores, type Weights, columnsOf, require, toClassIndices, toFloats, toWeights } from '../input.ts';
import { mean } from '../sum.ts';

export type BrierOptions = {
  classes?: number;
  sampleWeight?: Weights;
  /** Halve the sum over classes, so that it agrees with the binary score. Default: for two classes, as in scikit-learn. */
  scaleByHalf?: boolean;
};

/**
 * Brier score: the mean squared difference between probabilities and what happened.
 *
 * Shapes: `labels` `[samples]`, `probabilities` `[samples]` for class 1 of two, or `[samples × classes]`. Range 0 to 1 (to 2
 * for three or more classes); 0 is best; `NaN` without samples. As `brier_score_loss`. Source: G. Brier, 1950.
 *
 * @example
 * brierScore([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) // → 0.03749999999999999
 */
export function brierScore(labels: Labels, probabilities: Scores, options: BrierOptions = {}): number {
  const classes = columnsOf('brierScore', probabilities, labels.length, options.classes);
  const truth = toClassIndices('brierScore', 'labels', labels, Math.max(classes, 2));
  const scores = toFloats('brierScore', 'probabilities', probabilities);
  const weights = toWeights('brierScore', options.sampleWeight, labels.length);
  const squares = new Float64Array(truth.length);
  for (let i = 0, at = 0; i < truth.length; i++) {
    for (let c = 0; c < classes; c++, at++) {
      const p = scores[at];
      if (!(p >= 0 && p <= 1)) require(false, 'brierScore', `probabilities from 0 to 1, got ${p} for sample ${i}`);
      const happened = truth[i] === (classes === 1 ? 1 : c) ? 1 : 0;
      squares[i] += (happened - p) ** 2;
    }
  }
  // One column stands for two whose squares are alike, so its own square is the halved sum already.
  const ofAll = classes === 1 ? 2 : 1;
  return mean(squares, weights) * ofAll * ((options.scaleByHalf ?? classes < 3) ? 0.5 : 1);
}
