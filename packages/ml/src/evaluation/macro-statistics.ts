/**
 * Macro metrics of resampled samples. A draw of whole groups may hold no sample of a class at all: nothing is known of that class
 * then, and it is left out of the draw's mean, where counting it as 0 would drag the interval below everything that was ever observed.
 */
import { aucStatistic, type ConfusionMatrix, confusionStatistic, countsPerClass, f1PerClass, type Statistic } from '@atelier/metrics';
import { columnOf } from './column-of.ts';

/** Mean F1 of the classes that a draw has. A class that is never called right counts 0, and so does one that is called but never true. */
export function macroF1Statistic(truth: Int32Array, called: Int32Array, classes: number): Statistic {
  const everTrue = new Set(truth);
  const of = (confusion: ConfusionMatrix): number => {
    const { truePositives, falsePositives, falseNegatives } = countsPerClass(confusion);
    const counts = (code: number): boolean =>
      truePositives[code] + falseNegatives[code] > 0 || (!everTrue.has(code) && falsePositives[code] > 0);
    return meanOfDefined(Array.from(f1PerClass(countsPerClass(confusion), 0), (value, code) => (counts(code) ? value : Number.NaN)));
  };
  return confusionStatistic(truth, called, { classes, of });
}

/** Mean AUC of the given classes against the rest, of those that a draw has; NaN for all draws when the samples lack a class. */
export function macroAucStatistic(truth: Int32Array, scores: Float32Array, classes: number, of: readonly number[]): Statistic {
  const statistics = of.map((code) => aucStatistic(truth, columnOf(scores, classes, code), { posLabel: code }));
  if (of.some((code) => !truth.includes(code))) return () => Number.NaN;
  return (counts) => meanOfDefined(statistics.map((statistic) => statistic(counts)));
}

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
