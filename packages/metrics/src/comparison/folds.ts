import { fUpperTail } from '../distributions/f.ts';
import { studentQuantile, studentTwoSided } from '../distributions/student.ts';
import { type Scores, require } from '../input.ts';
import { type ConfidenceOptions, type Interval, tailOf } from '../uncertainty/interval.ts';
import { meanAndDeviation } from '../uncertainty/student-interval.ts';

export type CorrectedTOptions = ConfidenceOptions & {
  /** Samples each fold was tested on ÷ samples it was trained on; 1 / (k − 1) for k folds. */
  testToTrain: number;
};

export type CorrectedTResult = {
  /** The mean difference, with its interval. */
  difference: Interval;
  t: number;
  /** Two-sided; 1 if the folds never differ; `NaN` for fewer than two. */
  pValue: number;
};

/**
 * The corrected resampled t-test of two models over folds or repeated splits.
 *
 * `differences` `[folds]`: the first model's score less the second's. Folds share training data, so the plain t-test finds
 * differences that are not there; the variance is raised from 1/n to 1/n + test/train.
 * Source: C. Nadeau, Y. Bengio, Machine Learning 52 (2003) 239–281.
 *
 * @example
 * correctedResampledT([0, 0, 0, 0, 0], { testToTrain: 1 / 4 }).pValue // → 1
 */
export function correctedResampledT(differences: Scores, { testToTrain, confidence }: CorrectedTOptions): CorrectedTResult {
  require(testToTrain > 0 && testToTrain < Infinity, 'correctedResampledT', `a positive testToTrain, got ${testToTrain}`);
  const folds = differences.length;
  const tail = tailOf('correctedResampledT', confidence);
  const { mean: estimate, deviation } = meanAndDeviation(differences);
  const standardError = Math.sqrt(1 / folds + testToTrain) * deviation;
  const t = estimate === 0 && standardError === 0 ? 0 : estimate / standardError;
  const half = standardError === 0 ? 0 : -studentQuantile(tail, folds - 1) * standardError;
  return {
    difference: { estimate, low: estimate - half, high: estimate + half },
    t,
    pValue: Math.abs(t) === Infinity ? 0 : studentTwoSided(t, folds - 1),
  };
}

/**
 * Alpaydin's combined 5×2cv F-test: two models over five repetitions of two-fold cross-validation.
 *
 * `differences` `[10]`: fold 1 and fold 2 of the first repetition, then of the second, and so on. F has 10 and 5 degrees of
 * freedom. `NaN` if all ten are 0. Source: E. Alpaydin, Neural Computation 11 (1999) 1885–1892.
 *
 * @example
 * fiveByTwoF([1, -1, 1, -1, 1, -1, 1, -1, 1, -1]).f // → 0.5
 */
export function fiveByTwoF(differences: Scores): { f: number; pValue: number } {
  require(differences.length === 10, 'fiveByTwoF', `10 differences, 2 folds of 5 repetitions, got ${differences.length}`);
  let squares = 0;
  let variances = 0;
  for (let at = 0; at < 10; at += 2) {
    const [one, two] = [differences[at], differences[at + 1]];
    squares += one * one + two * two;
    variances += (one - two) ** 2 / 2;
  }
  const f = squares / (2 * variances);
  return { f, pValue: fUpperTail(f, 10, 5) };
}
