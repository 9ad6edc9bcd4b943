import { type Labels, type Scores, require, requireEqualLength, toFloats } from '../input.ts';
import { toPositives } from '../ranking/threshold-counts.ts';
import { type BinOptions, binEdges, binOf, uniformBinOf } from './bins.ts';

/** How often what is called p happens, bin by bin. Bins without samples are left out. */
export type ReliabilityCurve = {
  /** Mean predicted probability of each bin. */
  predicted: Float64Array;
  /** Share of positives in each bin. */
  observed: Float64Array;
  /** Samples in each bin. */
  counts: Float64Array;
  /** Which of the bins each entry is. */
  bins: Int32Array;
  /** All edges, one more than bins, ascending. */
  edges: Float64Array;
};

/**
 * The reliability curve, or calibration curve. On the diagonal, probabilities mean what they say.
 *
 * Shapes: `labels` and `probabilities` `[samples]`, probabilities of the positive class. 5 bins by default, as
 * scikit-learn's `calibration_curve`. Source: A. Niculescu-Mizil, R. Caruana, ICML 2005.
 *
 * @example
 * reliabilityCurve([0, 0, 0, 0, 1, 1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1], { bins: 3 }).observed // → [0, 0.5, 1]
 */
export function reliabilityCurve(
  labels: Labels,
  probabilities: Scores,
  options: BinOptions & { posLabel?: number } = {},
): ReliabilityCurve {
  const { bins = 5, strategy = 'uniform', posLabel } = options;
  requireEqualLength('reliabilityCurve', { probabilities, labels });
  const scores = toFloats('reliabilityCurve', 'probabilities', probabilities);
  const positive = toPositives('reliabilityCurve', labels, posLabel);
  const edges = binEdges('reliabilityCurve', scores, bins, strategy);
  const find = strategy === 'uniform' ? uniformBinOf : binOf;
  const counts = new Float64Array(bins);
  const positives = new Float64Array(bins);
  const sums = new Float64Array(bins);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i];
    if (!(score >= 0 && score <= 1)) require(false, 'reliabilityCurve', `probabilities from 0 to 1, got ${score} at index ${i}`);
    const bin = find(edges, score);
    counts[bin]++;
    positives[bin] += positive[i];
    sums[bin] += score;
  }
  const filled = Int32Array.from([...counts.keys()].filter((bin) => counts[bin] > 0));
  return {
    predicted: Float64Array.from(filled, (bin) => sums[bin] / counts[bin]),
    observed: Float64Array.from(filled, (bin) => positives[bin] / counts[bin]),
    counts: Float64Array.from(filled, (bin) => counts[bin]),
    bins: filled,
    edges,
  };
}
