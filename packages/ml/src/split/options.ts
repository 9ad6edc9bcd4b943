import type { Fractions, SplitProtocol, SplitStrategy } from './split.ts';

export interface SplitOptions {
  readonly samples: number;
  /** Default `holdout`. */
  readonly protocol?: SplitProtocol;
  /** How rows are drawn. Default `random`. */
  readonly strategy?: SplitStrategy;
  readonly seed: number;
  /** Default 0.7, 0.15, 0.15. With folds only `validation` is used: the share of all rows that each fold validates on. */
  readonly fractions?: Fractions;
  /** `k-fold`, `nested`: at least 2. Default 5. */
  readonly folds?: number;
  /** `k-fold`: how often the folds are drawn anew. Default 1. */
  readonly repeats?: number;
  /** `nested`: inner folds of each outer fold. Default 5. */
  readonly innerFolds?: number;
  /** The class of each row, −1 where it is missing: such rows are in no part. Needed by `stratified…`. */
  readonly labels?: ArrayLike<number>;
  /** Names of the classes, for messages. */
  readonly classes?: readonly string[];
  /** Which rows belong together. Needed by `…grouped` and `leave-one-group-out`. */
  readonly groups?: readonly string[];
  /** When each row was made: numbers, or dates as ISO 8601. Needed by `time`. */
  readonly times?: readonly (string | number | null)[];
  /** Lets a class be without rows in a part: for tests on classes that training never saw. */
  readonly allowEmptyClasses?: boolean;
}
