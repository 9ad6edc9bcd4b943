import { deviance, stirlingError } from './gamma.ts';
import { inverse } from './inverse.ts';

/**
 * Regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b); a, b > 0.
 *
 * By the continued fraction on the side where it converges fast; relative error about 1e-14. `upper` gives 1 − I.
 */
export function regularizedBeta(x: number, a: number, b: number, { upper = false } = {}): number {
  if (!(x > 0)) return upper ? 1 : 0;
  if (x >= 1) return upper ? 0 : 1;
  return betaPair(x, 1 - x, a, b)[upper ? 1 : 0];
}

/** I and 1 − I from x and y = 1 − x, both given so that neither loses digits. */
export function betaPair(x: number, y: number, a: number, b: number): [number, number] {
  if (x * (a + b + 2) <= a + 1) {
    const lower = (betaKernel(x, y, a, b) * betaFraction(x, a, b)) / a;
    return [lower, 1 - lower];
  }
  const upper = (betaKernel(y, x, b, a) * betaFraction(y, b, a)) / b;
  return [1 - upper, upper];
}

/** Density of Beta(a, b). */
export function betaDensity(x: number, a: number, b: number): number {
  return betaKernel(x, 1 - x, a, b) / (x * (1 - x));
}

/** The x at which I_x(a, b) = p; 0 and 1 at the ends. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return inverse(
    (x) => regularizedBeta(x, a, b),
    (x) => betaDensity(x, a, b),
    p,
    0,
    1,
  );
}

/** xᵃ yᵇ / B(a, b), by Loader's saddle point expansion. */
function betaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const log = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(log);
}

/** Modified Lentz evaluation; converges within about √max(a, b) steps. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h;
}
