// What runs to show, and in which direction, as every list of runs takes it.
import { builder } from '../../../builder.ts';
import { RunKindType, RunStatusType } from '../schema.ts';
import type { FilterInput } from './input.ts';

const ComparatorType = builder.enumType('Comparator', {
  description: 'How a value is compared. NE is also true of what has no value. CONTAINS looks for a part of a text, in any case.',
  values: ['EQ', 'NE', 'LT', 'LTE', 'GT', 'GTE', 'CONTAINS', 'IN', 'EXISTS'] as const,
});

export const SummaryFieldType = builder.enumType('SummaryField', {
  description: 'Which number of a metric.',
  values: ['LAST', 'MIN', 'MAX', 'BEST'] as const,
});

const ParamCondition = builder.inputType('ParamCondition', {
  description: 'A condition on one param of a run.',
  fields: (t) => ({
    path: t.string({ required: true, description: 'With points between: training.epochs.' }),
    is: t.field({ type: ComparatorType, required: true }),
    value: t.field({ type: 'JSON' }),
  }),
});

const MetricCondition = builder.inputType('MetricCondition', {
  description: 'A condition on one metric of a run.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'A logged metric, or an evaluated one such as test_accuracy.' }),
    field: t.field({ type: SummaryFieldType, defaultValue: 'LAST' }),
    is: t.field({ type: ComparatorType, required: true }),
    value: t.field({ type: 'Float64' }),
  }),
});

export const GroupByInputType = builder.inputType('GroupByInput', {
  description: 'By what runs are put together. All params but the seed: { column: "params", except: ["seed"] }.',
  fields: (t) => ({
    column: t.string({
      required: true,
      description: 'Under its name in the filter language: params.model.units, dataset, author, tags.seed.',
    }),
    except: t.stringList({ description: 'Of params only: those that may differ within a group.' }),
  }),
});

const GroupCondition = builder.inputType('GroupCondition', {
  description: 'The runs of one group.',
  fields: (t) => ({
    by: t.field({ type: [GroupByInputType], required: true }),
    key: t.field({ type: ['JSON'], required: { list: true, items: false }, description: 'As the group has it.' }),
  }),
});

// What the type says of `value` is all that Pothos knows of JSON input.
export const RunFilterInput = builder.inputRef<FilterInput>('RunFilter');
RunFilterInput.implement({
  description: 'What runs to show; all that is given must be true.',
  fields: (t) => ({
    ids: t.idList({ description: 'These runs only, archived or not; at most 500.' }),
    and: t.field({ type: [RunFilterInput] }),
    or: t.field({ type: [RunFilterInput] }),
    not: t.field({ type: RunFilterInput }),
    param: t.field({ type: ParamCondition }) as never,
    metric: t.field({ type: MetricCondition }),
    tag: t.string(),
    status: t.field({ type: [RunStatusType] }),
    kind: t.field({ type: [RunKindType] }),
    name: t.string({ description: 'A part of the name.' }),
    author: t.string({ description: 'A part of the author’s name.' }),
    createdAfter: t.field({ type: 'DateTime' }),
    createdBefore: t.field({ type: 'DateTime' }),
    split: t.id(),
    datasetVersion: t.id(),
    archived: t.boolean({
      description: 'Whether it was put aside. Left out: those that were are left out, unless the query speaks of archived.',
    }),
    text: t.string({ description: 'A part of the name, the note, the reason or a tag.' }),
    group: t.field({ type: GroupCondition }) as never,
    query: t.string({ description: 'The one-line filter language, such as metrics.val_auc > 0.8 and params.lr <= 1e-3.' }),
  }),
});

export const SortDirectionType = builder.enumType('SortDirection', {
  description: 'Runs without a value come last either way.',
  values: ['ASC', 'DESC'] as const,
});
