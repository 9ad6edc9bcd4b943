// Everything the explorer shows of one fusion of members that call one class of each work, computed anew at every move of a weight.
import { createFusionSweep, expectedCalibrationError, type FusionSweep, reliabilityCurve } from '@atelier/metrics';
import { disagreements, fitStacking, type Predictions, prepareFusion } from '@atelier/ml/fusion';
import { type FusionEngine, NAMED_DISPUTES } from './engine.ts';
import type { ClassPart } from './members.ts';
import type { Dispute, Measured, Mix, Parts } from './questions.ts';

/** Lays the test part out once. The validation part is what stacking learns from. */
export function createClassEngine({ test, validation }: Parts<ClassPart>): FusionEngine {
  const classes = test.classes.length;
  const sweep = createFusionSweep({ members: test.members.map((member) => member.scores), labels: test.truth, classes });
  const disputes = disputesOf(test);
  const measured = (of: FusionSweep, weights: readonly number[]) => measure(of, weights, test, disputes);
  const prepared = new Map<Mix['method'], (weights: readonly number[]) => Predictions>();
  const prepare = (method: Mix['method']) => {
    const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
    const fuseAt = prepareFusion(test.members, { method, ...stacking });
    prepared.set(method, fuseAt);
    return fuseAt;
  };
  const of = (scores: Float32Array) => measured(createFusionSweep({ members: [scores], labels: test.truth, classes }), [1]);
  return {
    of,
    view({ method, weights }) {
      if (method === 'weighted') return measured(sweep, weights);
      return of((prepared.get(method) ?? prepare(method))(weights).scores);
    },
    members: () => ({
      members: test.members.map((_, index) =>
        measured(
          sweep,
          test.members.map((_member, other) => (other === index ? 1 : 0)),
        ),
      ),
      disputed: { count: disputes.samples.length, shown: disputes.shown },
    }),
  };
}

interface DisputedSamples {
  readonly shown: readonly Dispute[];
  /** Where the disputed works stand in the part, those that are shown first. */
  readonly samples: Int32Array;
}

function disputesOf({ members, ids, rows, classes }: ClassPart): DisputedSamples {
  const found = disagreements(members);
  const place = new Map(ids.map((id, index) => [id, index]));
  return {
    shown: found.slice(0, NAMED_DISPUTES).map(({ id, truth }) => ({ id, truth: classes[truth]!, row: rows[place.get(id)!] ?? -1 })),
    samples: Int32Array.from(found, ({ id }) => place.get(id)!),
  };
}

function measure(sweep: FusionSweep, weights: readonly number[], { truth, classes }: ClassPart, disputes: DisputedSamples): Measured {
  const { scores, accuracy, macroF1, auc, logLoss, confusion, roc } = sweep.view(weights, { pixels: 320 });
  const { called, confidence, right } = callsOf(scores, truth, classes.length);
  const named = disputes.samples.subarray(0, disputes.shown.length);
  return {
    metrics: { accuracy, macro_f1: macroF1, auc, log_loss: logLoss, ece: expectedCalibrationError(right, confidence, { bins: 15 }) },
    figures: { task: 'classes', confusion, roc, calibration: reliabilityCurve(right, confidence, { bins: 10 }) },
    said: Array.from(named, (sample) => classes[called[sample]!]!),
    off: Uint8Array.from(named, (sample) => 1 - right[sample]!),
    disputedRight: disputes.samples.reduce((sum, sample) => sum + right[sample]!, 0),
  };
}

/** The surest class of every sample: which, how sure, and whether it is the true one. */
function callsOf(scores: ArrayLike<number>, truth: Int32Array, classes: number) {
  const called = new Int32Array(truth.length);
  const confidence = new Float64Array(truth.length);
  const right = new Uint8Array(truth.length);
  for (let sample = 0, start = 0; sample < truth.length; sample += 1, start += classes) {
    let best = 0;
    for (let column = 1; column < classes; column += 1) if (scores[start + column]! > scores[start + best]!) best = column;
    called[sample] = best;
    confidence[sample] = Math.min(1, Math.max(0, scores[start + best]!));
    right[sample] = best === truth[sample] ? 1 : 0;
  }
  return { called, confidence, right };
}
