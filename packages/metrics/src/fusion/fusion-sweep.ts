/**
 * The fusion explorer's engine: members are checked and laid out once, and every move of a weight is then one pass over
 * the samples and one sort of bare keys per class.
 */
import { accuracyOf } from '../classification/accuracy.ts';
import { countsPerClass } from '../classification/class-counts.ts';
import type { ConfusionMatrix } from '../classification/confusion-matrix.ts';
import { f1Of } from '../classification/f-score.ts';
import { type Floats, type Labels, type Scores, columnsOf, require, requireEqualLength, toClassIndices, toFloats } from '../input.ts';
import type { RocCurve } from '../ranking/roc-curve.ts';
import { mean } from '../sum.ts';
import { emptyFusion, mixInto, normalizedWeights } from './fuse-scores.ts';
import { type SweepCurve, type SweepCurveOptions, sweepCurve } from './sweep-curve.ts';
import { decisionsOf } from './sweep-decisions.ts';
import { createSweepLosses } from './sweep-intervals.ts';
import { layOut } from './sweep-layout.ts';
import { createSweepRanks } from './sweep-ranks.ts';

export type FusionSweepInput = {
  /** Score arrays of one shape: `[samples × classes]`, or `[samples]` for class 1 of two. */
  members: readonly Scores[];
  /** `[samples]` of class indices. */
  labels: Labels;
  /** Columns of the scores; taken from the shapes when left out. */
  classes?: number;
};

/** What one weight vector gives. */
export type FusionPoint = {
  /** As used: not negative, sum 1. */
  weights: Float64Array;
  accuracy: number;
  macroF1: number;
  /** In nats; `NaN` if a member's scores are not all in [0, 1]. */
  logLoss: number;
  /** Binary, or macro one-vs-rest; `NaN` if a class has no sample. */
  auc: number;
};

/** A point with what is drawn of it. */
export type FusionView = FusionPoint & {
  confusion: ConfusionMatrix;
  /** The ROC curve of class 1 if there are two classes, else of each class against the rest; thinned to what can be seen. */
  roc: RocCurve[];
  /** The fused scores themselves. */
  scores: Floats;
};

export type FusionSweep = {
  readonly members: number;
  readonly samples: number;
  readonly classes: number;
  /** Every metric for one weight vector. */
  at(weights: ArrayLike<number>): FusionPoint;
  /** The same with confusion matrix and ROC curves, at most about two points per pixel of `pixels`. */
  view(weights: ArrayLike<number>, options?: { pixels?: number }): FusionView;
  /** The fused scores, in a new array. */
  scores(weights: ArrayLike<number>): Floats;
  /** One metric over a grid of weights or along a line, with its best point and a band; exactly what `at` says of each. */
  curve(options: SweepCurveOptions): SweepCurve;
};

/**
 * Prepares models that predicted the same samples for mixing by weights.
 *
 * Throws when shapes differ, scores are not finite or labels are no class indices. The arrays are kept, not copied.
 *
 * @example
 * createFusionSweep({ members: [[0.9, 0.2, 0.6], [0.3, 0.1, 0.2]], labels: [1, 0, 0] }).at([1, 1]).auc // → 1
 */
export function createFusionSweep(input: FusionSweepInput): FusionSweep {
  const samples = input.labels.length;
  require(input.members.length > 0, 'createFusionSweep', 'at least one member, got none');
  const classes = columnsOf('createFusionSweep', input.members[0], samples, input.classes);
  const members = input.members.map((member) => toFloats('createFusionSweep', 'scores', member));
  for (const member of members) requireEqualLength('createFusionSweep', { scores: member, 'scores of the first member': members[0] });
  const labels = toClassIndices('createFusionSweep', 'labels', input.labels, Math.max(classes, 2));
  const layout = layOut(members, labels, classes);
  const ranks = createSweepRanks(layout);
  const losses = createSweepLosses(layout);

  const mix = (shares: Float64Array): Floats => {
    const fused = emptyFusion(members);
    mixInto(fused, members, shares);
    return fused;
  };
  const measure = (weights: Float64Array, confusion: ConfusionMatrix, auc: number): FusionPoint => ({
    weights,
    accuracy: accuracyOf(confusion),
    macroF1: f1Of(countsPerClass(confusion), { average: 'macro' }),
    logLoss: mean(losses(weights)),
    auc,
  });
  return {
    members: members.length,
    samples,
    classes,
    at(weights) {
      const shares = normalizedWeights(weights, members.length);
      return measure(shares, decisionsOf(mix(shares), labels, classes), ranks.auc(shares));
    },
    view(weights, { pixels = 512 } = {}) {
      const shares = normalizedWeights(weights, members.length);
      const scores = mix(shares);
      const confusion = decisionsOf(scores, labels, classes);
      const { auc, roc } = ranks.curvesOf(scores, pixels);
      return { ...measure(shares, confusion, auc), confusion, roc, scores };
    },
    scores: (weights) => mix(normalizedWeights(weights, members.length)),
    curve: (options) => sweepCurve(layout, options),
  };
}
