/** How several models' predictions become one. */
export type FusionMethod = 'mean' | 'weighted' | 'geometric' | 'rank' | 'vote' | 'stack';

export interface FusionPlan {
  readonly method: FusionMethod;
  /** One per member, not negative, not all zero; ignored by `mean` and `stack`. Left out: all alike. */
  readonly weights?: readonly number[];
  /** What `stack` learned from predictions that no member was trained on. */
  readonly stacking?: StackingState;
}

/** Logistic regression on the members' scores; plain JSON. */
export interface StackingState {
  /** `[classes, members × classes + 1]`, row-major; the last column is the constant. */
  readonly coefficients: readonly number[];
  readonly members: number;
  readonly classes: number;
}
