import { DataError } from '../formats/data-error.ts';
import type { Predictions } from './predictions.ts';

/** Throws a `DataError` for predictions whose parts do not fit together or whose values cannot be. */
export function checkPredictions(predictions: Predictions): void {
  const who = predictions.name ?? 'predictions';
  const samples = predictions.ids.length;
  const columns = predictions.task === 'regression' ? predictions.outputs : predictions.classes.length;
  const wants = (holds: boolean, what: string, got: unknown): void => {
    if (!holds) throw new DataError(`${who}: expected ${what}, found ${got}`);
  };
  wants(samples > 0, 'at least one sample', 'none');
  wants(columns > 0, predictions.task === 'regression' ? 'at least one output' : 'at least one class', columns);
  if (predictions.task === 'binary') wants(columns === 2, 'two classes for a binary task', columns);
  wants(predictions.scores.length === samples * columns, `${samples} × ${columns} scores`, predictions.scores.length);
  const perSample = predictions.task === 'multilabel' || predictions.task === 'regression' ? columns : 1;
  wants(predictions.truth.length === samples * perSample, `${samples * perSample} true values`, predictions.truth.length);
  if (predictions.groups !== undefined) wants(predictions.groups.length === samples, `${samples} groups`, predictions.groups.length);
  const bad = predictions.scores.findIndex((score) => !Number.isFinite(score));
  wants(bad === -1, 'finite scores', `${predictions.scores[bad]} for ${JSON.stringify(predictions.ids[Math.floor(bad / columns)])}`);
  if (predictions.task === 'binary' || predictions.task === 'multiclass') {
    const outside = predictions.truth.findIndex((label) => label < 0 || label >= columns);
    wants(
      outside === -1,
      `true classes from 0 to ${columns - 1}`,
      `${predictions.truth[outside]} for ${JSON.stringify(predictions.ids[outside])}`,
    );
  }
  if (predictions.task === 'multilabel') {
    const odd = predictions.truth.findIndex((label) => label > 1);
    wants(odd === -1, 'labels of 0 or 1', `${predictions.truth[odd]} for ${JSON.stringify(predictions.ids[Math.floor(odd / columns)])}`);
  }
  if (predictions.task === 'regression') {
    const lost = predictions.truth.findIndex((value) => !Number.isFinite(value));
    wants(
      lost === -1,
      'finite true values',
      `${predictions.truth[lost]} for ${JSON.stringify(predictions.ids[Math.floor(lost / columns)])}`,
    );
    if (predictions.names !== undefined)
      wants(predictions.names.length === columns, `${columns} names of outputs`, predictions.names.length);
  }
  const seen = new Set<string>();
  for (const id of predictions.ids) {
    wants(!seen.has(id), 'each id once', `${JSON.stringify(id)} twice`);
    seen.add(id);
  }
}
