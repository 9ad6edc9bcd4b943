import { predictedClasses } from '@atelier/metrics';
import { alignPredictions } from '../evaluation/align.ts';
import { calledLabels } from '../evaluation/label-statistics.ts';
import type { LabelPredictions, Predictions, ValuePredictions } from '../evaluation/predictions.ts';
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

/** A disagreement in words, whatever is predicted. */
export interface Contradiction {
  readonly id: string;
  readonly truth: string;
  /** What each member says. */
  readonly called: readonly string[];
}

/** The same for any task, in words: classes by their names, labels as a list, numbers with four digits; those furthest apart first. */
export function contradictions(members: readonly Predictions[]): Contradiction[] {
  const [first, ...rest] = alignPredictions(members);
  if (first.task === 'binary' || first.task === 'multiclass') {
    const { classes } = first;
    return disagreements(members).map(({ id, truth, called }) => ({
      id,
      truth: classes[truth],
      called: called.map((code) => classes[code]),
    }));
  }
  const all = [first, ...rest] as readonly (LabelPredictions | ValuePredictions)[];
  const truthOf = first.task === 'multilabel' ? labelsIn(first, first.truth) : numbersIn(first as ValuePredictions, first.truth);
  const said = all.map((member) =>
    member.task === 'multilabel' ? labelsIn(member, calledLabels(member)) : numbersIn(member, member.scores),
  );
  const apart = first.task === 'multilabel' ? labelsApart(all as LabelPredictions[]) : spread(all as ValuePredictions[]);
  return first.ids
    .map((id, sample) => ({ id, truth: truthOf(sample), called: said.map((wordsOf) => wordsOf(sample)), apart: apart(sample) }))
    .filter(({ called }) => new Set(called).size > 1)
    .sort((one, other) => other.apart - one.apart)
    .map(({ id, truth, called }) => ({ id, truth, called }));
}

function labelsIn({ classes }: LabelPredictions, labels: ArrayLike<number>): (sample: number) => string {
  return (sample) => classes.filter((_, code) => labels[sample * classes.length + code] === 1).join(', ') || 'none';
}

function numbersIn({ outputs }: ValuePredictions, values: ArrayLike<number>): (sample: number) => string {
  return (sample) =>
    Array.from({ length: outputs }, (_, output) => String(Number(values[sample * outputs + output].toPrecision(4)))).join(', ');
}

/** How many labels some call and others do not. */
function labelsApart(members: readonly LabelPredictions[]): (sample: number) => number {
  const called = members.map(calledLabels);
  const width = members[0].classes.length;
  return (sample) => {
    let apart = 0;
    for (let at = sample * width; at < (sample + 1) * width; at++) if (called.some((labels) => labels[at] !== called[0][at])) apart += 1;
    return apart;
  };
}

/** Highest less lowest number, summed over the outputs. */
function spread(members: readonly ValuePredictions[]): (sample: number) => number {
  const [{ outputs }] = members;
  return (sample) => {
    let sum = 0;
    for (let at = sample * outputs; at < (sample + 1) * outputs; at++) {
      const said = members.map(({ scores }) => scores[at]);
      sum += Math.max(...said) - Math.min(...said);
    }
    return sum;
  };
}
