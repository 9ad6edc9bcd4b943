// Predictions as they lie in a row: columns of numbers as bytes, and back.
import { createHash } from 'node:crypto';
import type { Predictions } from '@atelier/ml/evaluation';
import type { Task } from '../../db/generated/enums.ts';
import type { NewPredictions } from './store.ts';

type Column = Int32Array | Float32Array | Float64Array | Uint8Array;

/** The columns of a row. */
export function columnsFor(predictions: Predictions, rows: Int32Array): Omit<NewPredictions, 'runId' | 'part' | 'fold' | 'hash'> {
  const { task, ids, scores, truth } = predictions;
  return {
    task: task.toUpperCase() as Task,
    samples: ids.length,
    classes: namesIn(predictions),
    sampleIds: ids,
    rows: bytesOf(rows),
    scores: bytesOf(scores),
    truth: bytesOf(truth),
  };
}

interface StoredColumns {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly sampleIds: unknown;
  readonly rows: Uint8Array;
  readonly scores: Uint8Array;
  readonly truth: Uint8Array;
}

/** What the columns of a row say. */
export function predictionsIn({ task, classes, sampleIds, scores, truth }: StoredColumns): Predictions {
  const said = { ids: sampleIds as string[], scores: numbers(scores, Float32Array) };
  switch (task) {
    case 'REGRESSION':
      return { task: 'regression', ...said, outputs: classes.length, names: classes, truth: numbers(truth, Float64Array) };
    case 'MULTILABEL':
      return { task: 'multilabel', ...said, classes, truth: numbers(truth, Uint8Array) };
    default:
      return { task: task === 'BINARY' ? 'binary' : 'multiclass', ...said, classes, truth: numbers(truth, Int32Array) };
  }
}

export function rowsIn({ rows }: Pick<StoredColumns, 'rows'>): Int32Array {
  return numbers(rows, Int32Array);
}

/** Equal for the same predictions, whoever sends them. */
export function hashOf(predictions: Predictions, rows: Int32Array): string {
  const { task, ids, scores, truth } = predictions;
  const isOfClasses = task === 'binary' || task === 'multiclass';
  const hash = createHash('sha256').update(JSON.stringify([namesIn(predictions), ids, ...(isOfClasses ? [] : [task])]));
  for (const column of [rows, scores, truth]) hash.update(bytesOf(column));
  return hash.digest('hex');
}

/** What each column of the scores is. */
function namesIn(predictions: Predictions): readonly string[] {
  if (predictions.task !== 'regression') return predictions.classes;
  return predictions.names ?? Array.from({ length: predictions.outputs }, (_, output) => `output ${output + 1}`);
}

function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function numbers<Of extends Column>(bytes: Uint8Array, type: { new (buffer: ArrayBuffer): Of }): Of {
  return new type(Uint8Array.from(bytes).buffer);
}
