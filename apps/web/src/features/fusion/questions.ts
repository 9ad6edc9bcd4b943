// What the page asks of the workers beside it, and what they answer: plain data only.
import type { ConfusionMatrix, RocCurve } from '@atelier/metrics';
import type { Part } from './members.ts';
import type { Method, Metric } from './tasks.ts';

/** What is fused: said once, when a worker starts. */
export interface Parts<Of extends Part = Part> {
  readonly test: Of;
  readonly validation: Of | undefined;
}

export interface Mix {
  readonly method: Method;
  readonly weights: readonly number[];
}

export type Question =
  | ({ readonly ask: 'view' } & Mix)
  | { readonly ask: 'members' }
  | { readonly ask: 'choose'; readonly metric: Metric; readonly method: Method }
  /** Members over folds: each fold's works fused by weights that were chosen on all other folds. */
  | { readonly ask: 'folds'; readonly metric: Metric; readonly method: Method }
  /** All weights of three members, as a triangle. */
  | { readonly ask: 'landscape'; readonly metric: Metric; readonly method: Method }
  /** One member's weight from 0 to 1, while the others keep their proportions. */
  | {
      readonly ask: 'line';
      readonly metric: Metric;
      readonly method: Method;
      readonly weights: readonly number[];
      readonly member: number;
    }
  | ({ readonly ask: 'gain'; readonly metric: Metric; readonly byFolds: boolean } & Mix);

export interface Answers {
  view: Measured;
  members: MembersMeasured;
  choose: Chosen | undefined;
  folds: Measured;
  landscape: Landscape | undefined;
  line: WeightCurve;
  gain: Gain;
}

/** Everything that is shown of one fusion, or of one member, on the test part. */
export interface Measured {
  /** By the names of the API. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly figures: Figures;
  /** What is said of each disputed work that is shown. */
  readonly said: readonly string[];
  /** How far off that is: 0 for what is right. */
  readonly off: ArrayLike<number>;
  /** Of how many of all disputed works it is right; for numbers, of how many it is nearest to the truth. */
  readonly disputedRight: number;
}

export type Figures = ClassFigures | LabelFigures | ValueFigures;

/** How sure it is said to be, how often it is right. */
export interface CalibrationCurve {
  readonly predicted: ArrayLike<number>;
  readonly observed: ArrayLike<number>;
  /** Of how many. */
  readonly counts: ArrayLike<number>;
}

export interface ClassFigures {
  readonly task: 'classes';
  readonly confusion: ConfusionMatrix;
  readonly roc: readonly RocCurve[];
  /** Of the class that is called. */
  readonly calibration: CalibrationCurve;
}

export interface LabelFigures {
  readonly task: 'labels';
  /** One per label. */
  readonly roc: readonly RocCurve[];
  /** Of all labels together. */
  readonly calibration: CalibrationCurve;
  /** Per label. */
  readonly f1: ArrayLike<number>;
}

export interface ValueFigures {
  readonly task: 'values';
  /** One per output; of at most a thousand samples, the same at all weights. */
  readonly pairs: readonly { readonly truth: Float64Array; readonly predicted: Float64Array }[];
  /** One per output: how many samples lie in each bin of predicted less true. */
  readonly residuals: readonly { readonly middles: Float64Array; readonly counts: Float64Array }[];
}

export interface MembersMeasured {
  readonly members: readonly Measured[];
  readonly disputed: Disputes;
}

/** Works that divide the members, the surest contradictions first; of numbers, those that lie furthest apart. */
export interface Disputes {
  readonly count: number;
  readonly shown: readonly Dispute[];
}

export interface Dispute {
  readonly id: string;
  /** In the dataset version; −1 when unknown. */
  readonly row: number;
  readonly truth: string;
}

export interface Chosen {
  readonly weights: readonly number[];
  /** The metric where they were chosen. */
  readonly value: number;
  readonly on: 'validation' | 'folds';
  /** Of each fold, where they were chosen on folds. */
  readonly perFold: readonly (readonly number[])[];
}

export interface WeightCurve {
  /** Weight of the member that is followed, ascending. */
  readonly weights: Float64Array;
  readonly test: Float64Array;
  /** The 95 % band; NaN where there is none for the metric. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly validation: Float64Array | undefined;
}

/** A metric at all weights of three members. */
export interface Landscape {
  readonly weights: readonly ArrayLike<number>[];
  /** By the validation part, or by the test part where there is none. */
  readonly values: Float64Array;
  readonly by: 'validation' | 'test';
  readonly best: number;
  /** Points that the samples cannot tell from the best. */
  readonly alike: Int32Array;
}

export interface Gain {
  readonly over: number;
  /** What the two were tested by: the metric, or what stands for it. */
  readonly metric: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly words: string;
}
