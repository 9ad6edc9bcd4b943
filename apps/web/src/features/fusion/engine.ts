// What is shown of one fusion, whatever the members predict: see measure.ts, measure-labels.ts and measure-values.ts.
import type { Measured, MembersMeasured, Mix } from './questions.ts';

export interface FusionEngine {
  /** The members fused. */
  view(mix: Mix): Measured;
  /** Scores of the test part that were fused elsewhere. */
  of(scores: Float32Array): Measured;
  members(): MembersMeasured;
}

/** Disputed works that are named; the others are only counted. */
export const NAMED_DISPUTES = 200;
