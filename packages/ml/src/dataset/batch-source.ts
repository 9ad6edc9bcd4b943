/** Rows of one view, ready for a model, read by position; never the whole set at once. */
export interface BatchSource {
  readonly samples: number;
  /** Of one sample: `[32, 64, 1]` for a picture, `[96, 3]` for a sequence of vectors, `[160]` for tokens. */
  readonly shape: readonly number[];
  readonly kind: 'float' | 'token';
  /** Kind `token`: indices run from 0 to `vocabulary - 1`, and 0 is padding. */
  readonly vocabulary?: number;
  /** Sequences: the valid steps of each sample, at most `shape[0]`. */
  readonly lengths?: Int32Array | undefined;
  /** Fills `into` (`[rows.length, ...shape]`, row-major) with the given rows; `token` wants an `Int32Array`. */
  read(rows: Uint32Array, into: Float32Array | Int32Array): void | Promise<void>;
  /**
   * The same rows as the given epoch (0, 1, …) sees them. Only an augmented training input has it. What a row becomes
   * depends on the seed, the epoch and the row alone, so a resumed training sees what an uninterrupted one would have.
   */
  atEpoch?(epoch: number): BatchSource;
}

/** What a model is to say about the same rows. Labels are indices into `classes`. */
export type Target =
  | { readonly kind: 'binary' | 'multiclass'; readonly labels: Int32Array; readonly classes: readonly string[] }
  /** `labels` is `[samples, classes]`, row-major, each 0 or 1. */
  | { readonly kind: 'multilabel'; readonly labels: Uint8Array; readonly classes: readonly string[] }
  /** `values` is `[samples, outputs]`, row-major. */
  | { readonly kind: 'regression'; readonly values: Float64Array; readonly outputs: number };
