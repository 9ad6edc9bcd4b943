// What the page asks of the workers beside it, and what they answer: plain data only.
import type { ConfusionMatrix, RocCurve } from '@atelier/metrics';
import type { FusionMethod } from '@atelier/ml/fusion';
import type { Part } from './members.ts';

export type Metric = 'accuracy' | 'macro_f1' | 'auc';

/** What is fused: said once, when a worker starts. */
export interface Parts {
  readonly test: Part;
  readonly validation: Part | undefined;
}

export interface Mix {
  readonly method: FusionMethod;
  readonly weights: readonly number[];
}

export type Question =
  | ({ readonly ask: 'view' } & Mix)
  | { readonly ask: 'members' }
  | { readonly ask: 'choose'; readonly metric: Metric; readonly method: FusionMethod }
  /** All weights of the weighted mean: a line for two members, a triangle for three. */
  | { readonly ask: 'landscape'; readonly metric: Metric }
  /** One member's weight from 0 to 1, while the others keep their proportions. */
  | { readonly ask: 'line'; readonly metric: Metric; readonly weights: readonly number[]; readonly member: number }
  | ({ readonly ask: 'gain'; readonly metric: Metric } & Mix);

export interface Answers {
  view: Measured;
  members: MembersMeasured;
  choose: Chosen | undefined;
  landscape: Landscape | undefined;
  line: WeightCurve;
  gain: Gain;
}

/** Everything that is shown of one fusion on the test part. */
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
  /** What is called for each disputed work that is shown. */
  readonly disputed: Int32Array;
  /** How many of all disputed works are called right. */
  readonly disputedRight: number;
}

export interface MembersMeasured {
  readonly members: readonly Measured[];
  readonly disputed: Disputes;
}

/** Works that divide the members; the surest contradictions are shown. */
export interface Disputes {
  readonly count: number;
  readonly shown: readonly { readonly id: string; readonly row: number; readonly truth: number; readonly called: readonly number[] }[];
}

export interface Chosen {
  readonly weights: readonly number[];
  readonly value: number;
}

export interface WeightCurve {
  /** Weight of the member that is followed, ascending. */
  readonly weights: Float64Array;
  readonly test: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly validation: Float64Array | undefined;
}

/** A metric at all weights of three members. */
export interface Landscape {
  readonly weights: readonly Float64Array[];
  /** By the validation part, or by the test part where there is none. */
  readonly values: Float64Array;
  readonly by: 'validation' | 'test';
  readonly best: number;
  /** Points that the samples cannot tell from the best. */
  readonly alike: Int32Array;
}

export interface Gain {
  readonly over: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly words: string;
}
