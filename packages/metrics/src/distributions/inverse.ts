/**
 * The x at which a rising function reaches `target`, to the last digit or two of float64.
 *
 * Bisection that trusts Newton's step when it stays inside: it cannot miss, and needs few steps where the density is
 * smooth. `rising(low) ≤ target ≤ rising(high)`, target above 0, both bounds finite.
 */
export function inverse(rising: (x: number) => number, density: (x: number) => number, target: number, low: number, high: number): number {
  let below = low;
  let above = high;
  let x = (low + high) / 2;
  for (let step = 0; step < 400; step++) {
    const value = rising(x);
    if (value === target) return x;
    if (value < target) below = x;
    else above = x;
    // Newton on the logarithm: tails that fall like exp(−x²) are nearly straight there.
    const newton = x - (Math.log(value / target) * value) / density(x);
    const next = newton > below && newton < above ? newton : (below + above) / 2;
    if (next === x || above - below <= Number.EPSILON * Math.abs(x) * 0.5) return next;
    // A Newton step below the last digit is convergence, even while the bracket is still wide.
    if (Math.abs(next - x) <= Number.EPSILON * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
