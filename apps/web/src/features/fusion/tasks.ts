// What can be asked of members that predict one class of each work, any number of labels, or numbers.
import type { FusionMethod } from '@atelier/ml/fusion';

export type Metric = 'accuracy' | 'macro_f1' | 'auc' | 'hamming_loss' | 'rmse' | 'mae' | 'mse' | 'r2';

/** `mean` is the weighted mean of equal weights, so that nobody has to choose it. */
export type Method = Exclude<FusionMethod, 'mean'>;

interface Asked {
  /** What weights can be chosen by; the first when nobody has said. */
  readonly metrics: readonly Metric[];
  /** What is said of each member and of the fusion. */
  readonly shown: readonly string[];
  readonly methods: readonly Method[];
}

export type Task = 'classes' | 'labels' | 'values';

export const tasks: Readonly<Record<Task, Asked>> = {
  classes: {
    metrics: ['accuracy', 'macro_f1', 'auc'],
    shown: ['accuracy', 'macro_f1', 'auc', 'log_loss', 'ece'],
    methods: ['weighted', 'geometric', 'rank', 'vote', 'stack'],
  },
  labels: {
    metrics: ['accuracy', 'macro_f1', 'auc', 'hamming_loss'],
    shown: ['accuracy', 'hamming_loss', 'macro_f1', 'micro_f1', 'auc', 'ece'],
    methods: ['weighted', 'geometric', 'rank', 'vote'],
  },
  values: { metrics: ['rmse', 'mae', 'mse', 'r2'], shown: ['rmse', 'mae', 'mse', 'r2'], methods: ['weighted'] },
};

/** Whether smaller numbers are better. */
export function isCost(metric: string): boolean {
  return ['log_loss', 'ece', 'hamming_loss', 'rmse', 'mae', 'mse'].includes(metric);
}
