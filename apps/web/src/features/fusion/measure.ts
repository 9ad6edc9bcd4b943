// Everything the explorer shows of one fusion, computed anew at every move of a weight.
import { createFusionSweep, expectedCalibrationError, type FusionSweep, reliabilityCurve } from '@atelier/metrics';
import { disagreements, type FusionMethod, fitStacking, type Predictions, prepareFusion } from '@atelier/ml/fusion';
import type { Part } from './members.ts';
import type { Disputes, Measured, MembersMeasured, Mix, Parts } from './questions.ts';

export interface FusionEngine {
  /** The members fused. */
  view(mix: Mix): Measured;
  members(): MembersMeasured;
}

const shownDisputes = 16;

/** Lays the test part out once. The validation part is what stacking learns from. */
export function createEngine({ test, validation }: Parts): FusionEngine {
  const classes = test.classes.length;
  const sweep = createFusionSweep({ members: test.members.map((member) => member.scores), labels: test.truth, classes });
  const disputes = disputesOf(test);
  const measured = (of: FusionSweep, weights: readonly number[]) => measure(of, weights, test, disputes);
  const prepared = new Map<FusionMethod, (weights: readonly number[]) => Predictions>();
  const prepare = (method: FusionMethod) => {
    const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
    const fuseAt = prepareFusion(test.members, { method, ...stacking });
    prepared.set(method, fuseAt);
    return fuseAt;
  };
  return {
    view({ method, weights }) {
      if (method === 'weighted') return measured(sweep, weights);
      const { scores } = (prepared.get(method) ?? prepare(method))(weights);
      return measured(createFusionSweep({ members: [scores], labels: test.truth, classes }), [1]);
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
  readonly shown: Disputes['shown'];
  /** Where the disputed works stand in the part, those that are shown first. */
  readonly samples: Int32Array;
}

function disputesOf({ members, ids, rows }: Part): DisputedSamples {
  const found = disagreements(members);
  const place = new Map(ids.map((id, index) => [id, index]));
  return {
    shown: found.slice(0, shownDisputes).map(({ id, truth, called }) => ({ id, truth, called, row: rows[place.get(id)!] ?? -1 })),
    samples: Int32Array.from(found, ({ id }) => place.get(id)!),
  };
}

function measure(sweep: FusionSweep, weights: readonly number[], { truth, classes }: Part, disputes: DisputedSamples): Measured {
  const { scores, weights: _, ...view } = sweep.view(weights, { pixels: 320 });
  const { called, confidence, right } = callsOf(scores, truth, classes.length);
  return {
    ...view,
    calibration: reliabilityCurve(right, confidence, { bins: 10 }),
    calibrationError: expectedCalibrationError(right, confidence, { bins: 15 }),
    disputed: Int32Array.from(disputes.shown, (_shown, index) => called[disputes.samples[index]!]!),
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
