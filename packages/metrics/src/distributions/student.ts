import { betaPair } from './beta.ts';
import { logGamma } from './gamma.ts';
import { inverse } from './inverse.ts';
import { normalQuantile } from './normal.ts';

/**
 * P(T ≤ t) of Student's t distribution with `df` degrees of freedom, precise in both tails.
 *
 * @example
 * studentCdf(0, 3) // → 0.5
 */
export function studentCdf(t: number, df: number): number {
  if (Number.isNaN(t)) return t;
  const square = t * t;
  const tail = Number.isFinite(square) ? betaPair(df / (df + square), square / (df + square), df / 2, 0.5)[0] / 2 : 0;
  return t > 0 ? 1 - tail : t < 0 ? tail : 0.5;
}

/** The two-sided p-value of a t statistic: P(|T| ≥ |t|). `NaN` for `NaN`. */
export function studentTwoSided(t: number, df: number): number {
  return 2 * studentCdf(-Math.abs(t), df);
}

/**
 * The t with P(T ≤ t) = p; −∞ and ∞ at 0 and 1.
 *
 * @example
 * studentQuantile(0.975, 2) // → 4.302652729749464
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  // Tails are at least normal and at most Cauchy-like in 1 / p: double until the bracket holds.
  let low = normalQuantile(p) - 1;
  while (studentCdf(low, df) > p) low *= 2;
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  return inverse(
    (t) => studentCdf(t, df),
    (t) => scale * (1 + (t * t) / df) ** (-(df + 1) / 2),
    p,
    low,
    0,
  );
}
