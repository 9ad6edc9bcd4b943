import { z } from 'zod';
import type { TableColumn } from '../../dataset/manifest.ts';
import { DataError } from '../../formats/data-error.ts';
import type { Batch, Form, TokenBatch, ValueBatch } from '../batch.ts';
import { describeForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

/** Categories of a table become columns of 0 and 1, a missing one all zeros; tokens become vectors, padding all zeros. */
export const oneHot = defineStep<object>({
  name: 'one-hot',
  options: z.strictObject({}),
  describe: () => 'Give each category a column of its own, 1 where it holds',
  form: (before) => {
    if (before.kind === 'tokens') {
      // Before fitting, nobody knows yet how many words there will be.
      const { vocabulary = 0, hasUnknown: _, ...rest } = before;
      return { ...rest, kind: 'values', shape: [before.shape[0], vocabulary] };
    }
    if (before.kind !== 'values' || before.columns === undefined)
      throw new DataError(`step one-hot: expected a table or tokens, found ${describeForm(before)}`, { member: 'one-hot' });
    const columns = before.columns.flatMap(columnsOf);
    return { ...before, shape: [columns.length], columns };
  },
  apply: (batch, before) => (batch.kind === 'tokens' ? encodeTokens(batch, before) : encodeTable(batch, before)),
});

function columnsOf(column: TableColumn): TableColumn[] {
  if (column.kind === 'number') return [column];
  return (column.categories ?? []).map((category) => ({ name: `${column.name}=${category}`, kind: 'number' }));
}

function encodeTable(batch: Batch, before: Form): ValueBatch {
  const { data } = batch as ValueBatch;
  const columns = before.columns as readonly TableColumn[];
  const widths = columns.map((column) => columnsOf(column).length);
  const width = widths.reduce((sum, count) => sum + count, 0);
  const encoded = new Float64Array(batch.count * width);
  for (let row = 0; row < batch.count; row++) {
    let at = row * width;
    columns.forEach((column, index) => {
      const value = data[row * columns.length + index];
      if (column.kind === 'number') encoded[at] = value;
      else if (value >= 0 && value < widths[index]) encoded[at + value] = 1;
      at += widths[index];
    });
  }
  return { kind: 'values', count: batch.count, data: encoded };
}

function encodeTokens(batch: TokenBatch, before: Form): ValueBatch {
  const vocabulary = before.vocabulary as number;
  const encoded = new Float64Array(batch.data.length * vocabulary);
  batch.data.forEach((token, index) => {
    if (token > 0) encoded[index * vocabulary + token] = 1;
  });
  return { kind: 'values', count: batch.count, data: encoded, lengths: batch.lengths };
}
