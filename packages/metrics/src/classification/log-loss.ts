import { type Labels, type Scores, type Weights, columnsOf, require, toClassIndices, toFloats, toWeights } from '../input.ts';
import { mean, weightedSum } from '../sum.ts';

export type LossOptions = {
  /** The number of columns; taken from the shapes when left out. */
  classes?: number;
  sampleWeight?: Weights;
  /** The mean over samples (default) or the sum. */
  normalize?: boolean;
};

/**
 * Log loss, or cross-entropy: the mean of −ln of the probability given to the truth.
 *
 * Shapes: `labels` `[samples]`, `probabilities` `[samples × classes]`, or `[samples]` for class 1 of two. Range 0 up, in
 * nats; `NaN` without samples. Probabilities are clipped to [ε, 1 − ε], ε being 2⁻⁵² for float64 and 2⁻²³ for float32
 * scores, as in scikit-learn's `log_loss`: one sure mistake then costs 36 or 16 nats and not infinity. They are not
 * renormalised. With logits at hand use `logLossFromLogits`, which clips nothing.
 *
 * @example
 * logLoss([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]) // → 0.21616187468057915
 */
export function logLoss(labels: Labels, probabilities: Scores, options: LossOptions = {}): number {
  return reduce('logLoss', logLosses(labels, probabilities, options), options);
}

/**
 * The log loss of each sample, of which `logLoss` is the mean: for paired tests and for finding the worst mistakes.
 *
 * @example
 * logLosses([1, 0], [0.5, 0.5]) // → [0.6931471805599453, 0.6931471805599453]
 */
export function logLosses(labels: Labels, probabilities: Scores, options: Pick<LossOptions, 'classes'> = {}): Float64Array {
  const classes = columnsOf('logLoss', probabilities, labels.length, options.classes);
  const truth = toClassIndices('logLoss', 'labels', labels, Math.max(classes, 2));
  const scores = toFloats('logLoss', 'probabilities', probabilities);
  const least = scores instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  const losses = new Float64Array(truth.length);
  for (let i = 0; i < truth.length; i++) {
    const given = classes === 1 ? scores[i] : scores[i * classes + truth[i]];
    if (!(given >= 0 && given <= 1)) require(false, 'logLoss', `probabilities from 0 to 1, got ${given} for sample ${i}`);
    const p = Math.min(Math.max(given, least), 1 - least);
    // log1p keeps what 1 − p would round away.
    losses[i] = classes === 1 && truth[i] === 0 ? -Math.log1p(-p) : -Math.log(p);
  }
  return losses;
}

/**
 * Log loss straight from logits, without the detour over probabilities that rounds to 0 and 1.
 *
 * Shapes: `labels` `[samples]`, `logits` `[samples × classes]` (before softmax), or `[samples]` (before the sigmoid). Exact
 * to float64 for logits of any size: ln(1 + eᶻ) and the log of the sum of exponentials are computed without overflow.
 *
 * @example
 * logLossFromLogits([1, 0], [1000, -1000]) // → 0
 * logLossFromLogits([0, 1], [1000, -1000]) // → 1000
 */
export function logLossFromLogits(labels: Labels, logits: Scores, options: LossOptions = {}): number {
  const classes = columnsOf('logLossFromLogits', logits, labels.length, options.classes);
  const truth = toClassIndices('logLossFromLogits', 'labels', labels, Math.max(classes, 2));
  const values = toFloats('logLossFromLogits', 'logits', logits);
  const losses = new Float64Array(truth.length);
  for (let i = 0; i < truth.length; i++) {
    if (classes === 1) {
      const z = truth[i] === 1 ? -values[i] : values[i];
      losses[i] = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    } else losses[i] = lossOfRow(values.subarray(i * classes, (i + 1) * classes), truth[i]);
  }
  return reduce('logLossFromLogits', losses, options);
}

/** ln Σ eᶻ − z of the truth. With the largest logit taken out, its own term is exactly 1 and goes into log1p. */
function lossOfRow(row: Float32Array | Float64Array, truth: number): number {
  let top = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[top]) top = c;
  let others = 0;
  for (let c = 0; c < row.length; c++) if (c !== top) others += Math.exp(row[c] - row[top]);
  return Math.log1p(others) + (row[top] - row[truth]);
}

function reduce(metric: string, losses: Float64Array, { sampleWeight, normalize = true }: LossOptions): number {
  const weights = toWeights(metric, sampleWeight, losses.length);
  return normalize ? mean(losses, weights) : weightedSum(losses, weights);
}
