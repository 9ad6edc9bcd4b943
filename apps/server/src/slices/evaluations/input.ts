import { checkPredictions, type Predictions } from '@atelier/ml/evaluation';
import type { Part } from '../../db/generated/enums.ts';
import { invalidInput } from '../../errors.ts';

const MOST_SAMPLES = 5_000_000;
const MOST_COLUMNS = 10_000;

export interface PredictionsInput {
  readonly runId: string;
  readonly part: Part;
  readonly fold?: number | null | undefined;
  readonly classes?: readonly string[] | null | undefined;
  readonly outputs?: readonly string[] | null | undefined;
  readonly sampleIds?: readonly string[] | null | undefined;
  readonly rows?: Int32Array | null | undefined;
  readonly scores: Float32Array;
  readonly truth?: Int32Array | null | undefined;
  readonly labels?: Uint8Array | null | undefined;
  readonly values?: Float64Array | null | undefined;
}

/** Checks that everything fits together. Of two classes one column of scores is enough: the second class's. */
export function givenPredictions(input: PredictionsInput, name: string): { predictions: Predictions; rows: Int32Array } {
  const { part, sampleIds, rows } = input;
  const columns = columnsOf(input);
  const samples = samplesIn(input, columns.length);
  if (samples > MOST_SAMPLES) throw invalidInput(`Predictions are of at most ${MOST_SAMPLES} samples, got ${samples}`, 'input.scores');
  if (sampleIds && sampleIds.length !== samples)
    throw invalidInput(`There are ${samples} samples in ${truthField(input)} and ${sampleIds.length} in sampleIds`, 'input.sampleIds');
  if (rows && rows.length !== samples)
    throw invalidInput(`There are ${samples} samples in ${truthField(input)} and ${rows.length} in rows`, 'input.rows');
  const ids = sampleIds ?? Array.from(rows ?? new Int32Array(samples).keys(), String);
  const origin = { name, part: part.toLowerCase() as 'train' | 'validation' | 'test', ids };
  const predictions: Predictions = { ...origin, ...answersOf(input, columns, samples) };
  try {
    checkPredictions(predictions);
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') throw invalidInput(error.message, 'input');
    throw error;
  }
  return { predictions, rows: rows ?? new Int32Array(0) };
}

const TRUTHS = ['truth', 'labels', 'values'] as const;

/** Which of the three says what is true: it decides the task. */
function truthField(input: PredictionsInput): (typeof TRUTHS)[number] {
  const given = TRUTHS.filter((field) => input[field] != null);
  const [only] = given;
  if (only === undefined || given.length > 1)
    throw invalidInput(
      `Give what is true as one of truth (a class each), labels (0 or 1 each) and values (numbers), got ${given.join(' and ') || 'none'}`,
      ...TRUTHS.map((field) => `input.${field}`),
    );
  return only;
}

function columnsOf(input: PredictionsInput): readonly string[] {
  const { classes, outputs } = input;
  const ofNumbers = truthField(input) === 'values';
  const [field, other] = ofNumbers ? (['outputs', 'classes'] as const) : (['classes', 'outputs'] as const);
  if (input[other] != null && input[other].length > 0)
    throw invalidInput(`Predictions with ${truthField(input)} have ${field}, no ${other}`, `input.${other}`);
  const columns = ofNumbers ? (outputs ?? ['value']) : (classes ?? []);
  const least = truthField(input) === 'truth' ? 2 : 1;
  if (columns.length < least || columns.length > MOST_COLUMNS)
    throw invalidInput(`Predictions tell ${least} to ${MOST_COLUMNS} ${field} apart, got ${columns.length}`, `input.${field}`);
  if (new Set(columns).size !== columns.length) throw invalidInput(`Every one of the ${field} has a name of its own`, `input.${field}`);
  return columns;
}

function samplesIn(input: PredictionsInput, columns: number): number {
  const field = truthField(input);
  const { length } = input[field]!;
  if (field === 'truth') return length;
  if (length % columns !== 0) throw invalidInput(`${field} has ${columns} entries for each sample, got ${length} in all`, `input.${field}`);
  return length / columns;
}

function answersOf({ scores, truth, labels, values }: PredictionsInput, columns: readonly string[], samples: number) {
  if (values) return { task: 'regression', outputs: columns.length, names: columns, scores, truth: values } as const;
  if (labels) return { task: 'multilabel', classes: columns, scores, truth: labels } as const;
  const ofTwo = columns.length === 2;
  return {
    task: ofTwo ? 'binary' : 'multiclass',
    classes: columns,
    scores: ofTwo && scores.length === samples ? bothColumns(scores) : scores,
    truth: truth!,
  } as const;
}

function bothColumns(positive: Float32Array): Float32Array {
  const scores = new Float32Array(positive.length * 2);
  positive.forEach((score, sample) => {
    scores[sample * 2] = 1 - score;
    scores[sample * 2 + 1] = score;
  });
  return scores;
}
