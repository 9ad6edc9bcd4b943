// Everything the explorer shows of one fusion, recomputed at every move of a weight.
import {
  type ConfusionMatrix,
  createFusionSweep,
  expectedCalibrationError,
  type FusionSweep,
  type RocCurve,
  reliabilityCurve,
} from '@atelier/metrics';
import { type FusionMethod, fitStacking, fuse } from '@atelier/ml/fusion';
import type { ClassPredictions, Part } from './members.ts';

export interface Measured {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly auc: number;
  readonly logLoss: number;
  readonly calibrationError: number;
  readonly confusion: ConfusionMatrix;
  readonly roc: readonly RocCurve[];
  /** Of the class that is called: how sure it is said to be, how often it is right. */
  readonly calibration: { readonly predicted: ArrayLike<number>; readonly observed: ArrayLike<number> };
  readonly scores: ArrayLike<number>;
}

export interface FusionEngine {
  /** The members fused by the weights. */
  at(method: FusionMethod, weights: readonly number[]): Measured;
  member(index: number): Measured;
}

/** Lays the test part out once. `validation` is what stacking learns from. */
export function createEngine(test: Part, validation: Part | undefined): FusionEngine {
  const classes = test.classes.length;
  const sweep = createFusionSweep({ members: test.members.map((member) => member.scores), labels: test.truth, classes });
  let stacked: Measured | undefined;
  return {
    at(method, weights) {
      if (method === 'weighted' || method === 'mean') return measure(sweep, method === 'mean' ? weights.map(() => 1) : weights, test);
      if (method === 'stack' && stacked) return stacked;
      const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
      const fused = fuse(test.members, { method, weights, ...stacking }) as ClassPredictions;
      const measured = measure(createFusionSweep({ members: [fused.scores], labels: test.truth, classes }), [1], test);
      if (method === 'stack') stacked = measured;
      return measured;
    },
    member: (index) =>
      measure(
        sweep,
        test.members.map((_, other) => (other === index ? 1 : 0)),
        test,
      ),
  };
}

function measure(sweep: FusionSweep, weights: readonly number[], { truth, classes }: Part): Measured {
  const view = sweep.view(weights, { pixels: 320 });
  const scores = sweep.scores(weights);
  const { confidence, right } = calls(scores, truth, classes.length);
  const curve = reliabilityCurve(right, confidence, { bins: 10 });
  return { ...view, scores, calibration: curve, calibrationError: expectedCalibrationError(right, confidence, { bins: 15 }) };
}

/** The surest class of every sample: how sure, and whether it is the true one. */
function calls(scores: ArrayLike<number>, truth: Int32Array, classes: number): { confidence: Float64Array; right: Int32Array } {
  const confidence = new Float64Array(truth.length);
  const right = new Int32Array(truth.length);
  for (let sample = 0; sample < truth.length; sample += 1) {
    let best = 0;
    for (let column = 1; column < classes; column += 1)
      if (scores[sample * classes + column]! > scores[sample * classes + best]!) best = column;
    confidence[sample] = Math.min(1, Math.max(0, scores[sample * classes + best]!));
    right[sample] = best === truth[sample] ? 1 : 0;
  }
  return { confidence, right };
}
