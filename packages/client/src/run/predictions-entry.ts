import { pack } from '../packed.ts';
import type { PredictionsEntry } from '../spool/entry.ts';
import type { PredictionsToLog } from './recorder.ts';

/** Predictions as a record of a spool. Throws a RangeError when their lengths do not fit together. */
export function predictionsEntry(predictions: PredictionsToLog): PredictionsEntry {
  const { part, fold, sampleIds, rows } = predictions;
  const scores = Float32Array.from(predictions.scores);
  const { columns, what, samples, truth } = truthOf(predictions);
  if (scores.length !== samples * columns.length) {
    throw new RangeError(
      `scores must be [samples, ${what}], ${samples} × ${columns.length} = ${samples * columns.length} numbers, got ${scores.length}`,
    );
  }
  for (const [name, list] of [
    ['sampleIds', sampleIds],
    ['rows', rows],
  ] as const) {
    if (list !== undefined && list.length !== samples)
      throw new RangeError(`${name} must be one per sample, ${samples}, got ${list.length}`);
  }
  return {
    kind: 'predictions',
    part,
    ...(fold === undefined ? {} : { fold }),
    [what]: [...columns],
    ...(sampleIds === undefined ? {} : { sampleIds: [...sampleIds] }),
    ...(rows === undefined ? {} : { rows: pack(Int32Array.from(rows)) }),
    scores: pack(scores),
    ...truth,
  };
}

interface Truth {
  readonly columns: readonly string[];
  readonly what: 'classes' | 'outputs';
  readonly samples: number;
  readonly truth: Pick<PredictionsEntry, 'truth' | 'labels' | 'values'>;
}

function truthOf(predictions: PredictionsToLog): Truth {
  if ('truth' in predictions) {
    const truth = Int32Array.from(predictions.truth);
    return { columns: predictions.classes, what: 'classes', samples: truth.length, truth: { truth: pack(truth) } };
  }
  if ('labels' in predictions) {
    const labels = Uint8Array.from(predictions.labels);
    return {
      columns: predictions.classes,
      what: 'classes',
      samples: whole(labels, predictions.classes, 'labels'),
      truth: { labels: pack(labels) },
    };
  }
  const values = Float64Array.from(predictions.values);
  return {
    columns: predictions.outputs,
    what: 'outputs',
    samples: whole(values, predictions.outputs, 'values'),
    truth: { values: pack(values) },
  };
}

function whole({ length }: ArrayLike<number>, columns: readonly string[], name: string): number {
  if (columns.length === 0 || length % columns.length !== 0)
    throw new RangeError(`${name} must have ${columns.length} for each sample, got ${length} in all`);
  return length / columns.length;
}
