/** Each sweep metric of fused scores with its interval, from closed forms: no resampling while a slider moves. */
import { countsPerClass } from '../classification/class-counts.ts';
import { type ConfusionMatrix, confusionMatrix, marginals } from '../classification/confusion-matrix.ts';
import { f1Of } from '../classification/f-score.ts';
import { logLosses } from '../classification/log-loss.ts';
import { predictedClasses } from '../classification/predictions.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { type ClassIndices, type Floats, columnOf } from '../input.ts';
import { placements } from '../ranking/placements.ts';
import { toPositives } from '../ranking/threshold-counts.ts';
import { mean } from '../sum.ts';
import { type Interval, tailOf } from '../uncertainty/interval.ts';
import { wilsonInterval } from '../uncertainty/proportion.ts';
import { meanAndDeviation } from '../uncertainty/student-interval.ts';

/** What a sweep can follow. Log loss is better lower, the others higher. */
export type SweepMetric = 'accuracy' | 'macroF1' | 'logLoss' | 'auc';

export function sweepInterval(metric: SweepMetric, labels: ClassIndices, fused: Floats, classes: number, confidence: number): Interval {
  const z = -normalQuantile(tailOf('curve', confidence));
  if (metric === 'logLoss') {
    const { mean: estimate, deviation } = meanAndDeviation(logLosses(labels, fused, { classes }));
    return around(estimate, (z * deviation) / Math.sqrt(labels.length), 0, Infinity);
  }
  if (metric === 'auc') {
    const { estimate, variance } = macroAucVariance(labels, fused, classes);
    return around(estimate, z * Math.sqrt(variance), 0, 1);
  }
  const confusion = confusionMatrix(labels, predictedClasses(fused, { classes }), { classes: Math.max(classes, 2) });
  if (metric === 'accuracy') {
    const { correct, total } = marginals(confusion);
    return wilsonInterval(correct, total, { confidence });
  }
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

/**
 * Macro one-vs-rest AUC with its variance from each sample's pull on it; for two classes this is DeLong's variance.
 */
export function macroAucVariance(labels: ClassIndices, fused: Floats, classes: number): { estimate: number; variance: number } {
  const ranked = classes <= 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const pulls = new Float64Array(labels.length);
  const aucs = ranked.map((c) => {
    const positive = toPositives('curve', labels, c);
    const { values, positives, negatives } = placements(positive, columnOf(fused, classes, classes === 1 ? 0 : c));
    const auc = positives > 0 && negatives > 0 ? mean(values.filter((_, i) => positive[i] === 1)) : Number.NaN;
    for (let i = 0; i < values.length; i++) {
      const size = positive[i] ? positives : negatives;
      pulls[i] += (values[i] - auc) / Math.sqrt(size * (size - 1));
    }
    return auc;
  });
  let variance = 0;
  for (const pull of pulls) variance += pull * pull;
  return { estimate: mean(aucs), variance: variance / ranked.length ** 2 };
}
