// What takes longer than a frame: weights chosen on validation, a metric over all weights, the gain with its interval.
import { createFusionSweep, type SweepCurve, type SweepCurveOptions } from '@atelier/metrics';
import { chooseWeights, fitStacking, fuseAligned, gainOverBest } from '@atelier/ml/fusion';
import { lineThrough } from './line-through.ts';
import type { Part } from './members.ts';
import type { Answers, Chosen, Gain, Landscape, Metric, Mix, Parts, WeightCurve } from './questions.ts';

const sweepNames = { accuracy: 'accuracy', macro_f1: 'macroF1', auc: 'auc' } as const;

/** The weights that are best on the validation part; the test part is never looked at. */
export function choose({ validation }: Parts, metric: Metric, method: Mix['method']): Chosen | undefined {
  if (!validation || method === 'stack' || method === 'mean') return undefined;
  const { weights, value } = chooseWeights(validation.members, { metric, method });
  return { weights, value };
}

/** Sweeps of both parts, laid out once and kept. */
export function createLandscape({ test, validation }: Parts) {
  const tested = sweepOf(test);
  const validated = validation && sweepOf(validation);
  return {
    landscape(metric: Metric): Answers['landscape'] {
      if (test.members.length !== 3) return undefined;
      const { weights, values, best, alike } = (validated ?? tested).curve({ metric: sweepNames[metric] });
      return { weights, values, best, alike, by: validated ? 'validation' : 'test' } satisfies Landscape;
    },
    line(metric: Metric, weights: readonly number[], member: number): WeightCurve {
      const options: SweepCurveOptions = { metric: sweepNames[metric], along: lineThrough(weights, member) };
      const curve: SweepCurve = tested.curve(options);
      return {
        weights: Float64Array.from(curve.weights, (shares) => shares[member]!),
        test: curve.values,
        low: curve.low,
        high: curve.high,
        validation: validated?.curve(options).values,
      };
    },
  };
}

export function gainOf({ test, validation }: Parts, { method, weights, metric }: Mix & { metric: Metric }): Gain {
  const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
  const fused = fuseAligned(test.members, { method, weights, ...stacking });
  const { over, test: paired, verdict } = gainOverBest({ ...fused, name: 'The fusion' }, test.members, metric);
  return { over, difference: paired.difference, low: paired.low, high: paired.high, words: verdict };
}

function sweepOf({ members, truth, classes }: Part) {
  return createFusionSweep({ members: members.map((member) => member.scores), labels: truth, classes: classes.length });
}
