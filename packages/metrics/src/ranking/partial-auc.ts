import { require } from '../input.ts';
import { rocAucOf } from './binary-auc.ts';
import type { ThresholdCounts } from './threshold-counts.ts';

/**
 * Area under the ROC curve up to a false positive rate, standardised so that chance is 0.5 and perfection 1.
 *
 * (1 + (A − min) / (max − min)) / 2 with min = maxFpr² / 2 and max = maxFpr; `maxFpr` in (0, 1]. `NaN` when a class is
 * missing. Source: D. McClish, Medical Decision Making 9 (1989) 190–195; as scikit-learn's `max_fpr`.
 */
export function partialAucOf(counts: ThresholdCounts, maxFpr: number): number {
  require(maxFpr > 0 && maxFpr <= 1, 'rocAuc', `maxFpr in (0, 1], got ${maxFpr}`);
  if (maxFpr === 1) return rocAucOf(counts);
  const { truePositives, falsePositives, positives, negatives } = counts;
  const limit = maxFpr * negatives;
  let doubled = 0;
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < truePositives.length && fp < limit; i++) {
    const nextFp = Math.min(falsePositives[i], limit);
    // Where the limit cuts a step, the curve is a straight line within it.
    const share = falsePositives[i] > fp ? (nextFp - fp) / (falsePositives[i] - fp) : 1;
    const nextTp = tp + (truePositives[i] - tp) * share;
    doubled += (nextFp - fp) * (tp + nextTp);
    tp = nextTp;
    fp = nextFp;
  }
  const area = doubled / 2 / positives / negatives;
  const least = maxFpr ** 2 / 2;
  return (1 + (area - least) / (maxFpr - least)) / 2;
}
