import type { Labels } from '../input.ts';
import { type ConfusionMatrix, type ConfusionOptions, confusionMatrix, marginals } from './confusion-matrix.ts';

export type CohenKappaOptions = ConfusionOptions & {
  /** How far apart a disagreement counts, for ordered classes: `linear` |i − j| or `quadratic` (i − j)². Left out: all alike. */
  weights?: 'linear' | 'quadratic';
};

/**
 * Cohen's kappa: the agreement beyond what the class sizes alone would give, 1 − Σ w·observed ÷ Σ w·expected.
 *
 * Shapes: `labels` and `predicted` `[samples]` of class indices; symmetric in the two. 1 is perfect, 0 chance. `NaN` when
 * both know one same class only. As scikit-learn's `cohen_kappa_score`. Source: J. Cohen, Educ. Psychol. Meas. 20 (1960).
 *
 * @example
 * cohenKappa([0, 1, 2, 2], [0, 1, 1, 2]) // → 0.6363636363636364
 * cohenKappa([0, 1, 2, 2], [0, 1, 1, 2], { weights: 'quadratic' }) // → 0.8
 */
export function cohenKappa(labels: Labels, predicted: Labels, options: CohenKappaOptions = {}): number {
  return cohenKappaOf(confusionMatrix(labels, predicted, options), options);
}

/** Cohen's kappa of a confusion matrix. */
export function cohenKappaOf(confusion: ConfusionMatrix, { weights }: Pick<CohenKappaOptions, 'weights'> = {}): number {
  const { classes, counts } = confusion;
  const { truth, predicted, total } = marginals(confusion);
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = 0; j < classes; j++) {
      const distance = Math.abs(i - j);
      const weight = weights === 'quadratic' ? distance * distance : weights === 'linear' ? distance : Math.min(distance, 1);
      observed += weight * counts[i * classes + j];
      expected += (weight * truth[i] * predicted[j]) / total;
    }
  }
  return 1 - observed / expected;
}
