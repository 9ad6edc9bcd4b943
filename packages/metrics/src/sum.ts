import type { Weights } from './input.ts';

/**
 * A running sum that keeps the digits an ordinary one drops.
 *
 * Neumaier's variant of Kahan summation: the error is a few ulp whatever the number of terms. An infinite or NaN term
 * makes the sum what float64 makes it. Source: A. Neumaier, ZAMM 54 (1974) 39–51.
 *
 * @example
 * compensatedSum([1, 1e100, 1, -1e100]) // → 2
 */
export function compensatedSum(values: Weights): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return settle(sum, lost);
}

/**
 * The compensated mean; `NaN` for nothing. With weights, Σwx / Σw; `NaN` when all weights are zero.
 *
 * @example
 * mean([1, 2, 6]) // → 3
 * mean([1, 3], [3, 1]) // → 1.5
 */
export function mean(values: Weights, weights?: Weights): number {
  return weightedSum(values, weights) / (weights ? compensatedSum(weights) : values.length);
}

/** Σ w·x, compensated; Σ x without weights. */
export function weightedSum(values: Weights, weights?: Weights): number {
  if (!weights) return compensatedSum(values);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] * weights[i];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return settle(sum, lost);
}

/** An overflowed sum has no meaningful compensation (∞ − ∞). */
function settle(sum: number, lost: number): number {
  return Number.isFinite(sum) ? sum + lost : sum;
}
