import { inverse } from './inverse.ts';
import { regularizedGammaQ } from './gamma.ts';

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z ≤ x) of the standard normal distribution, precise in both tails.
 *
 * @example
 * normalCdf(0) // → 0.5
 */
export function normalCdf(x: number): number {
  const tail = regularizedGammaQ(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : x > 0 ? 1 - tail : x === 0 ? 0.5 : Number.NaN;
}

/**
 * The x with P(Z ≤ x) = p; −∞ and ∞ at 0 and 1, `NaN` outside.
 *
 * @example
 * normalQuantile(0.5) // → 0
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  // Always in the lower tail, where p keeps its digits.
  if (p > 0.5) return -normalQuantile(1 - p);
  return inverse(normalCdf, normalDensity, p, -40, 0);
}
