import { z } from 'zod';
import { DataError } from '../../formats/data-error.ts';
import { type Batch, featureCount, type Form } from '../batch.ts';
import { describeForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

const options = z.strictObject({
  steps: z.int().min(1).max(1_000_000),
  /** Which end of a sequence that is too long is kept. */
  keep: z.enum(['start', 'end']).default('start'),
});

/** Sequences begin at step 0 and are followed by zeros. */
export const pad = defineStep<z.infer<typeof options>>({
  name: 'pad',
  options,
  describe: ({ steps, keep }) =>
    `Cut sequences to their ${keep === 'start' ? 'first' : 'last'} ${steps} steps and pad shorter ones with zeros`,
  form: (before, { steps }) => {
    if (before.kind === 'texts' || before.modality === 'IMAGE' || before.modality === 'TABULAR')
      throw new DataError(`step pad: expected sequences or tokens, found ${describeForm(before)}`, { member: 'pad' });
    return { ...before, shape: [steps, ...before.shape.slice(1)], hasLengths: true };
  },
  apply: (batch, before, { steps, keep }) => padBatch(batch, before, steps, keep),
});

function padBatch(batch: Batch, before: Form, steps: number, keep: 'start' | 'end'): Batch {
  if (batch.kind === 'texts') return batch;
  const features = batch.kind === 'tokens' ? 1 : featureCount(before);
  const lengths = Int32Array.from({ length: batch.count }, (_, row) => Math.min(steps, batch.lengths?.[row] ?? before.shape[0]));
  const data: Float64Array | Int32Array =
    batch.kind === 'tokens' ? new Int32Array(batch.count * steps) : new Float64Array(batch.count * steps * features);
  for (let row = 0; row < batch.count; row++) {
    const full = batch.lengths?.[row] ?? before.shape[0];
    const from = row * before.shape[0] + (keep === 'end' ? full - lengths[row] : 0);
    data.set(batch.data.subarray(from * features, (from + lengths[row]) * features), row * steps * features);
  }
  return { kind: batch.kind, count: batch.count, data, lengths } as Batch;
}
