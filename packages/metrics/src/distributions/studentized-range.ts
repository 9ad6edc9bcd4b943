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
  const leaps = (z: number) => normalDensity(z) * (normalCdf(z) - normalCdf(z - q)) ** (groups - 1);
  return Math.min(1, groups * integral(leaps, q));
}

/** Its derivative by q. */
function studentizedRangeDensity(q: number, groups: number): number {
  const leaps = (z: number) => normalDensity(z) * normalDensity(z - q) * (normalCdf(z) - normalCdf(z - q)) ** (groups - 2);
  return groups * (groups - 1) * integral(leaps, q);
}

function integral(of: (z: number) => number, q: number): number {
  const step = 1 / 16;
  let sum = 0;
  for (let z = -9; z <= 9 + Math.min(q, 20); z += step) sum += of(z);
  return sum * step;
}

/** The q with P(R ≤ q) = p, 0 < p < 1, for at least two groups. */
export function studentizedRangeQuantile(p: number, groups: number): number {
  return inverse(
    (q) => studentizedRangeCdf(q, groups),
    (q) => studentizedRangeDensity(q, groups),
    p,
    0,
    60,
  );
}
