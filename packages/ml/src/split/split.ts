export type Part = 'train' | 'validation' | 'test';
export const PARTS: readonly Part[] = ['train', 'validation', 'test'];

/** The number that a part has in an assignment. */
export const PART_CODES = { train: 0, validation: 1, test: 2 } as const;
/** In an assignment: no part has this row. */
export const UNUSED = 255;

export type SplitStrategy = 'random' | 'stratified' | 'grouped' | 'stratified-grouped' | 'time';

export type SplitProtocol = 'holdout' | 'k-fold' | 'leave-one-out' | 'leave-one-group-out' | 'nested';

/** Shares of the rows, which sum to 1. */
export interface Fractions {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/**
 * Which part owns which row, as plain data.
 *
 * A holdout is one assignment. A cross-validation keeps the fold of every row, and `assignmentOf(split, fold)` makes the
 * parts of one fold on demand, so that 500 folds are not 500 copies.
 */
export interface Split {
  readonly protocol: SplitProtocol;
  readonly strategy: SplitStrategy;
  readonly seed: number;
  readonly samples: number;
  readonly fractions: Fractions;
  /** Per row 0 train, 1 validation, 2 test, 255 unused; in a cross-validation, the parts of fold 0. */
  readonly assignment: Uint8Array;
  /** Absent in a holdout. */
  readonly folds?: Folds;
  /** SHA-256 of everything above, in hexadecimal: equal splits have equal hashes on every machine. */
  readonly hash: string;
}

/** The folds of a cross-validation. Fold `f` of repeat `r` is number `r * count + f`. */
export interface Folds {
  /** Folds in one repeat. */
  readonly count: number;
  readonly repeats: number;
  /** `[repeats, samples]`, row-major: the fold that tests the row; `ALWAYS_TRAINS` or `IN_NO_FOLD` otherwise. */
  readonly testedIn: Uint32Array;
  /** Inner folds: in one fold, the rows of one inner fold that are not tested are its validation part. 0: none. */
  readonly innerCount: number;
  /** `[repeats, samples]`: the inner fold of each row; empty when `innerCount` is 0. */
  readonly inner: Uint32Array;
}

/** In `testedIn`: the row is only ever trained on (the earliest block of a split by time). */
export const ALWAYS_TRAINS = 0xfffffffe;
/** In `testedIn`: no fold has the row. */
export const IN_NO_FOLD = 0xffffffff;
