import { z } from 'zod';
import { DataError } from '../../formats/data-error.ts';
import { type ValueBatch, validSteps } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';
import { RESERVED } from './tokenise.ts';

const options = z.strictObject({
  /** Feature that holds the MIDI pitch (0: rest) and feature that holds the duration. */
  pitch: z.int().min(0).default(0),
  duration: z.int().min(0).default(1),
  /** `features`: numbers that say how a note sounds and where it falls. `tokens`: one number for each pair of pitch and duration. */
  encode: z.enum(['features', 'tokens']).default('features'),
  /** Durations after which a bar or a beat may begin anew: for each, where in it the note falls. */
  periods: z.array(z.number().positive()).max(16).default([]),
  /** Encode `tokens`: different tokens at most, padding and "unknown" included. */
  vocabulary: z.int().min(3).default(2_000),
});
type Options = z.infer<typeof options>;

interface State {
  /** Median duration of the training part: the unit in which durations are told. */
  readonly unit: number;
  /** Encode `tokens`: the pairs with a number of their own, from 2 on. */
  readonly pairs: readonly string[];
}

const OCTAVE = 12;
const MIDDLE_C = 60;
const FIXED_FEATURES = 5;

/**
 * Notes as a network likes them. Features per note: rest, height above middle C in octaves, step from the note before in octaves,
 * logarithm (base 2) of the duration, a note at all; then cosine and sine of the onset in each period. Missing values count as rests
 * of the median duration.
 */
export const notes = defineStep<Options, State | null, ValueBatch>({
  name: 'notes',
  options,
  describe: ({ encode, periods }) =>
    encode === 'tokens'
      ? 'Number each pair of pitch and duration'
      : `Describe each note by rest, height, interval, duration${periods.length > 0 ? ` and its place in periods of ${periods.join(', ')}` : ''}`,
  form: (before, { encode, pitch, duration, periods }, state) => {
    requireForm('notes', before, 'values', ['SEQUENCE'], 2);
    if (Math.max(pitch, duration) >= before.shape[1])
      throw new DataError(`step notes: expected pitch and duration among ${before.shape[1]} features, found ${pitch} and ${duration}`, {
        member: 'notes',
      });
    if (encode === 'tokens')
      return {
        kind: 'tokens',
        modality: 'SEQUENCE',
        shape: [before.shape[0]],
        hasLengths: true,
        hasUnknown: true,
        ...(state === null ? {} : { vocabulary: state.pairs.length + 2 }),
      };
    return { ...before, shape: [before.shape[0], FIXED_FEATURES + 2 * periods.length], hasLengths: true };
  },
  fit: (training, before, chosen) => {
    const durations = new Map<number, number>();
    const pairs = new Map<string, number>();
    for (const batch of training()) {
      eachNote(batch, before.shape, chosen, 0, (_row, _step, pitch, duration) => {
        if (duration > 0) durations.set(duration, (durations.get(duration) ?? 0) + 1);
        if (chosen.encode === 'tokens') pairs.set(`${pitch}:${duration}`, (pairs.get(`${pitch}:${duration}`) ?? 0) + 1);
      });
    }
    const frequent = [...pairs].sort(([one, countOne], [other, countOther]) => countOther - countOne || (one < other ? -1 : 1));
    return { unit: medianOf(durations), pairs: frequent.slice(0, chosen.vocabulary - 2).map(([pair]) => pair) };
  },
  apply: (batch, before, chosen, state) => {
    const { unit, pairs } = state as State;
    const lengths = Int32Array.from({ length: batch.count }, (_, row) => validSteps({ ...before, hasLengths: true }, batch, row));
    if (chosen.encode === 'tokens') {
      const index = new Map(pairs.map((pair, position) => [pair, position + 2]));
      const data = new Int32Array(batch.count * before.shape[0]);
      eachNote(
        batch,
        before.shape,
        chosen,
        unit,
        (row, step, pitch, duration) => (data[row * before.shape[0] + step] = index.get(`${pitch}:${duration}`) ?? 1),
      );
      return { kind: 'tokens', count: batch.count, data, lengths };
    }
    return { kind: 'values', count: batch.count, data: describeNotes(batch, before.shape, chosen, unit), lengths };
  },
  words: (_, state) => [...RESERVED, ...(state?.pairs ?? [])],
});

function describeNotes(batch: ValueBatch, shape: readonly number[], chosen: Options, unit: number): Float64Array {
  const width = FIXED_FEATURES + 2 * chosen.periods.length;
  const data = new Float64Array(batch.count * shape[0] * width);
  let onset = 0;
  let previous = 0;
  eachNote(batch, shape, chosen, unit, (row, step, pitch, duration) => {
    if (step === 0) [onset, previous] = [0, 0];
    const at = (row * shape[0] + step) * width;
    const isRest = pitch === 0;
    data[at] = isRest ? 1 : 0;
    data[at + 1] = isRest ? 0 : (pitch - MIDDLE_C) / OCTAVE;
    data[at + 2] = isRest || previous === 0 ? 0 : (pitch - previous) / OCTAVE;
    data[at + 3] = duration > 0 ? Math.log2(duration / unit) : 0;
    data[at + 4] = 1;
    chosen.periods.forEach((period, index) => {
      data[at + FIXED_FEATURES + 2 * index] = Math.cos((2 * Math.PI * onset) / period);
      data[at + FIXED_FEATURES + 2 * index + 1] = Math.sin((2 * Math.PI * onset) / period);
    });
    onset += duration;
    if (!isRest) previous = pitch;
  });
  return data;
}

function eachNote(
  batch: ValueBatch,
  [steps, features]: readonly number[],
  chosen: Options,
  unit: number,
  visit: (row: number, step: number, pitch: number, duration: number) => void,
): void {
  for (let row = 0; row < batch.count; row++) {
    const length = batch.lengths?.[row] ?? steps;
    for (let step = 0; step < length; step++) {
      const at = (row * steps + step) * features;
      const [pitch, duration] = [batch.data[at + chosen.pitch], batch.data[at + chosen.duration]];
      visit(row, step, Number.isNaN(pitch) ? 0 : pitch, Number.isNaN(duration) ? unit : duration);
    }
  }
}

function medianOf(counts: ReadonlyMap<number, number>): number {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of [...counts].sort(([one], [other]) => one - other)) {
    seen += count;
    if (seen * 2 >= total) return value;
  }
  return 1;
}
