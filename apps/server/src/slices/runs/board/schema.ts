// The board: a project's runs, filtered, sorted and paged. And a run's own children.
import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { builder, DEFAULT_PAGE, MAX_PAGE } from '../../../builder.ts';
import type { Context } from '../../../context.ts';
import { RunKindType, RunStatusType, RunType } from '../schema.ts';
import { EVERYTHING } from './filter.ts';
import { type FilterInput, givenFilter } from './input.ts';
import { NEWEST } from './order.ts';
import { countBoard, listBoard, type PageArguments } from './service.ts';
import type { BoardQuery } from './store.ts';

const ComparatorType = builder.enumType('Comparator', {
  description: 'How a value is compared. NE is also true of what has no value. CONTAINS looks for a part of a text, in any case.',
  values: ['EQ', 'NE', 'LT', 'LTE', 'GT', 'GTE', 'CONTAINS', 'IN', 'EXISTS'] as const,
});

const SummaryFieldType = builder.enumType('SummaryField', {
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

// What the type says of `value` is all that Pothos knows of JSON input.
const RunFilterInput = builder.inputRef<FilterInput>('RunFilter');
RunFilterInput.implement({
  description: 'What runs to show; all that is given must be true.',
  fields: (t) => ({
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
    text: t.string({ description: 'A part of the name, the note, the reason or a tag.' }),
    query: t.string({ description: 'The one-line filter language, such as metrics.val_auc > 0.8 and params.lr <= 1e-3.' }),
  }),
});

const RunOrderByType = builder.enumType('RunOrderBy', {
  description: 'What runs are sorted by.',
  values: ['NUMBER', 'NAME', 'CREATED', 'DURATION', 'STATUS', 'METRIC', 'PARAM'] as const,
});
const SortDirectionType = builder.enumType('SortDirection', {
  description: 'Runs without a value come last either way.',
  values: ['ASC', 'DESC'] as const,
});

const RunOrderInput = builder.inputType('RunOrder', {
  description: 'What runs are sorted by.',
  fields: (t) => ({
    by: t.field({ type: RunOrderByType, required: true }),
    key: t.string({ description: 'Of METRIC its name, of PARAM its path.' }),
    field: t.field({ type: SummaryFieldType, description: 'Of METRIC; left out: the last value.' }),
    direction: t.field({ type: SortDirectionType, required: true, defaultValue: 'DESC' }),
  }),
});

interface Counted {
  readonly query: BoardQuery;
}

const counted = new WeakMap<object, ReturnType<typeof countBoard>>();

// The count and whether it is an estimate are one question to the database.
function countOf(connection: unknown, context: Context) {
  const known = counted.get(connection as object) ?? countBoard(context, (connection as Counted).query);
  counted.set(connection as object, known);
  return known;
}

const RunConnection = builder.connectionObject(
  {
    type: RunType,
    name: 'RunConnection',
    fields: (t) => ({
      totalCount: t.int({
        description: 'Runs that pass, on all pages.',
        resolve: async (connection, _args, context) => (await countOf(connection, context)).count,
      }),
      totalCountIsEstimate: t.boolean({
        description: 'Above 10,000 they are not counted one by one.',
        resolve: async (connection, _args, context) => (await countOf(connection, context)).isEstimate,
      }),
    }),
  },
  { name: 'RunEdge' },
);

builder.prismaObjectField('Project', 'runs', (t) =>
  t.connection(
    {
      type: RunType,
      description: 'The board: runs that pass the filter, in the order asked for (newest first), in pages of at most 500.',
      select: { id: true, primaryMetric: true, primaryDirection: true },
      args: { filter: t.arg({ type: RunFilterInput }), orderBy: t.arg({ type: RunOrderInput }) },
      resolve: ({ id, primaryMetric, primaryDirection }, { filter, orderBy, ...page }, context, info) => {
        const primary = { key: primaryMetric, direction: primaryDirection };
        return connect(
          context,
          info,
          { projectId: id, primary, filter: filter ? givenFilter(filter) : EVERYTHING, order: orderBy ?? NEWEST },
          page,
        ) as never;
      },
    },
    RunConnection,
  ),
);

builder.prismaObjectField('Run', 'children', (t) =>
  t.connection(
    {
      type: RunType,
      description: 'Runs that belong to this one, newest first.',
      select: { id: true, projectId: true },
      resolve: ({ id, projectId }, page, context, info) =>
        connect(
          context,
          info,
          { projectId, parentId: id, primary: { key: '', direction: 'MAXIMIZE' }, filter: EVERYTHING, order: NEWEST },
          page,
        ) as never,
    },
    RunConnection,
  ),
);

// Two statements: which runs, and then only what is asked for of them.
async function connect(context: Context, info: GraphQLResolveInfo, query: BoardQuery, page: PageArguments) {
  const { runs, hasNextPage, hasPreviousPage } = await listBoard(context, query, page, { usual: DEFAULT_PAGE, most: MAX_PAGE });
  const selection: object = queryFromInfo({ context, info, typeName: 'Run', paths: [['nodes'], ['edges', 'node']] });
  const rows = runs.length === 0 ? [] : await context.db.run.findMany({ ...selection, where: { id: { in: runs.map(({ id }) => id) } } });
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const edges = runs.flatMap(({ id, cursor }) => {
    const node = rowOf.get(id);
    return node === undefined ? [] : [{ cursor, node }];
  });
  return {
    query,
    edges,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
