import type { PredictionsToLog } from '@atelier/client';
import type { PartPredictions } from '@atelier/ml';

/** Predictions of a part as the recorder takes them, whatever is predicted. */
export function toLog({ part, rows, predictions }: PartPredictions, fold?: number): PredictionsToLog {
  const origin = {
    part: part === 'validation' ? 'VALIDATION' : 'TEST',
    ...(fold === undefined ? {} : { fold }),
    scores: predictions.scores,
    sampleIds: predictions.ids,
    rows,
  } as const;
  switch (predictions.task) {
    case 'regression': {
      const { names, outputs, truth: values } = predictions;
      return { ...origin, outputs: names ?? Array.from({ length: outputs }, (_, output) => `output ${output + 1}`), values };
    }
    case 'multilabel':
      return { ...origin, classes: predictions.classes, labels: predictions.truth };
    default:
      return { ...origin, classes: predictions.classes, truth: predictions.truth };
  }
}
