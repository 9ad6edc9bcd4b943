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
  /** How the interval was computed: `wilson`, `bootstrap`, `bootstrap by group`. */
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

export interface ClassCurve {
  /** The class, or `macro`. */
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}
