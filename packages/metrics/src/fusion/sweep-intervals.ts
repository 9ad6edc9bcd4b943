/** Each sweep metric with its interval, from closed forms: no resampling while a slider moves. */
import { countsPerClass } from '../classification/class-counts.ts';
import { type ConfusionMatrix, marginals } from '../classification/confusion-matrix.ts';
import { f1Of } from '../classification/f-score.ts';
import { logLosses } from '../classification/log-loss.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { mean } from '../sum.ts';
import { type Interval, tailOf } from '../uncertainty/interval.ts';
import { wilsonInterval } from '../uncertainty/proportion.ts';
import { meanAndDeviation } from '../uncertainty/student-interval.ts';
import { emptyFusion, mixInto } from './fuse-scores.ts';
import { confusionsOver, type GridShape } from './sweep-decisions.ts';
import type { SweepLayout } from './sweep-layout.ts';
import { createSweepRanks } from './sweep-ranks.ts';

/** What a sweep can follow. Log loss is better lower, the others higher. */
export type SweepMetric = 'accuracy' | 'macroF1' | 'logLoss' | 'auc';

/** The metric with its interval at every weight vector of a grid. */
export function sweepIntervals(
  metric: SweepMetric,
  layout: SweepLayout,
  weights: readonly Float64Array[],
  shape: GridShape,
  confidence: number,
): Interval[] {
  const z = -normalQuantile(tailOf('curve', confidence));
  if (metric === 'auc') {
    const ranks = createSweepRanks(layout);
    return weights.map((shares) => {
      const { estimate, variance } = ranks.aucVariance(shares);
      return around(estimate, z * Math.sqrt(variance), 0, 1);
    });
  }
  if (metric === 'logLoss') {
    const losses = createSweepLosses(layout);
    return weights.map((shares) => lossInterval(losses(shares), z));
  }
  return confusionsOver(layout, weights, shape).map((confusion) => {
    if (metric === 'macroF1') return macroF1Interval(confusion, z);
    const { correct, total } = marginals(confusion);
    return wilsonInterval(correct, total, { confidence });
  });
}

/** The log loss of each sample at a weight vector; `NaN` throughout if a member's scores are no probabilities. */
export function createSweepLosses({ members, given }: SweepLayout): (weights: Float64Array) => Float64Array {
  const areProbabilities = members.every((member) => isWithinUnit(member));
  const { members: scores, labels } = given();
  const fused = emptyFusion(scores);
  return (weights) => {
    if (!areProbabilities) return new Float64Array(labels.length).fill(Number.NaN);
    mixInto(fused, scores, weights);
    return logLosses(labels, fused, { classes: 1 });
  };
}

function isWithinUnit(scores: ArrayLike<number>): boolean {
  for (let i = 0; i < scores.length; i++) if (!(scores[i] >= 0 && scores[i] <= 1)) return false;
  return true;
}

function lossInterval(losses: Float64Array, z: number): Interval {
  const { deviation } = meanAndDeviation(losses);
  return around(mean(losses), (z * deviation) / Math.sqrt(losses.length), 0, Infinity);
}

function macroF1Interval(confusion: ConfusionMatrix, z: number): Interval {
  const { estimate, variance } = macroF1Variance(confusion);
  return around(estimate, z * Math.sqrt(variance), 0, 1);
}

function around(estimate: number, half: number, least: number, most: number): Interval {
  return { estimate, low: Math.max(least, estimate - half), high: Math.min(most, estimate + half) };
}

/**
 * Macro F1 with its variance by the delta method: the cells of the confusion matrix are one multinomial draw, and each
 * cell pulls on F1 by a known slope. Source: K. Takahashi et al., Applied Intelligence 52 (2022) 4961–4972.
 */
export function macroF1Variance(confusion: ConfusionMatrix): { estimate: number; variance: number } {
  const { classes, counts } = confusion;
  const { truth, predicted, total } = marginals(confusion);
  const perClass = countsPerClass(confusion);
  const seen = perClass.share.reduce((sum, share) => sum + share, 0);
  let first = 0;
  let second = 0;
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column];
      if (count === 0) continue;
      let slope = 0;
      for (const c of row === column ? [row] : [row, column]) {
        const size = truth[c] + predicted[c];
        const pull = (row === c ? 1 : 0) + (column === c ? 1 : 0);
        slope += (row === column ? 2 / size : 0) - (2 * counts[c * classes + c] * pull) / (size * size);
      }
      first += count * slope;
      second += count * slope * slope;
    }
  }
  return { estimate: f1Of(perClass, { average: 'macro' }), variance: Math.max(0, second - (first * first) / total) / (seen * seen) };
}
