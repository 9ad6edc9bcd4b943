import { require } from '../input.ts';
import { normalizedWeights } from './fuse-scores.ts';
import { type SweepMetric, sweepIntervals } from './sweep-intervals.ts';
import type { SweepLayout } from './sweep-layout.ts';
import { weightGrid } from './weight-grid.ts';

export type SweepCurveOptions = {
  metric: SweepMetric;
  /** Parts each weight, or the line, is divided in. Default 100 for a line, 20 for three members, 10 for more. */
  steps?: number;
  /** Of the band. Default 0.95. */
  confidence?: number;
  /** Only the straight line between two weight vectors, instead of all there are. */
  along?: { from: ArrayLike<number>; to: ArrayLike<number> };
};

/** One metric for each weight vector of a grid. Entry i of every array belongs to `weights[i]`. */
export type SweepCurve = {
  metric: SweepMetric;
  /** As `weightGrid` orders them, from all weight on the first member to all on the last; or along the line. */
  weights: Float64Array[];
  values: Float64Array;
  /** The band: Wilson's interval for accuracy, the delta method for macro F1, DeLong's for AUC, z for mean log loss. */
  low: Float64Array;
  high: Float64Array;
  /** The index of the best value; of several equal ones, that with the most even weights. −1 if none is defined. */
  best: number;
  /** Indices of all values within the band of the best: these samples cannot tell them from it. */
  alike: Int32Array;
};

/** Fuses and measures at every point of the grid; see `FusionSweep.curve`. */
export function sweepCurve(layout: SweepLayout, { metric, confidence = 0.95, along, ...options }: SweepCurveOptions): SweepCurve {
  const known = ['accuracy', 'macroF1', 'logLoss', 'auc'].includes(metric);
  require(known, 'curve', `a metric of accuracy, macroF1, logLoss and auc, got ${metric}`);
  const members = layout.members.length;
  const { steps = along || members <= 2 ? 100 : members === 3 ? 20 : 10 } = options;
  const weights = along ? lineOf(along, members, steps) : weightGrid({ members, steps });
  const intervals = sweepIntervals(metric, layout, weights, { corners: along ? 2 : members, steps }, confidence);
  const values = Float64Array.from(intervals, ({ estimate }) => estimate);
  const best = bestOf(values, weights, metric === 'logLoss' ? -1 : 1);
  const range = intervals[best];
  return {
    metric,
    weights,
    values,
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    best,
    alike: Int32Array.from(range ? [...values.keys()].filter((i) => values[i] >= range.low && values[i] <= range.high) : []),
  };
}

/** Weight vectors at equal distances from one end to the other, which are met exactly. */
function lineOf({ from, to }: { from: ArrayLike<number>; to: ArrayLike<number> }, members: number, steps: number): Float64Array[] {
  require(Number.isInteger(steps) && steps > 0, 'curve', `a positive whole number of steps, got ${steps}`);
  const [start, end] = [from, to].map((weights) => normalizedWeights(weights, members));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return start.map((weight, m) => weight * (1 - share) + end[m] * share);
  });
}

function bestOf(values: Float64Array, weights: Float64Array[], sign: number): number {
  const unevenness = (shares: Float64Array) => shares.reduce((sum, share) => sum + share * share, 0);
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const gain = best < 0 ? 1 : sign * (values[i] - values[best]);
    if (gain > 0 || (gain === 0 && unevenness(weights[i]) < unevenness(weights[best]))) best = i;
  }
  return best;
}
