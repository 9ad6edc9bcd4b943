// The board: a project's runs, filtered, sorted and paged. And a run's own children.
import { queryFromInfo } from '@pothos/plugin-prisma';
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { builder, DEFAULT_PAGE, MAX_PAGE } from '../../../builder.ts';
import { type Context, once } from '../../../context.ts';
import { placeOf } from '../../../place.ts';
import { RunType } from '../schema.ts';
import { EVERYTHING } from './filter.ts';
import { RunFilterInput, SortDirectionType, SummaryFieldType } from './filter-schema.ts';
import { givenFilter } from './input.ts';
import { givenOrder, NEWEST } from './order-input.ts';
import { type BoardPage, countBoard, listBoard, listChildren, type PageArguments } from './service.ts';
import type { BoardQuery } from './store.ts';

const RunOrderByType = builder.enumType('RunOrderBy', {
  description: 'What runs are sorted by.',
  values: ['NUMBER', 'NAME', 'CREATED', 'DURATION', 'STATUS', 'METRIC', 'PARAM', 'COLUMN'] as const,
});
const RunOrderInput = builder.inputType('RunOrder', {
  description: 'What runs are sorted by.',
  fields: (t) => ({
    by: t.field({ type: RunOrderByType, required: true }),
    key: t.string({
      description:
        'Of METRIC its name, of PARAM its path, of COLUMN its name in the filter language, such as test.accuracy, dataset or tags.seed.',
    }),
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
      args: {
        filter: t.arg({ type: RunFilterInput }),
        orderBy: t.arg({ type: RunOrderInput }),
        offset: t.arg.int({ description: 'So many runs are left out first, to jump to a place. Goes with first, and with no cursor.' }),
      },
      resolve: ({ id, primaryMetric, primaryDirection }, { filter, orderBy, ...page }, context, info) => {
        const primary = { key: primaryMetric, direction: primaryDirection };
        return connect(
          context,
          info,
          { projectId: id, primary, filter: filter ? givenFilter(filter) : EVERYTHING, order: orderBy ? givenOrder(orderBy) : NEWEST },
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
      resolve: ({ id, projectId }, page, context, info) => {
        const query = { projectId, parentId: id, primary: { key: '', direction: 'MAXIMIZE' }, filter: EVERYTHING, order: NEWEST };
        const isFirst = page.after == null && page.before == null && page.last == null && (page.first ?? 0) >= 0;
        return (
          isFirst
            ? connectChildren(context, info, query, Math.min(page.first ?? DEFAULT_PAGE, MAX_PAGE))
            : connect(context, info, query, page)
        ) as never;
      },
    },
    RunConnection,
  ),
);

type Query = BoardQuery & { readonly parentId: string };
type Row = { readonly id: string };

// Two statements: which runs, and then only what is asked for of them.
async function connect(context: Context, info: GraphQLResolveInfo, query: BoardQuery, page: PageArguments) {
  const found = await listBoard(context, query, page, { usual: DEFAULT_PAGE, most: MAX_PAGE });
  return connectionOf(query, found, await findRows(context, info, found.runs));
}

// The same two for the first pages of all runs of a page.
async function connectChildren(context: Context, info: GraphQLResolveInfo, query: Query, first: number) {
  const loader = once(
    context,
    `children ${placeOf(info)}`,
    () =>
      new DataLoader<string, { page: BoardPage; rows: Map<string, Row> }>(
        async (ids) => {
          const pages = await listChildren(context, ids, first);
          const rows = await findRows(
            context,
            info,
            pages.flatMap(({ runs }) => runs),
          );
          return pages.map((page) => ({ page, rows }));
        },
        { cache: false },
      ),
  );
  const { page, rows } = await loader.load(query.parentId);
  return connectionOf(query, page, rows);
}

async function findRows(context: Context, info: GraphQLResolveInfo, runs: BoardPage['runs']): Promise<Map<string, Row>> {
  if (runs.length === 0) return new Map();
  const selection: object = queryFromInfo({ context, info, typeName: 'Run', paths: [['nodes'], ['edges', 'node']] });
  const rows = await context.db.run.findMany({ ...selection, where: { id: { in: runs.map(({ id }) => id) } } });
  return new Map(rows.map((row) => [row.id, row]));
}

function connectionOf(query: BoardQuery, { runs, hasNextPage, hasPreviousPage }: BoardPage, rows: ReadonlyMap<string, Row>) {
  const edges = runs.flatMap(({ id, cursor }) => {
    const node = rows.get(id);
    return node === undefined ? [] : [{ cursor, node }];
  });
  return {
    query,
    edges,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
