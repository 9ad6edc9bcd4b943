/** One metric of predictions and nothing else: what a search calls hundreds of times. */
import {
  accuracyOf,
  balancedAccuracyOf,
  brierScore,
  confusionMatrix,
  countsPerClass,
  f1Of,
  hammingLoss,
  logLoss,
  matthewsCorrelationOf,
  meanAbsoluteError,
  meanSquaredError,
  multiclassAuc,
  multilabelAccuracy,
  multilabelAuc,
  multilabelCounts,
  predictedClasses,
  r2,
  rootMeanSquaredError,
  rocAuc,
} from '@atelier/metrics';
import { columnOf } from '../evaluation/column-of.ts';
import { calledLabels } from '../evaluation/label-statistics.ts';
import type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';

const OF_CLASSES: Readonly<Record<string, (predictions: ClassPredictions) => number>> = {
  accuracy: (predictions) => accuracyOf(confusionOf(predictions)),
  balanced_accuracy: (predictions) => balancedAccuracyOf(confusionOf(predictions)),
  macro_f1: (predictions) => f1Of(countsPerClass(confusionOf(predictions)), { average: 'macro' }),
  mcc: (predictions) => matthewsCorrelationOf(confusionOf(predictions)),
  auc: ({ truth, scores, classes }) =>
    classes.length === 2 ? rocAuc(truth, columnOf(scores, 2, 1)) : multiclassAuc(truth, scores, { classes: classes.length }),
  log_loss: ({ truth, scores, classes }) => logLoss(truth, scores, { classes: classes.length }),
  brier: ({ truth, scores, classes }) => brierScore(truth, scores, { classes: classes.length }),
};

const OF_LABELS: Readonly<Record<string, (predictions: LabelPredictions) => number>> = {
  accuracy: ({ truth, classes, scores }) => multilabelAccuracy(truth, calledLabels({ scores }), { classes: classes.length }),
  hamming_loss: ({ truth, scores }) => hammingLoss(truth, calledLabels({ scores })),
  macro_f1: (predictions) => f1Of(countsOf(predictions), { average: 'macro' }),
  micro_f1: (predictions) => f1Of(countsOf(predictions), { average: 'micro' }),
  auc: ({ truth, scores, classes }) => multilabelAuc(truth, scores, { classes: classes.length }),
};

const OF_VALUES: Readonly<Record<string, (predictions: ValuePredictions) => number>> = {
  rmse: ({ truth, scores, outputs }) => rootMeanSquaredError(truth, scores, { outputs }),
  mse: ({ truth, scores, outputs }) => meanSquaredError(truth, scores, { outputs }),
  mae: ({ truth, scores, outputs }) => meanAbsoluteError(truth, scores, { outputs }),
  r2: ({ truth, scores, outputs }) => r2(truth, scores, { outputs }),
};

/** Throws a `DataError` that names the metrics there are. */
export function measure(predictions: Predictions, metric: string): number {
  if (predictions.task === 'regression') return pick(OF_VALUES, metric)(predictions);
  return predictions.task === 'multilabel' ? pick(OF_LABELS, metric)(predictions) : pick(OF_CLASSES, metric)(predictions);
}

function pick<Measure>(measures: Readonly<Record<string, Measure>>, metric: string): Measure {
  if (!Object.hasOwn(measures, metric))
    throw new DataError(`expected a metric of ${Object.keys(measures).join(', ')}, found ${JSON.stringify(metric)}`);
  return measures[metric];
}

function confusionOf({ truth, scores, classes }: ClassPredictions): ReturnType<typeof confusionMatrix> {
  return confusionMatrix(truth, predictedClasses(scores, { classes: classes.length }), { classes: classes.length });
}

function countsOf({ truth, scores, classes }: LabelPredictions): ReturnType<typeof multilabelCounts> {
  return multilabelCounts(truth, calledLabels({ scores }), { classes: classes.length });
}
