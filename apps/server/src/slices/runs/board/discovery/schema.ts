// What there is to show and to choose from: the columns of a board, and the values in them.
import { builder } from '../../../../builder.ts';
import { EVERYTHING } from '../filter.ts';
import { RunFilterInput } from '../filter-schema.ts';
import { type FilterInput, givenFilter } from '../input.ts';
import { COLUMN_KINDS, type FoundColumn, type FoundColumns, type FoundValues, listColumns, listValues } from './service.ts';

const ColumnKindType = builder.enumType('BoardColumnKind', {
  description: 'Where a column comes from.',
  values: COLUMN_KINDS,
});

const ColumnType = builder.objectRef<FoundColumn>('BoardColumn').implement({
  description: 'A column that runs have something in.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Under which it is shown, filtered, sorted and grouped by: params.model.units.' }),
    label: t.exposeString('label', { description: 'The name without its first word.' }),
    kind: t.expose('kind', { type: ColumnKindType }),
    count: t.exposeInt('count', { description: 'How many of the runs that were looked at have it.' }),
    isNumber: t.exposeBoolean('isNumber', { description: 'It has numbers only.' }),
    min: t.expose('min', { type: 'Float64', nullable: true, description: 'Smallest number.' }),
    max: t.expose('max', { type: 'Float64', nullable: true, description: 'Largest number.' }),
    examples: t.stringList({ description: 'Up to two other values.', resolve: ({ examples }) => [...examples] }),
  }),
});

const ColumnsType = builder.objectRef<FoundColumns>('BoardColumns').implement({
  description: 'The columns of a board, those of most runs first.',
  fields: (t) => ({
    nodes: t.field({ type: [ColumnType], resolve: ({ columns }) => [...columns] }),
    hasMore: t.exposeBoolean('hasMore'),
    runs: t.exposeInt('runs', {
      description: 'Runs that were looked at: the newest that pass the filter, at most 5,000, or 100,000 when something is searched for.',
    }),
    isComplete: t.exposeBoolean('isComplete', { description: 'These were all runs that pass.' }),
  }),
});

const ValueType = builder.objectRef<{ value: unknown; count: number }>('ColumnValue').implement({
  description: 'A value that runs have in a column.',
  fields: (t) => ({
    value: t.field({ type: 'JSON', resolve: ({ value }) => value }),
    label: t.string({
      description: 'The value as a text.',
      resolve: ({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)),
    }),
    count: t.exposeInt('count', { description: 'Runs.' }),
  }),
});

const ValuesType = builder.objectRef<FoundValues>('ColumnValues').implement({
  description: 'The values of a column, those of most runs first.',
  fields: (t) => ({
    nodes: t.field({ type: [ValueType], resolve: ({ values }) => [...values] }),
    hasMore: t.exposeBoolean('hasMore'),
  }),
});

builder.prismaObjectFields('Project', (t) => ({
  columns: t.field({
    type: ColumnsType,
    description: 'What the runs that pass the filter have: params, metrics, evaluated numbers, named tags, and what every run has.',
    select: { id: true, primaryMetric: true, primaryDirection: true },
    args: {
      filter: t.arg({ type: RunFilterInput }),
      search: t.arg.string({ description: 'A part of the name, in any case.' }),
      kinds: t.arg({ type: [ColumnKindType] }),
      first: t.arg.int({ description: 'At most 1,000; left out: 200.' }),
    },
    resolve: (project, { filter, ...wanted }, context) => listColumns(context, boardOf(project, filter), wanted),
  }),
  columnValues: t.field({
    type: ValuesType,
    description: 'The different values in a column with how many runs have each, for choosing one. Of tags: each tag by itself.',
    select: { id: true, primaryMetric: true, primaryDirection: true },
    args: {
      column: t.arg.string({ required: true }),
      filter: t.arg({ type: RunFilterInput }),
      search: t.arg.string({ description: 'A part of the value, in any case.' }),
      first: t.arg.int({ description: 'At most 1,000; left out: 50.' }),
    },
    resolve: (project, { column, filter, ...wanted }, context) => listValues(context, boardOf(project, filter), column, wanted),
  }),
}));

function boardOf(
  { id, primaryMetric, primaryDirection }: { id: string; primaryMetric: string; primaryDirection: string },
  filter: FilterInput | null | undefined,
) {
  return { projectId: id, primary: { key: primaryMetric, direction: primaryDirection }, filter: filter ? givenFilter(filter) : EVERYTHING };
}
