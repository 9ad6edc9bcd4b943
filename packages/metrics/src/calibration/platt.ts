import { type Labels, type Scores, requireEqualLength, require, toFloats } from '../input.ts';
import { toPositives } from '../ranking/threshold-counts.ts';

/** p = 1 ÷ (1 + e^−(slope · score + intercept)). */
export type PlattCalibration = { slope: number; intercept: number };

/**
 * Fits a sigmoid that turns scores of any scale into probabilities.
 *
 * Targets are drawn in from 0 and 1 by the class sizes, as Platt proposed, so that separable data have a finite answer.
 * Shapes: `labels` (both classes) and `scores` `[samples]`. Newton's method to the last digits of float64. As the `sigmoid`
 * method of scikit-learn's calibration, which stops earlier. Sources: J. Platt (1999); H. Lin et al., Mach. Learn. 68 (2007).
 *
 * @example
 * fitPlatt([0, 1, 0, 1], [1, 1, 2, 2]) // → { slope: 0, intercept: 0 }
 */
export function fitPlatt(labels: Labels, scores: Scores, { posLabel }: { posLabel?: number } = {}): PlattCalibration {
  requireEqualLength('fitPlatt', { scores, labels });
  const raw = toFloats('fitPlatt', 'scores', scores);
  const positive = toPositives('fitPlatt', labels, posLabel);
  const positives = positive.reduce((sum, label) => sum + label, 0);
  const negatives = positive.length - positives;
  require(positives > 0 && negatives > 0, 'fitPlatt', `samples of both classes, got ${positives} positives and ${negatives} negatives`);
  const targets = Float64Array.from(positive, (label) => (label ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
  // Newton sees numbers around one, whatever the scale of the scores.
  const scale = Float64Array.from(raw).reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1;
  const xs = Float64Array.from(raw, (score) => score / scale);
  let slope = 0;
  let intercept = Math.log((positives + 1) / (negatives + 1));
  let loss = lossOf(xs, targets, slope, intercept);
  for (let step = 0; step < 100; step++) {
    const { ds, di } = newtonStep(xs, targets, slope, intercept);
    let size = 1;
    let next = lossOf(xs, targets, slope + ds, intercept + di);
    while (next > loss && size > 1e-10) {
      size /= 2;
      next = lossOf(xs, targets, slope + size * ds, intercept + size * di);
    }
    if (next > loss) break;
    slope += size * ds;
    intercept += size * di;
    loss = next;
    if (Math.abs(ds) <= 1e-15 * Math.abs(slope) && Math.abs(di) <= 1e-15 * (Math.abs(intercept) + 1)) break;
  }
  return { slope: slope / scale, intercept };
}

/**
 * The calibrated probability of each score, `[samples]` float64.
 *
 * @example
 * applyPlatt({ slope: 1, intercept: 0 }, [0, 1000]) // → [0.5, 1]
 */
export function applyPlatt({ slope, intercept }: PlattCalibration, scores: Scores): Float64Array {
  return Float64Array.from(toFloats('applyPlatt', 'scores', scores), (score) => sigmoid(slope * score + intercept));
}

function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** Cross-entropy against soft targets. */
function lossOf(xs: Float64Array, targets: Float64Array, slope: number, intercept: number): number {
  let loss = 0;
  for (let i = 0; i < xs.length; i++) {
    const z = slope * xs[i] + intercept;
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i] * z;
  }
  return loss;
}

function newtonStep(xs: Float64Array, targets: Float64Array, slope: number, intercept: number): { ds: number; di: number } {
  let gs = 0;
  let gi = 0;
  let ss = 1e-14; // keeps the system solvable when all scores are equal
  let si = 0;
  let ii = 1e-14;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const p = sigmoid(slope * x + intercept);
    const curve = p * (1 - p);
    gs += (p - targets[i]) * x;
    gi += p - targets[i];
    ss += curve * x * x;
    si += curve * x;
    ii += curve;
  }
  const determinant = ss * ii - si * si;
  return { ds: -(ii * gs - si * gi) / determinant, di: -(ss * gi - si * gs) / determinant };
}
