/**
 * The x at which a rising function reaches `target`, to the last digit or two of float64.
 *
 * Bisection that trusts Newton's step when it stays inside: it cannot miss, and needs few steps where the density is
 * smooth. `rising(low) ≤ target ≤ rising(high)`, both bounds finite.
 */
export function inverse(rising: (x: number) => number, density: (x: number) => number, target: number, low: number, high: number): number {
  let below = low;
  let above = high;
  let x = (low + high) / 2;
  for (let step = 0; step < 400; step++) {
    const error = rising(x) - target;
    if (error === 0) return x;
    if (error < 0) below = x;
    else above = x;
    const newton = x - error / density(x);
    const next = newton > below && newton < above ? newton : (below + above) / 2;
    if (next === x || above - below <= Number.EPSILON * Math.abs(x) * 0.5) return next;
    // A Newton step below the last digit is convergence, even while the bracket is still wide.
    if (Math.abs(next - x) <= Number.EPSILON * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
