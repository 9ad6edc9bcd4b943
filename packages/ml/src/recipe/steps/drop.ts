/** Steps that leave rows out. They look at each part by itself, so that no part learns from another. */
import { z } from 'zod';
import { hash } from 'node:crypto';
import { type Batch, eachValue, rowSize, type ValueBatch } from '../batch.ts';
import { defineStep } from '../step.ts';

const NO_OPTIONS = z.strictObject({});

export const dropMissing = defineStep({
  name: 'drop-missing',
  options: NO_OPTIONS,
  describe: () => 'Leave out samples with a missing value',
  form: (before) => before,
  filter: (before) => (batch) => {
    if (batch.kind === 'texts') return batch.texts.map((text) => text !== '');
    if (batch.kind === 'tokens') return Array.from(batch.lengths, (length) => length > 0);
    const keep = Array.from({ length: batch.count }, (_, row) => (batch.lengths?.[row] ?? 1) > 0);
    const size = rowSize(before);
    eachValue(before, batch, (position) => {
      if (Number.isNaN(batch.data[position])) keep[Math.floor(position / size)] = false;
    });
    return keep;
  },
});

export const dropDuplicates = defineStep({
  name: 'drop-duplicates',
  options: NO_OPTIONS,
  describe: () => 'Leave out samples that repeat an earlier one of the same part',
  form: (before) => before,
  filter: () => {
    const seen = new Set<string>();
    return (batch) =>
      Array.from({ length: batch.count }, (_, row) => {
        const key = hash('sha1', bytesOfRow(batch, row), 'base64');
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
  },
});

const corruptOptions = z.strictObject({
  /** Sequences and texts shorter than this are corrupt. */
  minSteps: z.int().min(1).max(1_000_000).default(1),
});

export const dropCorrupt = defineStep<z.infer<typeof corruptOptions>>({
  name: 'drop-corrupt',
  options: corruptOptions,
  describe: ({ minSteps }) => `Leave out pictures of one flat colour, infinite values and sequences shorter than ${minSteps}`,
  form: (before) => before,
  filter:
    (before, { minSteps }) =>
    (batch) => {
      if (batch.kind === 'texts') return batch.texts.map((text) => [...text].length >= minSteps);
      if (batch.kind === 'tokens') return Array.from(batch.lengths, (length) => length >= minSteps);
      return Array.from({ length: batch.count }, (_, row) => {
        const values = batch.data.subarray(row * rowSize(before), (row + 1) * rowSize(before));
        if (values.some((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)) return false;
        if (before.modality === 'SEQUENCE') return (batch.lengths?.[row] ?? before.shape[0]) >= minSteps;
        return before.modality !== 'IMAGE' || !isFlat(values, before.shape[2]);
      });
    },
});

function isFlat(values: Float64Array, channels: number): boolean {
  for (let index = channels; index < values.length; index++) if (values[index] !== values[index % channels]) return false;
  return true;
}

function bytesOfRow(batch: Batch, row: number): Uint8Array {
  if (batch.kind === 'texts') return new TextEncoder().encode(batch.texts[row]);
  const size = batch.data.length / batch.count;
  const data: ValueBatch['data'] | Int32Array = batch.data.subarray(row * size, (row + 1) * size);
  const length = batch.lengths?.[row] ?? -1;
  return Buffer.concat([new Uint8Array(data.buffer, data.byteOffset, data.byteLength), Buffer.from(Int32Array.of(length).buffer)]);
}
