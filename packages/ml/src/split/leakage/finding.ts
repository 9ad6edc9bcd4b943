/** One way in which what is tested on was known in training. */
export interface LeakageFinding {
  readonly kind: 'exact-duplicate' | 'near-duplicate' | 'group-overlap' | 'time-order' | 'label-column' | 'fitted-on-other-rows';
  /** `error`: a score on this split says too much; `warning`: look at the rows and decide. */
  readonly severity: 'error' | 'warning';
  /** The view that it was found in. */
  readonly view?: string;
  /** The column that it was found in. */
  readonly column?: string;
  /** Samples concerned. */
  readonly count: number;
  /** Some of them, in sets that belong together. */
  readonly rows: readonly (readonly number[])[];
  /** A sentence for people. */
  readonly message: string;
}

/** Sets of rows that a finding shows. */
export const SHOWN_SETS = 20;
