import { z } from 'zod';
import type { TableColumn } from '../../dataset/manifest.ts';
import { DataError } from '../../formats/data-error.ts';
import { featureCount, type Form, rowSize, type ValueBatch, validSteps } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';
import { fillFromNeighbours, fitNeighbours, type NeighbourState } from './fill/neighbours.ts';
import { fillByRegression, fitRegression, type RegressionState } from './fill/regression.ts';
import { collectValues, medianOf, modeOf } from './fill/statistics.ts';

const options = z.strictObject({
  /** `model`: nearest neighbours for tables, a line through the neighbouring steps for sequences. `marker`: a value that says "missing". */
  policy: z.enum(['mean', 'median', 'mode', 'model', 'marker']),
  /** Policy `marker`: the value. */
  value: z.number().default(0),
  /** Adds a feature that is 1 where a value was missing, for each feature that has gaps in the training part. Default: with `marker`. */
  indicator: z.boolean().optional(),
  /** Policy `model` on tables: how many rows are averaged. */
  neighbours: z.int().min(1).max(100).default(5),
});
type Options = z.infer<typeof options>;

interface State {
  /** Per feature. */
  readonly fill: readonly number[];
  readonly gaps: readonly number[];
  readonly neighbours?: NeighbourState;
  readonly regression?: RegressionState;
}

const MISSING = '<missing>';

/** Categories have no mean and no median: they get their mode; with `marker`, a category of their own. */
export const fillMissing = defineStep<Options, State | null, ValueBatch>({
  name: 'fill-missing',
  options,
  describe: ({ policy, value, neighbours }) => {
    if (policy === 'model') return `Fill gaps from the ${neighbours} most similar training rows, in sequences from the steps beside`;
    if (policy === 'marker') return `Mark gaps by ${value} and a feature that says so`;
    return `Fill gaps by the ${policy} of the training part`;
  },
  form: (before, chosen, state) => {
    requireForm('fill-missing', before, 'values');
    if (chosen.policy === 'model' && before.modality === 'IMAGE')
      throw new DataError('step fill-missing, policy: expected mean, median, mode or marker for pictures, found model', {
        member: 'fill-missing',
      });
    return formAfter(before, chosen, state?.gaps ?? []);
  },
  fit: (training, before, chosen) => {
    const { values, means, missing } = collectValues(training, before);
    const gaps = [...missing.keys()].filter((feature) => missing[feature] > 0);
    const base = { fill: values.map((sorted, feature) => fillValue(sorted, means[feature], columnOf(before, feature), chosen)), gaps };
    if (chosen.policy !== 'model' || gaps.length === 0) return base;
    return before.modality === 'SEQUENCE'
      ? { ...base, regression: fitRegression(training, before) }
      : { ...base, neighbours: fitNeighbours(training, before, values) };
  },
  apply: (batch, before, chosen, state) => {
    const { gaps } = state as State;
    const filled = fill(batch, before, chosen, state as State);
    return wantsIndicator(chosen) && gaps.length > 0 ? withIndicators(batch, filled, before, gaps) : { ...batch, data: filled };
  },
});

function wantsIndicator({ indicator, policy }: Options): boolean {
  return indicator ?? policy === 'marker';
}

function columnOf(form: Form, feature: number): TableColumn | undefined {
  return form.columns?.[feature];
}

function fillValue(sorted: Float64Array, mean: number, column: TableColumn | undefined, { policy, value }: Options): number {
  if (column?.kind === 'category') return policy === 'marker' ? (column.categories?.length ?? 0) : modeOf(sorted);
  if (policy === 'marker') return value;
  if (policy === 'median') return medianOf(sorted);
  return policy === 'mode' ? modeOf(sorted) : mean;
}

function fill(batch: ValueBatch, before: Form, { neighbours }: Options, state: State): Float64Array {
  if (state.regression !== undefined) return fillByRegression(batch, before, state.regression, state.fill);
  const features = featureCount(before);
  // What lies after the end of a sequence is zero, never missing.
  if (state.neighbours === undefined)
    return batch.data.map((value, position) => (Number.isNaN(value) ? state.fill[position % features] : value));
  const data = batch.data.slice();
  for (let row = 0; row < batch.count; row++) {
    const values = batch.data.subarray(row * features, (row + 1) * features);
    if (values.some(Number.isNaN)) data.set(fillFromNeighbours(values, before, state.neighbours, neighbours, state.fill), row * features);
  }
  return data;
}

function formAfter(before: Form, chosen: Options, gaps: readonly number[]): Form {
  const marked =
    chosen.policy === 'marker'
      ? before.columns?.map((column) =>
          column.kind === 'category' ? { ...column, categories: [...(column.categories ?? []), MISSING] } : column,
        )
      : before.columns;
  const added = wantsIndicator(chosen) ? gaps : [];
  const columns =
    marked === undefined
      ? undefined
      : [...marked, ...added.map((feature): TableColumn => ({ name: `${marked[feature].name} missing`, kind: 'number' }))];
  return {
    ...before,
    shape: [...before.shape.slice(0, -1), featureCount(before) + added.length],
    ...(columns === undefined ? {} : { columns }),
  };
}

function withIndicators(batch: ValueBatch, filled: Float64Array, before: Form, gaps: readonly number[]): ValueBatch {
  const features = featureCount(before);
  const width = features + gaps.length;
  const data = new Float64Array((filled.length / features) * width);
  const stepsPerRow = rowSize(before) / features;
  for (let step = 0; step < filled.length / features; step++) {
    data.set(filled.subarray(step * features, (step + 1) * features), step * width);
    const isPadding = before.modality === 'SEQUENCE' && step % stepsPerRow >= validSteps(before, batch, Math.floor(step / stepsPerRow));
    gaps.forEach(
      (feature, index) =>
        (data[step * width + features + index] = !isPadding && Number.isNaN(batch.data[step * features + feature]) ? 1 : 0),
    );
  }
  return { ...batch, data };
}
