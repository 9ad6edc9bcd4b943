/**
 * What one model said about one part: the record from which everything evaluated is computed, whoever made it.
 * Plain data, the same for a CNN, an RNN, their fusion and what somebody logged from elsewhere.
 */
export type Predictions = ClassPredictions | LabelPredictions | ValuePredictions;

interface PredictionsOrigin {
  /** One id per sample, in the order of the rows below; no id twice. */
  readonly ids: readonly string[];
  /** Who predicted: the name of a run, used in messages. */
  readonly name?: string;
  /** Hash of the split, when known: predictions of different splits are not fused and not compared. */
  readonly split?: string;
  readonly part?: 'train' | 'validation' | 'test';
  readonly fold?: number;
  /** One group per sample, when rows belong together: intervals then resample whole groups. */
  readonly groups?: readonly string[];
}

export interface ClassPredictions extends PredictionsOrigin {
  readonly task: 'binary' | 'multiclass';
  /** Two classes when `binary`; the second one is the positive class. */
  readonly classes: readonly string[];
  /** Probabilities `[samples, classes]`, row-major; a binary model's single output `p` is stored as `1 - p, p`. */
  readonly scores: Float32Array;
  /** Indices into `classes`, `[samples]`. */
  readonly truth: Int32Array;
}

export interface LabelPredictions extends PredictionsOrigin {
  readonly task: 'multilabel';
  readonly classes: readonly string[];
  /** Independent probabilities `[samples, classes]`, row-major. */
  readonly scores: Float32Array;
  /** 0 or 1, `[samples, classes]`, row-major. */
  readonly truth: Uint8Array;
}

export interface ValuePredictions extends PredictionsOrigin {
  readonly task: 'regression';
  readonly outputs: number;
  /** What each output is called, when known. */
  readonly names?: readonly string[];
  /** Predicted values `[samples, outputs]`, row-major. */
  readonly scores: Float32Array;
  /** True values `[samples, outputs]`, row-major. */
  readonly truth: Float64Array;
}
