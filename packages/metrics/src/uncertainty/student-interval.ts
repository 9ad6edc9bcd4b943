import { studentQuantile } from '../distributions/student.ts';
import { type Scores, toFloats } from '../input.ts';
import { mean } from '../sum.ts';
import { type ConfidenceOptions, type Interval, tailOf } from './interval.ts';

/**
 * Student's interval for the mean of a few independent values, such as one score per seed or fold.
 *
 * With three seeds the factor is 4.3, not 1.96: a normal interval would hold the truth 81 % of the time where it says 95.
 * `values` `[n]`; bounds are `NaN` for n < 2. Folds of one cross-validation share training data: see
 * `correctedResampledT`. Source: Student, Biometrika 6 (1908) 1–25.
 *
 * @example
 * studentInterval([0.8, 0.8, 0.8]) // → { estimate: 0.8, low: 0.8, high: 0.8 }
 */
export function studentInterval(values: Scores, { confidence }: ConfidenceOptions = {}): Interval {
  const floats = toFloats('studentInterval', 'values', values);
  const tail = tailOf('studentInterval', confidence);
  const { mean: estimate, deviation } = meanAndDeviation(floats);
  const half = deviation === 0 ? 0 : (-studentQuantile(tail, floats.length - 1) * deviation) / Math.sqrt(floats.length);
  return { estimate, low: estimate - half, high: estimate + half };
}

/**
 * The mean and the sample standard deviation (n − 1), in two passes; the deviation is `NaN` for fewer than two values.
 *
 * @example
 * meanAndDeviation([1, 2, 3]) // → { mean: 2, deviation: 1 }
 */
export function meanAndDeviation(values: Scores): { mean: number; deviation: number } {
  const constant = values.length > 0 && values.every((value: number) => value === values[0]);
  const center = constant ? values[0] : mean(values);
  if (values.length < 2) return { mean: center, deviation: Number.NaN };
  const squares = new Float64Array(values.length);
  for (let i = 0; i < squares.length; i++) squares[i] = (values[i] - center) ** 2;
  return { mean: center, deviation: Math.sqrt((mean(squares) * values.length) / (values.length - 1)) };
}
