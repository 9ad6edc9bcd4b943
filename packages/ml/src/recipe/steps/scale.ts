import { z } from 'zod';
import { DataError } from '../../formats/data-error.ts';
import { eachValue, featureCount, type Form, type ValueBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

const options = z.strictObject({
  method: z.enum(['divide', 'min-max', 'standardise']),
  /** Method `divide`: the divisor. */
  by: z
    .number()
    .refine((value) => value !== 0, 'expected a divisor other than 0')
    .default(255),
  /** Which features (last dimension) to scale; by default all. */
  features: z.array(z.int().min(0)).optional(),
});
type Options = z.infer<typeof options>;

/** Per feature: `(value − shift) × factor`. */
interface State {
  readonly shift: readonly number[];
  readonly factor: readonly number[];
}

/** Pictures are scaled by one number for all channels, so that colours keep their proportions; everything else by feature. */
export const scale = defineStep<Options, State | null, ValueBatch>({
  name: 'scale',
  options,
  describe: ({ method, by, features }) => {
    const what = features === undefined ? 'values' : `features ${features.join(', ')}`;
    if (method === 'divide') return `Divide ${what} by ${by}`;
    return method === 'min-max'
      ? `Scale ${what} to 0 … 1 by the smallest and largest of the training part`
      : `Bring ${what} to mean 0 and deviation 1 of the training part`;
  },
  form: (before, { features }) => {
    requireForm('scale', before, 'values');
    const count = featureCount(before);
    const bad = features?.find((feature) => feature >= count);
    if (bad !== undefined)
      throw new DataError(`step scale, features: expected numbers from 0 to ${count - 1}, found ${bad}`, { member: 'scale' });
    return before;
  },
  fit: (training, before, { method }) =>
    method === 'divide' ? null : method === 'min-max' ? fitRange(training, before) : fitMoments(training, before),
  apply: (batch, before, { method, by, features }, state) => {
    // The common case of pictures, where every value is treated alike: several times faster than asking of each which feature it is.
    if (method === 'divide' && features === undefined && before.columns === undefined)
      return { ...batch, data: batch.data.map((value) => value / by) };
    const data = batch.data.slice();
    const chosen = features === undefined ? undefined : new Set(features);
    const isCategory = (before.columns ?? []).map((column) => column.kind === 'category');
    eachValue(before, batch, (position, feature) => {
      if (isCategory[feature] || (chosen !== undefined && !chosen.has(feature))) return;
      const slot = slotOf(before, feature);
      data[position] =
        method === 'divide' ? data[position] / by : (data[position] - (state as State).shift[slot]) * (state as State).factor[slot];
    });
    return { ...batch, data };
  },
});

function slotOf(form: Form, feature: number): number {
  return form.modality === 'IMAGE' ? 0 : feature;
}

function slotCount(form: Form): number {
  return form.modality === 'IMAGE' ? 1 : featureCount(form);
}

function fitRange(training: () => Iterable<ValueBatch>, form: Form): State {
  const low = new Float64Array(slotCount(form)).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(slotCount(form)).fill(Number.NEGATIVE_INFINITY);
  for (const batch of training()) {
    eachValue(form, batch, (position, feature) => {
      const [slot, value] = [slotOf(form, feature), batch.data[position]];
      if (value < low[slot]) low[slot] = value;
      if (value > high[slot]) high[slot] = value;
    });
  }
  const known = low.map((value) => (Number.isFinite(value) ? value : 0));
  return { shift: [...known], factor: Array.from(high, (value, slot) => (value > known[slot] ? 1 / (value - known[slot]) : 1)) };
}

/** Two passes, because one loses digits when the mean is large beside the deviation. Missing values are passed over. */
function fitMoments(training: () => Iterable<ValueBatch>, form: Form): State {
  const slots = slotCount(form);
  const [count, sum, squares] = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)];
  const pass = (visit: (slot: number, value: number) => void): void => {
    for (const batch of training()) {
      eachValue(form, batch, (position, feature) => {
        if (!Number.isNaN(batch.data[position])) visit(slotOf(form, feature), batch.data[position]);
      });
    }
  };
  pass((slot, value) => {
    count[slot]++;
    sum[slot] += value;
  });
  const mean = sum.map((total, slot) => (count[slot] > 0 ? total / count[slot] : 0));
  pass((slot, value) => {
    squares[slot] += (value - mean[slot]) ** 2;
  });
  const factor = Array.from(squares, (total, slot) => (total > 0 ? 1 / Math.sqrt(total / count[slot]) : 1));
  return { shift: [...mean], factor };
}
