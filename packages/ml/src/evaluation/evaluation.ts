/** Everything computed from one record of predictions, ready to be stored as JSON (where NaN becomes null). */
export interface Evaluation {
  readonly task: 'binary' | 'multiclass' | 'multilabel' | 'regression';
  readonly samples: number;
  readonly classes: readonly string[];
  readonly metrics: readonly EvaluatedMetric[];
  /** Empty for regression. */
  readonly perClass: readonly ClassMetrics[];
  /** Row: true class; column: called class. Empty unless each sample has one class. */
  readonly confusion: readonly (readonly number[])[];
  /** x: false positive rate; y: true positive rate. The positive class of two, each class of more and their macro mean. */
  readonly roc: readonly ClassCurve[];
  /** x: recall; y: precision. */
  readonly precisionRecall: readonly ClassCurve[];
  /** x: mean predicted probability of a bin; y: how often it came true. */
  readonly calibration: readonly ClassCurve[];
  /** Regression: one entry per output; empty otherwise, as are the two below. */
  readonly perOutput: readonly OutputMetrics[];
  /** x: true value; y: predicted value. At most 1,000 samples of each output, the worst ones among them. */
  readonly scatter: readonly ClassCurve[];
  /** x: middle of a bin of predicted less true; y: samples in it. */
  readonly residuals: readonly ClassCurve[];
  /** The package that computed it, with its version. */
  readonly computedWith: string;
}

export interface EvaluatedMetric {
  readonly name: string;
  /** NaN where it is not defined, such as AUC when a class has no sample: never 0. */
  readonly value: number;
  /** Bounds of the 95 % interval, where one was computed. */
  readonly low?: number;
  readonly high?: number;
  /** How the interval was computed: `wilson`, `bootstrap`, `bootstrap by group`, `corrected resampled t`. */
  readonly method?: string;
}

export interface ClassMetrics {
  readonly name: string;
  /** Samples that are of this class. */
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly auc: number;
  readonly averagePrecision: number;
}

/** Errors are in the unit of the output. */
export interface OutputMetrics {
  readonly name: string;
  readonly rmse: number;
  readonly mae: number;
  readonly maxError: number;
  readonly r2: number;
  /** Pearson's, of truth and prediction. */
  readonly correlation: number;
}

export interface ClassCurve {
  /** The class, the output, or `macro`. */
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}
