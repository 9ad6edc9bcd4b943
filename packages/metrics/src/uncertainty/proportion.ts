import { betaQuantile } from '../distributions/beta.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { require } from '../input.ts';
import { type ConfidenceOptions, type Interval, tailOf } from './interval.ts';

/**
 * Wilson's interval for a share, such as accuracy: right on average, also near 0 and 1 and for few samples.
 *
 * `successes` of `trials`, both not negative; `NaN` bounds for no trials. As SciPy's `proportion_ci(method='wilson')`.
 * Source: E. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 *
 * @example
 * wilsonInterval(9, 10) // → { estimate: 0.9, low: 0.5958499732047615, high: 0.9821237869049271 }
 */
export function wilsonInterval(successes: number, trials: number, { confidence }: ConfidenceOptions = {}): Interval {
  requireCounts('wilsonInterval', successes, trials);
  const z = -normalQuantile(tailOf('wilsonInterval', confidence));
  const p = successes / trials;
  const square = z * z;
  const center = (p + square / (2 * trials)) / (1 + square / trials);
  const half = (z / (1 + square / trials)) * Math.sqrt((p * (1 - p)) / trials + square / (4 * trials * trials));
  return {
    estimate: p,
    // The bounds at none and all are exactly 0 and 1, which rounding would miss.
    low: successes === 0 && trials > 0 ? 0 : center - half,
    high: successes === trials && trials > 0 ? 1 : center + half,
  };
}

/**
 * Clopper and Pearson's interval for a share: never covers less than it says, and so is wider than Wilson's.
 *
 * Arguments and the undefined as `wilsonInterval`. As SciPy's `proportion_ci(method='exact')`.
 * Source: C. Clopper, E. Pearson, Biometrika 26 (1934) 404–413.
 *
 * @example
 * clopperPearsonInterval(0, 10) // → { estimate: 0, low: 0, high: 0.30849710781876083 }
 */
export function clopperPearsonInterval(successes: number, trials: number, { confidence }: ConfidenceOptions = {}): Interval {
  requireCounts('clopperPearsonInterval', successes, trials);
  const tail = tailOf('clopperPearsonInterval', confidence);
  if (trials === 0) return { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
  return {
    estimate: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    // The mirror image from the other side, so that both bounds come from a lower tail.
    high: successes === trials ? 1 : 1 - betaQuantile(tail, trials - successes, successes + 1),
  };
}

function requireCounts(metric: string, successes: number, trials: number): void {
  require(trials >= 0 && trials < Infinity, metric, `trials that are finite and not negative, got ${trials}`);
  require(successes >= 0 && successes <= trials, metric, `successes from 0 to ${trials}, got ${successes}`);
}
