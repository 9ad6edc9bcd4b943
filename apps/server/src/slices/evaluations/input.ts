import { checkPredictions, type ClassPredictions } from '@atelier/ml/evaluation';
import { invalidInput } from '../../errors.ts';
import type { Part } from '../../db/generated/enums.ts';

const MOST_SAMPLES = 5_000_000;
const MOST_CLASSES = 10_000;

export interface PredictionsInput {
  readonly runId: string;
  readonly part: Part;
  readonly fold?: number | null | undefined;
  readonly classes: readonly string[];
  readonly sampleIds?: readonly string[] | null | undefined;
  readonly rows?: Int32Array | null | undefined;
  readonly scores: Float32Array;
  readonly truth: Int32Array;
}

/** Checks that everything fits together. Of two classes one column of scores is enough: the second class's. */
export function givenPredictions(
  { part, classes, sampleIds, rows, scores, truth }: PredictionsInput,
  name: string,
): { predictions: ClassPredictions; rows: Int32Array } {
  const samples = truth.length;
  if (classes.length < 2 || classes.length > MOST_CLASSES)
    throw invalidInput(`Predictions tell 2 to ${MOST_CLASSES} classes apart, got ${classes.length}`, 'input.classes');
  if (new Set(classes).size !== classes.length) throw invalidInput('Every class has a name of its own', 'input.classes');
  if (samples > MOST_SAMPLES) throw invalidInput(`Predictions are of at most ${MOST_SAMPLES} samples, got ${samples}`, 'input.truth');
  if (sampleIds && sampleIds.length !== samples)
    throw invalidInput(`There are ${samples} samples in truth and ${sampleIds.length} in sampleIds`, 'input.sampleIds');
  if (rows && rows.length !== samples) throw invalidInput(`There are ${samples} samples in truth and ${rows.length} in rows`, 'input.rows');
  const predictions: ClassPredictions = {
    task: classes.length === 2 ? 'binary' : 'multiclass',
    name,
    part: part.toLowerCase() as 'train' | 'validation' | 'test',
    classes,
    ids: sampleIds ?? Array.from(rows ?? truth.keys(), String),
    scores: classes.length === 2 && scores.length === samples ? bothColumns(scores) : scores,
    truth,
  };
  try {
    checkPredictions(predictions);
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') throw invalidInput(error.message, 'input');
    throw error;
  }
  return { predictions, rows: rows ?? new Int32Array(0) };
}

function bothColumns(positive: Float32Array): Float32Array {
  const scores = new Float32Array(positive.length * 2);
  positive.forEach((score, sample) => {
    scores[sample * 2] = 1 - score;
    scores[sample * 2 + 1] = score;
  });
  return scores;
}
