import { require } from '../input.ts';
import type { ThresholdCounts } from './threshold-counts.ts';

/** What a threshold is chosen for. */
export type OperatingTarget =
  /** The largest true positive rate less false positive rate. */
  | { target: 'youden' }
  /** The fewest false positives among thresholds with at least this recall. */
  | { target: 'recall'; atLeast: number }
  /** The highest recall among thresholds with at least this precision. */
  | { target: 'precision'; atLeast: number }
  /** The least total cost of mistakes. */
  | { target: 'cost'; falsePositive: number; falseNegative: number };

/** One threshold and what it does to these samples: a score ≥ `threshold` is called positive. */
export type OperatingPoint = {
  /** Infinity where nothing is called positive. */
  threshold: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  /** `NaN` where nothing is called positive. */
  precision: number;
  recall: number;
  falsePositiveRate: number;
};

/**
 * The threshold that serves a target best, or null if none reaches it (or a class that it needs is missing).
 *
 * `counts` come from `thresholdCounts` — of the validation part: a threshold chosen on the samples it is judged by looks
 * better than it is. Of equally good thresholds the highest is taken. Source for `youden`: W. Youden, Cancer 3 (1950).
 *
 * @example
 * operatingPoint(thresholdCounts([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), { target: 'recall', atLeast: 1 }).threshold // → 0.35
 */
export function operatingPoint(counts: ThresholdCounts, target: OperatingTarget): OperatingPoint | null {
  const merit = meritOf(target);
  let best: OperatingPoint | null = null;
  let most = -Infinity;
  for (let i = -1; i < counts.thresholds.length; i++) {
    const point = pointAt(counts, i);
    const value = merit(point);
    if (value > most) {
      best = point;
      most = value;
    }
  }
  return best;
}

/** Higher is better; `NaN` and −∞ rule a point out. */
function meritOf(target: OperatingTarget): (point: OperatingPoint) => number {
  switch (target.target) {
    case 'youden':
      return ({ recall, falsePositiveRate }) => recall - falsePositiveRate;
    case 'recall':
      requireShare(target.atLeast);
      return ({ recall, falsePositives }) => (recall >= target.atLeast ? -falsePositives : -Infinity);
    case 'precision':
      requireShare(target.atLeast);
      return ({ precision, recall }) => (precision >= target.atLeast ? recall : -Infinity);
    case 'cost': {
      const { falsePositive, falseNegative } = target;
      for (const cost of [falsePositive, falseNegative])
        require(cost >= 0 && cost < Infinity, 'operatingPoint', `costs that are finite and not negative, got ${cost}`);
      return (point) => -(falsePositive * point.falsePositives + falseNegative * point.falseNegatives);
    }
  }
}

function requireShare(atLeast: number): void {
  require(atLeast >= 0 && atLeast <= 1, 'operatingPoint', `atLeast from 0 to 1, got ${atLeast}`);
}

function pointAt({ thresholds, truePositives, falsePositives, positives, negatives }: ThresholdCounts, i: number): OperatingPoint {
  const tp = i < 0 ? 0 : truePositives[i];
  const fp = i < 0 ? 0 : falsePositives[i];
  return {
    threshold: i < 0 ? Infinity : thresholds[i],
    truePositives: tp,
    falsePositives: fp,
    falseNegatives: positives - tp,
    trueNegatives: negatives - fp,
    precision: tp / (tp + fp),
    recall: tp / positives,
    falsePositiveRate: fp / negatives,
  };
}
