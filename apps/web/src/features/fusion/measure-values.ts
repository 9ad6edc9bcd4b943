// Everything the explorer shows of one fusion of numbers.
import { measure, prepareFusion } from '@atelier/ml/fusion';
import { type FusionEngine, NAMED_DISPUTES } from './engine.ts';
import type { ValuePart } from './members.ts';
import type { Measured, Parts, ValueFigures } from './questions.ts';
import { tasks } from './tasks.ts';

const MOST_PAIRS = 1000;
const BINS = 21;

export function createValueEngine({ test }: Parts<ValuePart>): FusionEngine {
  const { members, outputs, ids, rows, truth } = test;
  const [first] = members as [ValuePart['members'][number]];
  const width = outputs.length;
  const errors = members.map(({ scores }) => errorsOf(scores, test));
  const nearest = Float64Array.from(ids, (_, sample) => Math.min(...errors.map((each) => each[sample]!)));
  const disputed = furthestApart(test);
  const figuresOf = createFigures(test);
  const fuseAt = prepareFusion(members, { method: 'weighted' });

  const of = (scores: Float32Array): Measured => {
    const own = errorsOf(scores, test);
    const predictions = { ...first, scores };
    return {
      metrics: Object.fromEntries(tasks.values.shown.map((metric) => [metric, measure(predictions, metric)])),
      figures: figuresOf(scores),
      said: Array.from(disputed, (sample) => wordsOf(scores, sample, width)),
      off: Float64Array.from(disputed, (sample) => own[sample]!),
      // A member that is the nearest ties with itself; a fusion has to be at least as near as all of them.
      disputedRight: disputed.reduce((sum, sample) => sum + (own[sample]! <= nearest[sample]! ? 1 : 0), 0),
    };
  };
  return {
    of,
    view: ({ weights }) => of(fuseAt(weights).scores),
    members: () => ({
      members: members.map(({ scores }) => of(scores)),
      disputed: {
        count: disputed.length,
        shown: Array.from(disputed, (sample) => ({ id: ids[sample]!, row: rows[sample] ?? -1, truth: wordsOf(truth, sample, width) })),
      },
    }),
  };
}

/** One per sample: the mean distance from the truth over its outputs. */
function errorsOf(scores: Float32Array, { truth, outputs, ids }: ValuePart): Float64Array {
  const width = outputs.length;
  const errors = new Float64Array(ids.length);
  for (let sample = 0, at = 0; sample < errors.length; sample += 1) {
    let sum = 0;
    for (let output = 0; output < width; output += 1, at += 1) sum += Math.abs(scores[at]! - truth[at]!);
    errors[sample] = sum / width;
  }
  return errors;
}

/** Samples on which members lie furthest apart, those first. Where all say the same there is nothing to dispute. */
function furthestApart({ members, outputs, ids }: ValuePart): Int32Array {
  const width = outputs.length;
  const apart = Float64Array.from(ids, (_, sample) => {
    let sum = 0;
    for (let at = sample * width; at < (sample + 1) * width; at += 1) {
      const said = members.map(({ scores }) => scores[at]!);
      sum += Math.max(...said) - Math.min(...said);
    }
    return sum;
  });
  return Int32Array.from(ids.keys())
    .filter((sample) => apart[sample]! > 0)
    .sort((one, other) => apart[other]! - apart[one]!)
    .slice(0, NAMED_DISPUTES);
}

function wordsOf(values: ArrayLike<number>, sample: number, width: number): string {
  return Array.from({ length: width }, (_, output) => String(Number(values[sample * width + output]!.toPrecision(4))))
    .join(', ')
    .replaceAll('-', '−');
}

/** Samples and bins are the same at all weights, so that what moves in the picture is the fusion. */
function createFigures({ members, outputs, ids, truth }: ValuePart): (scores: Float32Array) => ValueFigures {
  const width = outputs.length;
  const step = Math.max(1, ids.length / MOST_PAIRS);
  const drawn = Int32Array.from({ length: Math.min(ids.length, MOST_PAIRS) }, (_, index) => Math.floor(index * step));
  const truths = outputs.map((_, output) => Float64Array.from(drawn, (sample) => truth[sample * width + output]!));
  // A weighted mean is never further off than the member that is the furthest.
  const reach = outputs.map((_, output) => {
    let furthest = 0;
    for (const { scores } of members)
      for (let at = output; at < truth.length; at += width) {
        const off = Math.abs(scores[at]! - truth[at]!);
        if (off > furthest) furthest = off;
      }
    return furthest || 1;
  });
  const middles = reach.map((most) => Float64Array.from({ length: BINS }, (_, bin) => ((2 * bin + 1) / BINS - 1) * most));
  return (scores) => ({
    task: 'values',
    pairs: truths.map((truthOf, output) => ({
      truth: truthOf,
      predicted: Float64Array.from(drawn, (sample) => scores[sample * width + output]!),
    })),
    residuals: reach.map((most, output) => {
      const counts = new Float64Array(BINS);
      for (let at = output; at < truth.length; at += width) {
        const bin = Math.floor(((scores[at]! - truth[at]!) / most + 1) * (BINS / 2));
        if (bin >= 0) counts[Math.min(BINS - 1, bin)]! += 1;
      }
      return { middles: middles[output]!, counts };
    }),
  });
}
