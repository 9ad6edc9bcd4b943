import { z } from 'zod';
import { DataError } from '../../formats/data-error.ts';
import { featureCount, type ValueBatch, validSteps } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

const options = z.strictObject({ length: z.int().min(1).max(100_000), stride: z.int().min(1).max(100_000) });
type Options = z.infer<typeof options>;

const countWindows = (steps: number, { length, stride }: Options): number =>
  steps < length ? 0 : Math.floor((steps - length) / stride) + 1;

/** Long, finely stepped sequences become shorter ones whose every step is a whole window of the old. */
export const windows = defineStep<Options, null, ValueBatch>({
  name: 'windows',
  options,
  describe: ({ length, stride }) => `Join every ${length} steps into one, moving on by ${stride}`,
  form: (before, chosen) => {
    requireForm('windows', before, 'values', ['SEQUENCE']);
    const count = countWindows(before.shape[0], chosen);
    if (count === 0)
      throw new DataError(`step windows, length: expected at most ${before.shape[0]} steps, found ${chosen.length}`, { member: 'windows' });
    return { ...before, shape: [count, chosen.length * featureCount(before)] };
  },
  apply: (batch, before, chosen) => {
    const features = featureCount(before);
    const count = countWindows(before.shape[0], chosen);
    const width = chosen.length * features;
    const data = new Float64Array(batch.count * count * width);
    const lengths = Int32Array.from({ length: batch.count }, (_, row) => countWindows(validSteps(before, batch, row), chosen));
    for (let row = 0; row < batch.count; row++) {
      for (let window = 0; window < lengths[row]; window++) {
        const from = (row * before.shape[0] + window * chosen.stride) * features;
        data.set(batch.data.subarray(from, from + width), (row * count + window) * width);
      }
    }
    return { kind: 'values', count: batch.count, data, ...(before.hasLengths ? { lengths } : {}) };
  },
});
