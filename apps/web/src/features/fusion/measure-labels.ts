// Everything the explorer shows of one fusion of works that have any number of labels.
import {
  createFusionSweep,
  expectedCalibrationError,
  f1PerClass,
  type FusionSweep,
  multilabelCounts,
  reliabilityCurve,
  type RocCurve,
} from '@atelier/metrics';
import { measure, prepareFusion } from '@atelier/ml/fusion';
import { type FusionEngine, NAMED_DISPUTES } from './engine.ts';
import type { LabelPart } from './members.ts';
import type { Measured, Mix, Parts } from './questions.ts';

const PIXELS = 320;
const COUNTED = ['accuracy', 'hamming_loss', 'macro_f1', 'micro_f1'] as const;

export function createLabelEngine({ test }: Parts<LabelPart>): FusionEngine {
  const { members, classes, truth, ids, rows } = test;
  const [first] = members as [LabelPart['members'][number]];
  const sweeps = sweepsOf(
    test,
    members.map(({ scores }) => scores),
  );
  const disputed = disputedSamples(test);
  const named = disputed.subarray(0, NAMED_DISPUTES);
  const prepared = new Map<Mix['method'], ReturnType<typeof prepareFusion>>();
  const fuseBy = (method: Mix['method']) => {
    const fuseAt = prepared.get(method) ?? prepareFusion(members, { method });
    prepared.set(method, fuseAt);
    return fuseAt;
  };

  const measured = (scores: Float32Array, ranked: readonly RankedLabel[]): Measured => {
    const predictions = { ...first, scores };
    const called = calledOf(scores);
    const wrongIn = (sample: number) => wrongLabels(called, truth, sample, classes.length);
    return {
      metrics: {
        ...Object.fromEntries(COUNTED.map((metric) => [metric, measure(predictions, metric)])),
        auc: ranked.reduce((sum, { auc }) => sum + auc, 0) / ranked.length,
        ece: expectedCalibrationError(truth, scores, { bins: 15 }),
      },
      figures: {
        task: 'labels',
        roc: ranked.map(({ roc }) => roc),
        calibration: reliabilityCurve(truth, scores, { bins: 10 }),
        f1: f1PerClass(multilabelCounts(truth, called, { classes: classes.length })),
      },
      said: Array.from(named, (sample) => labelsOf(called, sample, classes)),
      off: Float64Array.from(named, wrongIn),
      disputedRight: disputed.reduce((sum, sample) => sum + (wrongIn(sample) === 0 ? 1 : 0), 0),
    };
  };
  const of = (scores: Float32Array) => measured(scores, rankedAt(sweepsOf(test, [scores]), [1]));
  return {
    of,
    view({ method, weights }) {
      const { scores } = fuseBy(method)(weights);
      return method === 'weighted' ? measured(scores, rankedAt(sweeps, weights)) : of(scores);
    },
    members: () => ({
      members: members.map(({ scores }) => of(scores)),
      disputed: {
        count: disputed.length,
        shown: Array.from(named, (sample) => ({ id: ids[sample]!, row: rows[sample] ?? -1, truth: labelsOf(truth, sample, classes) })),
      },
    }),
  };
}

interface RankedLabel {
  readonly auc: number;
  readonly roc: RocCurve;
}

/** Each label is a question of its own: does a work have it? */
function sweepsOf({ classes, truth, ids }: LabelPart, scores: readonly Float32Array[]): FusionSweep[] {
  const width = classes.length;
  return classes.map((_, code) =>
    createFusionSweep({
      members: scores.map((each) => Float32Array.from(ids, (_id, sample) => each[sample * width + code]!)),
      labels: Int32Array.from(ids, (_id, sample) => truth[sample * width + code]!),
      classes: 1,
    }),
  );
}

function rankedAt(sweeps: readonly FusionSweep[], weights: readonly number[]): RankedLabel[] {
  return sweeps.map((sweep) => {
    const { auc, roc } = sweep.view(weights, { pixels: PIXELS });
    return { auc, roc: roc[0]! };
  });
}

/** 1 where a label is called: from a probability of one half on. */
function calledOf(scores: Float32Array): Uint8Array {
  return Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
}

function wrongLabels(called: Uint8Array, truth: Uint8Array, sample: number, width: number): number {
  let wrong = 0;
  for (let at = sample * width; at < (sample + 1) * width; at += 1) if (called[at] !== truth[at]) wrong += 1;
  return wrong;
}

function labelsOf(labels: Uint8Array, sample: number, classes: readonly string[]): string {
  return classes.filter((_, code) => labels[sample * classes.length + code] === 1).join(', ') || 'none';
}

/** Samples of which members call different labels, those with most such labels first. */
function disputedSamples({ members, classes, ids }: LabelPart): Int32Array {
  const called = members.map(({ scores }) => calledOf(scores));
  const width = classes.length;
  const apart = Int32Array.from(ids, (_, sample) => {
    let labels = 0;
    for (let at = sample * width; at < (sample + 1) * width; at += 1) if (called.some((each) => each[at] !== called[0]![at])) labels += 1;
    return labels;
  });
  return Int32Array.from(ids.keys())
    .filter((sample) => apart[sample]! > 0)
    .sort((one, other) => apart[other]! - apart[one]!);
}
