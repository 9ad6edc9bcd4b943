import { inverse } from './inverse.ts';
import { normalCdf, normalDensity } from './normal.ts';

/**
 * P(R ≤ q): the range of `groups` independent standard normal values, the studentised range with infinitely many degrees
 * of freedom, on which Nemenyi's test rests.
 *
 * k ∫ φ(z) [Φ(z) − Φ(z − q)]ᵏ⁻¹ dz by the trapezoidal rule, which for such an integrand is exact to about 1e-14.
 */
export function studentizedRangeCdf(q: number, groups: number): number {
  if (!(q > 0)) return q <= 0 ? 0 : Number.NaN;
  const step = 1 / 16;
  let sum = 0;
  for (let z = -9; z <= 9 + Math.min(q, 20); z += step) sum += normalDensity(z) * (normalCdf(z) - normalCdf(z - q)) ** (groups - 1);
  return Math.min(1, groups * sum * step);
}

/** The q with P(R ≤ q) = p, 0 < p < 1. */
export function studentizedRangeQuantile(p: number, groups: number): number {
  // The density is left to bisection's care: a derivative of the integral is not worth its cost here.
  return inverse(
    (q) => studentizedRangeCdf(q, groups),
    () => Number.NaN,
    p,
    0,
    60,
  );
}
