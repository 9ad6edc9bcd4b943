import { type ClassIndices, type Floats, require } from '../input.ts';
import { emptyFusion, mixInto } from './fuse-scores.ts';
import { type SweepMetric, sweepInterval } from './sweep-intervals.ts';
import { weightGrid } from './weight-grid.ts';

export type SweepCurveOptions = {
  metric: SweepMetric;
  /** Parts each weight is divided in. Default 100 for two members, 20 for three, 10 for more. */
  steps?: number;
  /** Of the band. Default 0.95. */
  confidence?: number;
};

/** One metric for each weight vector of a grid. Entry i of every array belongs to `weights[i]`. */
export type SweepCurve = {
  metric: SweepMetric;
  /** As `weightGrid` orders them: from all weight on the first member to all on the last. */
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
export function sweepCurve(
  { members, labels, classes }: { members: readonly Floats[]; labels: ClassIndices; classes: number },
  { metric, steps = members.length <= 2 ? 100 : members.length === 3 ? 20 : 10, confidence = 0.95 }: SweepCurveOptions,
): SweepCurve {
  require(['accuracy', 'macroF1', 'logLoss', 'auc'].includes(
    metric,
  ), 'curve', `a metric of accuracy, macroF1, logLoss and auc, got ${metric}`);
  const weights = weightGrid({ members: members.length, steps });
  const fused = emptyFusion(members);
  const intervals = weights.map((shares) => {
    mixInto(fused, members, shares);
    return sweepInterval(metric, labels, fused, classes, confidence);
  });
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
