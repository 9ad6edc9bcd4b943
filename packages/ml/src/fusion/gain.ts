/** What a fusion is worth: how much better than its best member it is, and whether that may be chance. */
import { comparePaired } from '../evaluation/compare-paired.ts';
import { isLowerBetter } from '../evaluation/evaluate.ts';
import type { PairedTest } from '../evaluation/paired-measures.ts';
import type { Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';
import { measure } from './measure.ts';

export interface FusionGain {
  /** Index of the best member by the metric; of equally good ones the first. */
  readonly over: number;
  /** Fusion less best member, with its paired interval. */
  readonly test: PairedTest;
  readonly verdict: string;
}

/** The metric itself where pairs are tested by it, else the first of those by which they are. */
export function testedMetric(predictions: Predictions, metric: string): string {
  const tested: readonly string[] =
    METRICS_TESTED[predictions.task === 'regression' && predictions.outputs > 1 ? 'several outputs' : predictions.task];
  return tested.includes(metric) ? metric : tested[0];
}

const METRICS_TESTED = {
  binary: ['accuracy', 'macro_f1', 'auc'],
  multiclass: ['accuracy', 'macro_f1', 'auc'],
  multilabel: ['accuracy', 'macro_f1', 'auc', 'hamming_loss'],
  regression: ['rmse', 'mse', 'mae'],
  'several outputs': ['mse', 'mae'],
} as const satisfies Record<string, readonly string[]>;

/** `metric`: `accuracy`, `macro_f1` or `auc`; of several labels also `hamming_loss`; `rmse` (one output), `mse` or `mae` for regression. */
export function gainOverBest(fused: Predictions, members: readonly Predictions[], metric: string): FusionGain {
  if (members.length === 0) throw new DataError('gainOverBest requires at least one member, got none');
  const sign = isLowerBetter(metric) ? -1 : 1;
  const values = members.map((member) => sign * measure(member, metric));
  const over = Math.max(values.indexOf(Math.max(...values)), 0);
  // Of several tests by one metric the first has the interval.
  const { tests, verdict } = comparePaired(fused, members[over], { metric });
  return { over, test: tests[0], verdict };
}
