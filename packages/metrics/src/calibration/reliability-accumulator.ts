import type { Labels, Scores } from '../input.ts';
import { type ReliabilityCurve, reliabilityCurve } from './reliability-curve.ts';
import { binEdges } from './bins.ts';

/** A reliability curve of uniform bins that grows batch by batch; two of them can be added. */
export type ReliabilityAccumulator = {
  add(labels: Labels, probabilities: Scores): void;
  merge(other: ReliabilityAccumulator): void;
  curve(): ReliabilityCurve;
};

/**
 * Reliability curve and calibration error without keeping the samples. Quantile bins need all scores at once.
 *
 * @example
 * accumulateReliability({ bins: 2 }).curve().edges // → [0, 0.5, 1]
 */
export function accumulateReliability({ bins = 5, posLabel }: { bins?: number; posLabel?: number } = {}): ReliabilityAccumulator {
  const edges = binEdges('accumulateReliability', new Float64Array(0), bins, 'uniform');
  const counts = new Float64Array(bins);
  const positives = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const include = (curve: ReliabilityCurve) => {
    curve.bins.forEach((bin, i) => {
      counts[bin] += curve.counts[i];
      positives[bin] += Math.round(curve.observed[i] * curve.counts[i]);
      sums[bin] += curve.predicted[i] * curve.counts[i];
    });
  };
  return {
    add: (labels, probabilities) =>
      include(reliabilityCurve(labels, probabilities, { bins, ...(posLabel === undefined ? {} : { posLabel }) })),
    merge: (other) => include(other.curve()),
    curve() {
      const filled = Int32Array.from([...counts.keys()].filter((bin) => counts[bin] > 0));
      return {
        predicted: Float64Array.from(filled, (bin) => sums[bin] / counts[bin]),
        observed: Float64Array.from(filled, (bin) => positives[bin] / counts[bin]),
        counts: Float64Array.from(filled, (bin) => counts[bin]),
        bins: filled,
        edges: edges.slice(),
      };
    },
  };
}
