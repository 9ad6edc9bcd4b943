/** Metrics of resampled samples that have any number of labels each. A label that no drawn sample has is left out of a draw's mean. */
import { aucStatistic, type Statistic } from '@atelier/metrics';
import { columnOf } from './column-of.ts';
import type { LabelPredictions } from './predictions.ts';

/** 0 or 1, `[samples, classes]`: called where the probability is 0.5 or more. */
export function calledLabels({ scores }: Pick<LabelPredictions, 'scores'>): Uint8Array {
  return Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
}

/** 0 or 1 per sample, of one label. */
export function truthOfLabel({ truth, classes, ids }: LabelPredictions, code: number): Uint8Array {
  return Uint8Array.from({ length: ids.length }, (_, sample) => truth[sample * classes.length + code]);
}

/** 1 where every label of a sample is called right. */
export function exactMatches(predictions: LabelPredictions, called: Uint8Array): Uint8Array {
  const { truth, classes, ids } = predictions;
  return Uint8Array.from(ids, (_, sample) => {
    for (let at = sample * classes.length; at < (sample + 1) * classes.length; at++) if (called[at] !== truth[at]) return 0;
    return 1;
  });
}

/** Share of a sample's labels that are called wrong. */
export function labelErrors(predictions: LabelPredictions, called: Uint8Array): Float64Array {
  const { truth, classes, ids } = predictions;
  return Float64Array.from(ids, (_, sample) => {
    let wrong = 0;
    for (let at = sample * classes.length; at < (sample + 1) * classes.length; at++) wrong += called[at] === truth[at] ? 0 : 1;
    return wrong / classes.length;
  });
}

/** Mean F1 of the labels that a draw has. */
export function labelF1Statistic({ truth, classes }: LabelPredictions, called: Uint8Array): Statistic {
  const width = classes.length;
  const [hits, calls, trues] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  return (counts) => {
    for (const sums of [hits, calls, trues]) sums.fill(0);
    for (let sample = 0, at = 0; at < truth.length; sample++) {
      const times = counts[sample];
      for (let code = 0; code < width; code++, at++) {
        hits[code] += times * (truth[at] & called[at]);
        calls[code] += times * called[at];
        trues[code] += times * truth[at];
      }
    }
    let sum = 0;
    let labels = 0;
    for (let code = 0; code < width; code++) {
      if (calls[code] + trues[code] === 0) continue;
      sum += (2 * hits[code]) / (calls[code] + trues[code]);
      labels += 1;
    }
    return sum / labels;
  };
}

/** Mean AUC of the labels that a draw has and lacks; NaN for all draws when the samples never or always have one of them. */
export function labelAucStatistic(predictions: LabelPredictions): Statistic {
  const { classes, scores } = predictions;
  const truths = classes.map((_, code) => truthOfLabel(predictions, code));
  if (truths.some((truth) => !truth.includes(0) || !truth.includes(1))) return () => Number.NaN;
  const statistics = truths.map((truth, code) => aucStatistic(truth, columnOf(scores, classes.length, code)));
  return (counts) => {
    const defined = statistics.map((statistic) => statistic(counts)).filter((value) => !Number.isNaN(value));
    return defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
}
