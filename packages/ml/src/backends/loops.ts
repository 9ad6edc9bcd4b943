/** Loops over plain arrays that several backends share. They know nothing of tensors. */

/** Adds row `i` of `rows` to row `segments[i]` of `sums`; rows whose segment is outside are left out. Row length follows from the sizes. */
export function sumSegments(rows: Float32Array, segments: Int32Array, sums: Float32Array): void {
  const width = segments.length === 0 ? 0 : rows.length / segments.length;
  for (let row = 0; row < segments.length; row++) {
    const to = segments[row]! * width;
    if (to < 0 || to + width > sums.length) continue;
    const from = row * width;
    for (let column = 0; column < width; column++) sums[to + column]! += rows[from + column]!;
  }
}

/**
 * One step of Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015) in place, in one pass.
 * `rate` is the learning rate with the bias corrections in it: `lr × √(1 − β₂ᵗ) / (1 − β₁ᵗ)`.
 */
export function stepAdam(
  weights: Float32Array,
  first: Float32Array,
  second: Float32Array,
  gradients: Float32Array,
  adam: { rate: number; beta1: number; beta2: number; epsilon: number },
): void {
  const { rate, beta1, beta2, epsilon } = adam;
  for (let i = 0; i < weights.length; i++) {
    const gradient = gradients[i]!;
    const mean = first[i]! + (1 - beta1) * (gradient - first[i]!);
    const square = second[i]! + (1 - beta2) * (gradient * gradient - second[i]!);
    first[i] = mean;
    second[i] = square;
    weights[i]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
  }
}
