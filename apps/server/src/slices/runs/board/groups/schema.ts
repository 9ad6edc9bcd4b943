// The board in groups: runs with the same values put together, with the mean of their numbers.
import DataLoader from 'dataloader';
import { builder, DEFAULT_PAGE, MAX_PAGE } from '../../../../builder.ts';
import { type Context, once } from '../../../../context.ts';
import type { RunStatus } from '../../../../db/generated/enums.ts';
import { RunStatusType } from '../../schema.ts';
import { EVERYTHING } from '../filter.ts';
import { GroupByInputType, RunFilterInput, SortDirectionType } from '../filter-schema.ts';
import { givenFilter } from '../input.ts';
import { groupByName } from './group-by.ts';
import { type Group, listGroups, listStatuses, type Measure } from './service.ts';

const RunGroupOrderByType = builder.enumType('RunGroupOrderBy', {
  description: 'What groups are sorted by; those of one place by their key.',
  values: {
    COUNT: { description: 'How many runs.' },
    KEY: {},
    MEASURE: { description: 'The mean of a measure; groups without one come last.' },
  } as const,
});

const RunGroupOrderInput = builder.inputType('RunGroupOrder', {
  description: 'What groups are sorted by.',
  fields: (t) => ({
    by: t.field({ type: RunGroupOrderByType, required: true }),
    measure: t.string({ description: 'Of MEASURE: one of the measures that are asked for.' }),
    direction: t.field({ type: SortDirectionType, required: true, defaultValue: 'DESC' }),
  }),
});

const MeasureType = builder.objectRef<Measure>('RunGroupMeasure').implement({
  description: 'One number over the runs of a group. Only finite values count; null is what too few of them leave undefined.',
  fields: (t) => ({
    column: t.exposeString('column'),
    count: t.exposeInt('count', { description: 'Runs with a finite value.' }),
    mean: t.exposeFloat('mean', { nullable: true }),
    low: t.exposeFloat('low', {
      nullable: true,
      description: 'Lower end of the 95 % interval of the mean by Student’s t; null for a single run.',
    }),
    high: t.exposeFloat('high', { nullable: true }),
    deviation: t.exposeFloat('deviation', { nullable: true, description: 'Sample standard deviation.' }),
    min: t.exposeFloat('min', { nullable: true }),
    max: t.exposeFloat('max', { nullable: true }),
  }),
});

const StatusCountType = builder.objectRef<{ status: RunStatus; count: number }>('StatusCount').implement({
  description: 'How many runs of a group have a status.',
  fields: (t) => ({ status: t.expose('status', { type: RunStatusType }), count: t.exposeInt('count') }),
});

export const RunGroupType = builder.objectRef<Group>('RunGroup').implement({
  description: 'Runs that have the same values. They are found again by the filter { group: { by, key } }.',
  fields: (t) => ({
    key: t.field({
      type: ['JSON'],
      nullable: { list: false, items: true },
      description: 'The value of each of by; null: nothing there.',
      resolve: ({ key }) => key as unknown[],
    }),
    label: t.string({ description: 'The key in one line.', resolve: ({ query, key }) => labelOf(query.by.map(groupByName), key) }),
    count: t.exposeInt('count', { description: 'Runs.' }),
    statuses: t.field({ type: [StatusCountType], resolve: (group, _args, context) => statusesOf(context, group) }),
    measures: t.field({
      type: [MeasureType],
      description: 'In the order in which they were asked for.',
      resolve: ({ measures }) => [...measures],
    }),
  }),
});

const RunGroupConnection = builder.connectionObject(
  {
    type: RunGroupType,
    name: 'RunGroupConnection',
    fields: (t) => ({
      totalCount: t.int({ description: 'Groups on all pages.', resolve: (page) => (page as unknown as { total: number }).total }),
    }),
  },
  { name: 'RunGroupEdge' },
);

builder.prismaObjectField('Project', 'runGroups', (t) =>
  t.connection(
    {
      type: RunGroupType,
      description:
        'The runs that pass the filter, put together by what they have in common (largest groups first), in pages of at most 500.',
      select: { id: true, primaryMetric: true, primaryDirection: true },
      args: {
        by: t.arg({ type: [GroupByInputType], required: true }),
        filter: t.arg({ type: RunFilterInput }),
        measures: t.arg.stringList({ description: 'Columns that are numbers, such as metrics.loss.min or test.accuracy, at most 50.' }),
        orderBy: t.arg({ type: RunGroupOrderInput }),
      },
      resolve: async ({ id, primaryMetric, primaryDirection }, { by, filter, measures, orderBy, ...page }, context) => {
        const { groups, total, hasNextPage, hasPreviousPage } = await listGroups(
          context,
          {
            projectId: id,
            primary: { key: primaryMetric, direction: primaryDirection },
            filter: filter ? givenFilter(filter) : EVERYTHING,
            by,
            measures: measures ?? [],
            orderBy: orderBy ?? { by: 'COUNT', direction: 'DESC' },
          },
          page,
          { usual: DEFAULT_PAGE, most: MAX_PAGE },
        );
        const edges = groups.map((node) => ({ cursor: node.cursor, node }));
        return {
          total,
          edges,
          pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
        } as never;
      },
    },
    RunGroupConnection,
  ),
);

/** Loads something for all groups of a page together. Groups of one page share their query. */
export function ofPage<Item>(context: Context, what: string, load: (groups: readonly Group[]) => Promise<Item[]>): DataLoader<Group, Item> {
  return once(context, `groups ${what}`, () => {
    const batch = async (groups: readonly Group[]): Promise<Item[]> => {
      const found = new Map<Group, Item>();
      for (const page of Map.groupBy(groups, ({ query }) => query).values())
        (await load(page)).forEach((item, index) => found.set(page[index]!, item));
      return groups.map((group) => found.get(group)!);
    };
    return new DataLoader<Group, Item>(batch, { cache: false });
  });
}

function statusesOf(context: Context, group: Group) {
  return ofPage(context, 'statuses', (groups) => listStatuses(context, groups)).load(group);
}

function labelOf(names: readonly string[], key: readonly unknown[]): string {
  const text = (value: unknown): string => (value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  return names.map((name, index) => `${name} = ${text(key[index])}`).join(', ');
}
