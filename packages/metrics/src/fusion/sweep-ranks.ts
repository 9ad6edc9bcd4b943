/**
 * AUC and ROC curves of fused scores, weight after weight. Columns, classes and working memory are laid out once; a
 * weight costs one pass that mixes and one sort of bare keys. The order of the weight before is no help: between two
 * neighbours of a hundred weights each sample overtakes hundreds of others, and sorting anew is cheaper than mending.
 */
import { columnOf, type Floats } from '../input.ts';
import { binaryAuc, rocAucOf } from '../ranking/binary-auc.ts';
import { placements } from '../ranking/placements.ts';
import { type RocCurve, rocCurveOf } from '../ranking/roc-curve.ts';
import { taggedVariance, taggedWins } from '../ranking/tagged-counts.ts';
import { taggedCurve } from '../ranking/tagged-curve.ts';
import { sortTagged, taggedScratch } from '../ranking/tagged-sort.ts';
import { thinRocCurve } from '../ranking/thin-curve.ts';
import { thresholdCounts } from '../ranking/threshold-counts.ts';
import { mean } from '../sum.ts';
import { emptyFusion, mixInto } from './fuse-scores.ts';
import type { SweepLayout } from './sweep-layout.ts';

export type SweepRanks = {
  /** Of two classes AUC, of more the macro mean of one against the rest. */
  auc(weights: Float64Array): number;
  /** The same with its variance from each sample's pull on it; of two classes DeLong's. */
  aucVariance(weights: Float64Array): { estimate: number; variance: number };
  /** Of scores that are fused already: AUC and each ranked class's ROC curve, thinned to what `pixels` can tell apart. */
  curvesOf(fused: Floats, pixels: number): { auc: number; roc: RocCurve[] };
};

export function createSweepRanks(layout: SweepLayout): SweepRanks {
  const { ranked, labels } = layout;
  const samples = labels.length;
  const fused = emptyFusion(layout.column(ranked[0]));
  const scratch = taggedScratch(samples);
  const mix = (c: number, weights: Float64Array): Floats => {
    mixInto(fused, layout.column(c), weights);
    return fused;
  };
  const sorted = (c: number, scores: Floats) =>
    scores instanceof Float32Array ? sortTagged(scores, layout.positive(c), scratch) : undefined;
  const sizes = (c: number) => {
    const positives = layout.positive(c).reduce((sum, one) => sum + one, 0);
    return { positives, negatives: samples - positives };
  };
  const ofClasses = new Map(ranked.map((c) => [c, sizes(c)]));

  const aucOf = (c: number, weights: Float64Array): number => {
    const scores = mix(c, weights);
    const tagged = sorted(c, scores);
    const { positives, negatives } = ofClasses.get(c)!;
    return tagged ? taggedWins(tagged) / 2 / positives / negatives : binaryAuc(layout.positive(c), scores);
  };
  return {
    auc: (weights) => mean(ranked.map((c) => aucOf(c, weights))),
    aucVariance(weights) {
      if (ranked.length > 1) return macroVariance(layout, (c) => mix(c, weights));
      const [c] = ranked;
      const scores = mix(c, weights);
      const tagged = sorted(c, scores);
      if (!tagged) return macroVariance(layout, () => scores);
      const { positives, negatives } = ofClasses.get(c)!;
      const estimate = taggedWins(tagged) / 2 / positives / negatives;
      return { estimate, variance: taggedVariance(tagged, estimate, positives, negatives) };
    },
    curvesOf(all, pixels) {
      const drawn = ranked.map((c) => {
        const scores = layout.classes === 1 ? all : columnOf(all, layout.classes, c);
        const tagged = sorted(c, scores);
        const sizes = ofClasses.get(c)!;
        if (tagged) {
          const { roc, doubledWins } = taggedCurve(tagged, { ...sizes, pixels });
          return { roc, auc: doubledWins / 2 / sizes.positives / sizes.negatives };
        }
        const counts = thresholdCounts(labels, scores, { posLabel: c });
        return { roc: thinRocCurve(rocCurveOf(counts), { pixels }), auc: rocAucOf(counts) };
      });
      return { auc: mean(drawn.map(({ auc }) => auc)), roc: drawn.map(({ roc }) => roc) };
    },
  };
}

/** Each sample pulls on the AUC of every class at once: the pulls are added before they are squared. */
function macroVariance({ ranked, labels, positive }: SweepLayout, scoresOf: (c: number) => Floats): { estimate: number; variance: number } {
  const pulls = new Float64Array(labels.length);
  const scratch = taggedScratch(labels.length, true);
  const aucs = ranked.map((c) => {
    const isPositive = positive(c);
    const { values, positives, negatives, doubledWins } = placements(isPositive, scoresOf(c), scratch);
    const auc = doubledWins / 2 / positives / negatives;
    const [ofPositive, ofNegative] = [positives, negatives].map((size) => Math.sqrt(size * (size - 1)));
    for (let i = 0; i < values.length; i++) pulls[i] += (values[i] - auc) / (isPositive[i] ? ofPositive : ofNegative);
    return auc;
  });
  let variance = 0;
  for (const pull of pulls) variance += pull * pull;
  return { estimate: mean(aucs), variance: variance / ranked.length ** 2 };
}
