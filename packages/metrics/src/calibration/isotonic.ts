import { type Scores, type Weights, require, requireEqualLength, toFloats, toWeights } from '../input.ts';

/** A rising step line through (x, y); between the points it is straight, outside it is flat. */
export type IsotonicCalibration = { x: number[]; y: number[] };

/**
 * Fits the rising line that is nearest to the targets in weighted squares: calibration that assumes only that a higher
 * score means a higher chance.
 *
 * Shapes: `scores` and `targets` (labels 0 and 1, or any numbers) `[samples]`. Fit on samples the model was not trained on.
 * Pool adjacent violators, O(n log n). As scikit-learn's `IsotonicRegression`. Source: B. Zadrozny, C. Elkan, KDD 2002.
 *
 * @example
 * fitIsotonic([0.1, 0.2, 0.3], [0, 1, 0]) // → { x: [0.1, 0.2, 0.3], y: [0, 0.5, 0.5] }
 */
export function fitIsotonic(
  scores: Scores,
  targets: Scores | Uint8Array | Int32Array,
  { sampleWeight }: { sampleWeight?: Weights } = {},
): IsotonicCalibration {
  requireEqualLength('fitIsotonic', { scores, targets });
  require(scores.length > 0, 'fitIsotonic', 'at least one sample, got none');
  const xs = toFloats('fitIsotonic', 'scores', scores);
  const ys = toFloats('fitIsotonic', 'targets', Float64Array.from(targets));
  const weights = toWeights('fitIsotonic', sampleWeight, xs.length);
  const order = [...xs.keys()].filter((i) => !weights || weights[i] > 0).sort((a, b) => xs[a] - xs[b]);
  require(order.length > 0, 'fitIsotonic', 'a sample with weight above 0, got none');
  const blocks: { low: number; high: number; sum: number; weight: number }[] = [];
  for (const i of order) {
    const weight = weights ? weights[i] : 1;
    const last = blocks[blocks.length - 1];
    // Equal scores cannot be told apart: they are one point from the start.
    if (last && last.high === xs[i] && last.low === xs[i]) {
      last.sum += weight * ys[i];
      last.weight += weight;
    } else {
      settle(blocks);
      blocks.push({ low: xs[i], high: xs[i], sum: weight * ys[i], weight });
    }
  }
  settle(blocks);
  const x: number[] = [];
  const y: number[] = [];
  for (const { low, high, sum, weight } of blocks) {
    x.push(low);
    y.push(sum / weight);
    if (high > low) {
      x.push(high);
      y.push(sum / weight);
    }
  }
  return { x, y };
}

/** Merges the last blocks while they fall. */
function settle(blocks: { low: number; high: number; sum: number; weight: number }[]): void {
  while (blocks.length > 1) {
    const last = blocks[blocks.length - 1];
    const before = blocks[blocks.length - 2];
    if (before.sum / before.weight < last.sum / last.weight) return;
    before.high = last.high;
    before.sum += last.sum;
    before.weight += last.weight;
    blocks.pop();
  }
}

/**
 * The calibrated value of each score, `[samples]` float64.
 *
 * @example
 * applyIsotonic({ x: [0, 1], y: [0.2, 0.6] }, [-5, 0.5, 9]) // → [0.2, 0.4, 0.6]
 */
export function applyIsotonic({ x, y }: IsotonicCalibration, scores: Scores): Float64Array {
  return Float64Array.from(toFloats('applyIsotonic', 'scores', scores, { infinite: true }), (score) => {
    if (score <= x[0]) return y[0];
    if (score >= x[x.length - 1]) return y[y.length - 1];
    let low = 0;
    let high = x.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle] <= score) low = middle;
      else high = middle;
    }
    return y[low] + ((y[high] - y[low]) * (score - x[low])) / (x[high] - x[low]);
  });
}
