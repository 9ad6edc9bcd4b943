import { predictedClasses } from '@atelier/metrics';
import { alignPredictions } from '../evaluation/align.ts';
import type { Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';

export interface DisagreementSample {
  readonly id: string;
  /** Index of the true class. */
  readonly truth: number;
  /** The class that each member calls. */
  readonly called: readonly number[];
  /** How sure each member is of what it calls. */
  readonly confidence: readonly number[];
}

/** Samples of which members call different classes, the surest contradictions first. */
export function disagreements(members: readonly Predictions[]): DisagreementSample[] {
  const aligned = alignPredictions(members);
  const [first] = aligned;
  if (first.task !== 'binary' && first.task !== 'multiclass')
    throw new DataError(`disagreements requires one class per sample, got ${first.task}`);
  const classes = first.classes.length;
  const called = aligned.map(({ scores }) => predictedClasses(scores, { classes }));
  const samples = first.ids.map(
    (id, sample): DisagreementSample => ({
      id,
      truth: first.truth[sample],
      called: called.map((codes) => codes[sample]),
      confidence: aligned.map(({ scores }, member) => scores[sample * classes + called[member][sample]]),
    }),
  );
  const certainty = ({ confidence }: DisagreementSample): number => Math.min(...confidence);
  return samples.filter((sample) => new Set(sample.called).size > 1).sort((one, other) => certainty(other) - certainty(one));
}
