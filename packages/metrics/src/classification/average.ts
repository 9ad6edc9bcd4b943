import { type Labels, type Weights, require } from '../input.ts';
import { compensatedSum, mean } from '../sum.ts';
import { type ClassCounts, countsPerClass, multilabelCounts } from './class-counts.ts';
import { confusionMatrix } from './confusion-matrix.ts';

export type AverageOptions = {
  /**
   * `binary`: the class `posLabel` alone; `micro`: all decisions pooled; `macro`: all classes alike; `weighted`: by the
   * number of true samples; `samples`: per sample, multi-label only. Default `binary`, as in scikit-learn.
   */
  average?: 'binary' | 'micro' | 'macro' | 'weighted' | 'samples';
  /** The positive class of `binary`. Default 1. */
  posLabel?: number;
  /**
   * What an undefined ratio (0 ÷ 0) is. Left out, a single ratio is `NaN` (scikit-learn: 0 with a warning), and inside
   * an average it counts as 0, as in scikit-learn: otherwise never calling a class would be rewarded. `NaN` given
   * explicitly leaves undefined ratios out of averages.
   */
  zeroDivision?: number;
};

export type DecisionOptions = AverageOptions & {
  /** The number of classes; left out, one more than the largest label. Needed with `multilabel`. */
  classes?: number;
  /** Labels and predictions are `[samples × classes]` of 0 and 1. */
  multilabel?: boolean;
  sampleWeight?: Weights;
};

/** The two sides of a ratio, one entry per class (or sample). */
export type Ratio = (counts: ClassCounts) => { numerator: Float64Array; denominator: Float64Array };

/** One ratio per class; 0 ÷ 0 is `zeroDivision`. */
export function perClass(ratio: Ratio, counts: ClassCounts, zeroDivision = Number.NaN): Float64Array {
  const { numerator, denominator } = ratio(counts);
  return numerator.map((value, c) => (denominator[c] === 0 ? zeroDivision : value / denominator[c]));
}

/** One number for all classes. */
export function averageOf(metric: string, ratio: Ratio, counts: ClassCounts, options: AverageOptions = {}): number {
  const { average = 'binary', posLabel = 1, zeroDivision } = options;
  const classes = counts.truePositives.length;
  if (average === 'binary') {
    const seen = counts.share.reduce((count, share) => count + (share > 0 ? 1 : 0), 0);
    require(seen <= 2, metric, `average micro, macro or weighted for more than 2 classes, got binary and ${seen} classes`);
    return posLabel < classes ? perClass(ratio, counts, zeroDivision)[posLabel] : (zeroDivision ?? Number.NaN);
  }
  if (average === 'micro') {
    const { numerator, denominator } = ratio(counts);
    const below = compensatedSum(denominator);
    return below === 0 ? (zeroDivision ?? Number.NaN) : compensatedSum(numerator) / below;
  }
  const values = perClass(ratio, counts, zeroDivision ?? 0);
  const support = counts.truePositives.map((count, c) => count + counts.falseNegatives[c]);
  const share = average === 'weighted' ? support : counts.share;
  if (compensatedSum(share) === 0) return zeroDivision ?? Number.NaN;
  return meanOfDefined(values, share);
}

/** The counts that `average` needs of these decisions. */
export function decisionCounts(metric: string, labels: Labels, predicted: Labels, options: DecisionOptions = {}): ClassCounts {
  const { classes, multilabel = false, average } = options;
  require(average !== 'samples' || multilabel, metric, 'multilabel decisions for average samples');
  if (!multilabel) return countsPerClass(confusionMatrix(labels, predicted, options));
  require(classes !== undefined, metric, 'classes with multilabel, got none');
  require(average !== undefined && average !== 'binary', metric, 'average micro, macro, weighted or samples with multilabel, got binary');
  const weights = options.sampleWeight ? { sampleWeight: options.sampleWeight } : {};
  return multilabelCounts(labels, predicted, { classes, ...weights, samplewise: average === 'samples' });
}

/** `NaN` when nothing is defined. */
function meanOfDefined(values: Float64Array, share: Float64Array): number {
  const isDefined = (value: number) => !Number.isNaN(value);
  return mean(
    values.filter(isDefined),
    share.filter((_, c) => isDefined(values[c])),
  );
}
