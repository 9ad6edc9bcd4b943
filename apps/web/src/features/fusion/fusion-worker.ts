// What takes longer than a frame: choosing weights on validation, curves over all weights, the gain with its interval.
import { createFusionSweep } from '@atelier/metrics';
import { chooseWeights, type FusionMethod, fitStacking, fuse, gainOverBest } from '@atelier/ml/fusion';
import type { Part } from './members.ts';

export interface WeightCurve {
  /** Weight of the first member, ascending. */
  readonly weights: Float64Array;
  readonly test: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly validation: Float64Array | undefined;
}

export interface Gain {
  readonly over: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

export type Question =
  | {
      readonly ask: 'choose';
      readonly test: Part;
      readonly validation: Part | undefined;
      readonly metric: Metric;
      readonly method: FusionMethod;
    }
  | {
      readonly ask: 'gain';
      readonly test: Part;
      readonly validation: Part | undefined;
      readonly metric: Metric;
      readonly method: FusionMethod;
      readonly weights: readonly number[];
    };

export type Metric = 'accuracy' | 'macro_f1' | 'auc';

export type Answer = {
  readonly chosen?: { readonly weights: readonly number[]; readonly value: number } | undefined;
  readonly curve?: WeightCurve | undefined;
  readonly gain?: Gain | undefined;
  readonly problem?: string;
};

const sweepNames = { accuracy: 'accuracy', macro_f1: 'macroF1', auc: 'auc' } as const;

self.onmessage = ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  let answer: Answer;
  try {
    answer = answerTo(data.question);
  } catch (error) {
    answer = { problem: (error as Error).message };
  }
  self.postMessage({ id: data.id, answer });
};

function answerTo(question: Question): Answer {
  const { test, validation, metric, method } = question;
  if (question.ask === 'gain') {
    const stacking = method === 'stack' && validation ? { stacking: fitStacking(validation.members) } : {};
    const fused = fuse(test.members, { method, weights: question.weights, ...stacking });
    const { over, test: paired, verdict } = gainOverBest({ ...fused, name: 'The fusion' }, test.members, metric);
    return { gain: { over, difference: paired.difference, low: paired.low, high: paired.high, words: verdict } };
  }
  const choosable = method === 'weighted' || method === 'geometric' || method === 'rank' || method === 'vote';
  const chosen = validation && choosable ? chooseWeights(validation.members, { metric, method }) : undefined;
  return {
    chosen: chosen && { weights: chosen.weights, value: chosen.value },
    curve: method === 'weighted' && test.members.length === 2 ? curveOf(test, validation, metric) : undefined,
  };
}

function curveOf(test: Part, validation: Part | undefined, metric: Metric): WeightCurve {
  const curve = (part: Part) =>
    createFusionSweep({ members: part.members.map((member) => member.scores), labels: part.truth, classes: part.classes.length }).curve({
      metric: sweepNames[metric],
    });
  const tested = curve(test);
  const order = Array.from(tested.weights.keys()).sort((a, b) => tested.weights[a]![0]! - tested.weights[b]![0]!);
  const sorted = (values: Float64Array) => Float64Array.from(order, (index) => values[index]!);
  return {
    weights: Float64Array.from(order, (index) => tested.weights[index]![0]!),
    test: sorted(tested.values),
    low: sorted(tested.low),
    high: sorted(tested.high),
    validation: validation && sorted(curve(validation).values),
  };
}
