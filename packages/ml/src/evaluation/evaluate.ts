import { METRICS_VERSION } from '@atelier/metrics';
import { checkPredictions } from './check-predictions.ts';
import { evaluateClasses } from './evaluate-classes.ts';
import { evaluateLabels } from './evaluate-labels.ts';
import { evaluateValues } from './evaluate-values.ts';
import type { EvaluatedMetric, Evaluation } from './evaluation.ts';
import type { EvaluateOptions } from './intervals.ts';
import type { Predictions } from './predictions.ts';

/**
 * Judges predictions, whoever made them: one model, a fusion, or something logged from elsewhere. Runs in a browser as well.
 *
 * Throws a `DataError` for predictions that do not fit together.
 */
export function evaluate(predictions: Predictions, options: EvaluateOptions = {}): Evaluation {
  checkPredictions(predictions);
  return { ...evaluated(predictions, options), computedWith: `@atelier/metrics ${METRICS_VERSION}` };
}

function evaluated(predictions: Predictions, options: EvaluateOptions): Omit<Evaluation, 'computedWith'> {
  if (predictions.task === 'regression') return evaluateValues(predictions, options);
  return predictions.task === 'multilabel' ? evaluateLabels(predictions, options) : evaluateClasses(predictions, options);
}

/** One metric by its name; undefined when this task has none of that name. */
export function metricOf(evaluation: Evaluation, name: string): EvaluatedMetric | undefined {
  return evaluation.metrics.find((metric) => metric.name === name);
}

/** Metrics of which less is better. */
export function isLowerBetter(metric: string): boolean {
  return ['log_loss', 'brier', 'ece', 'hamming_loss', 'mse', 'rmse', 'mae', 'median_ae', 'max_error'].includes(metric);
}
