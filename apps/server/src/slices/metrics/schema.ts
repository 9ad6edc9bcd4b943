import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { invalidInput } from '../../errors.ts';
import { encodeId, rowId } from '../../ids.ts';
import type { Curve, CurveRequest } from './curve.ts';
import { curvesOf, seriesOf } from './loaders.ts';
import { moreIsBetter, type Primary } from '../runs/service.ts';
import { appendMetrics, logMetrics, type SeriesRow } from './service.ts';

const MOST_KEYS = 200;
const MOST_PIXELS = 20_000;

const MetricSummaryType = builder.objectRef<{ series: SeriesRow; primary: Primary }>('MetricSummary').implement({
  description: 'One metric of one run in brief. Smallest, largest and best are of the finite values; null when there were none.',
  fields: (t) => ({
    key: t.string({ resolve: ({ series }) => series.key }),
    last: t.field({
      type: 'Float64',
      description: 'Value at the greatest step; of several there, the last to arrive.',
      resolve: ({ series }) => series.last,
    }),
    lastStep: t.float({ resolve: ({ series }) => series.lastStep }),
    min: t.field({ type: 'Float64', nullable: true, resolve: ({ series }) => series.min }),
    minStep: t.float({ nullable: true, resolve: ({ series }) => series.minStep }),
    max: t.field({ type: 'Float64', nullable: true, resolve: ({ series }) => series.max }),
    maxStep: t.float({ nullable: true, resolve: ({ series }) => series.maxStep }),
    best: t.field({
      type: 'Float64',
      nullable: true,
      description: 'The largest, or for a loss or an error the smallest. For the primary metric the project says which.',
      resolve: ({ series, primary }) => (moreIsBetter(series.key, primary) ? series.max : series.min),
    }),
    bestStep: t.float({
      nullable: true,
      resolve: ({ series, primary }) => (moreIsBetter(series.key, primary) ? series.maxStep : series.minStep),
    }),
    count: t.float({ description: 'Points.', resolve: ({ series }) => series.count }),
  }),
});

export const CurveType = builder.objectRef<Curve>('Curve').implement({
  description:
    'Points of one metric of one run, in order of step: all of them, or of every pixel column the first, smallest, largest and last, and the first that is not finite.',
  fields: (t) => ({
    run: t.id({ resolve: ({ runId }) => encodeId('Run', runId) }),
    key: t.exposeString('key'),
    steps: t.field({ type: 'F64s', resolve: ({ points }) => points.steps }),
    values: t.field({ type: 'F64s', resolve: ({ points }) => points.values }),
    times: t.field({ type: 'F64s', description: 'Milliseconds since 1970.', resolve: ({ points }) => points.times }),
    count: t.exposeFloat('count', { description: 'Points of the whole series.' }),
    exact: t.exposeBoolean('exact', {
      description:
        'Every column shows exactly its own points. Far out they come in groups of 64, and one that lies across the edge of two columns makes this false.',
    }),
    columns: t.exposeInt('columns', { description: 'Pixel columns; 0 when these are all the points.' }),
    cursor: t.float({ description: 'Hand it back as since to get what came after.', resolve: ({ count }) => count }),
  }),
});

builder.prismaObjectFields('Run', (t) => ({
  metricKeys: t.stringList({
    description: 'The metrics it has logged, by name.',
    select: { id: true },
    resolve: async ({ id }, _args, context) => (await seriesOf(context, id, null)).map(({ key }) => key),
  }),
  metrics: t.field({
    type: [MetricSummaryType],
    description: 'Metrics in brief: those asked for that it has, or all.',
    select: { id: true, project: { select: { primaryMetric: true, primaryDirection: true } } },
    args: { keys: t.arg.stringList() },
    resolve: async ({ id, project }, { keys }, context) => {
      const primary = { key: project.primaryMetric, direction: project.primaryDirection };
      return (await seriesOf(context, id, keys ?? null)).map((series) => ({ series, primary }));
    },
  }),
  curves: t.field({
    type: [CurveType],
    description: 'Curves of the metrics asked for that it has.',
    select: { id: true },
    args: {
      keys: t.arg.stringList({ required: true }),
      from: t.arg.float({ description: 'Smallest step; left out: the first.' }),
      to: t.arg.float({ description: 'Greatest step; left out: the last.' }),
      pixels: t.arg.int({ description: 'Width of the figure, 1 to 20,000. Left out: up to 20,000 points come whole.' }),
      since: t.arg.float({ description: 'The cursor of an earlier answer: only what came after it.' }),
    },
    resolve: ({ id }, { keys, ...request }, context, info) =>
      curvesOf(context, id, givenKeys(keys), givenRequest(request, asksFor(info, 'times'))),
  }),
}));

const MetricColumnInput = builder.inputType('MetricColumnInput', {
  description: 'Points of one metric. Steps are given, or start at `start` (0) and go by `stride` (1).',
  fields: (t) => ({
    key: t.string({ required: true }),
    steps: t.field({ type: 'F64s' }),
    start: t.float(),
    stride: t.float(),
    values: t.field({ type: 'F64s', required: true }),
    times: t.field({ type: 'F64s', description: 'Milliseconds since 1970; left out: now.' }),
  }),
});

const AppendMetricsInput = builder.inputType('AppendMetricsInput', {
  fields: (t) => ({
    run: t.id({ required: true }),
    writer: t.string({ required: true, description: 'Who sends, unique within the run.' }),
    sequence: t.int({
      required: true,
      description: 'Number of the batch, unique for the writer: the same batch sent again is stored once.',
    }),
    columns: t.field({ type: [MetricColumnInput], required: true }),
  }),
});

const MetricPointInput = builder.inputType('MetricPointInput', {
  fields: (t) => ({
    key: t.string({ required: true }),
    step: t.float({ required: true }),
    value: t.field({ type: 'Float64', required: true }),
    time: t.float({ description: 'Milliseconds since 1970; left out: now.' }),
  }),
});

builder.mutationFields((t) => ({
  appendMetrics: t.boolean({
    description:
      'Stores points, packed by column, in any order of steps. Stored for good when it answers; the same batch again is acknowledged and stored once.',
    args: { input: t.arg({ type: AppendMetricsInput, required: true }) },
    resolve: async (_root, { input: { run, ...batch } }, context) => {
      await appendMetrics(inTeam(context), { ...batch, runId: rowId('Run', run) });
      return true;
    },
  }),
  logMetrics: t.boolean({
    description: 'Stores single points: the easy way. Sent twice, they are stored twice.',
    args: { run: t.arg.id({ required: true }), points: t.arg({ type: [MetricPointInput], required: true }) },
    resolve: async (_root, { run, points }, context) => {
      await logMetrics(inTeam(context), rowId('Run', run), points);
      return true;
    },
  }),
}));

/** Checks the names of the curves that are asked for. */
export function givenKeys(keys: readonly string[]): string[] {
  if (keys.length > MOST_KEYS)
    throw invalidInput(`At most ${MOST_KEYS} curves of a run can be asked for at once, got ${keys.length}`, 'keys');
  return [...new Set(keys)];
}

function givenRequest(
  {
    from,
    to,
    pixels,
    since,
  }: {
    from?: number | null | undefined;
    to?: number | null | undefined;
    pixels?: number | null | undefined;
    since?: number | null | undefined;
  },
  withTimes: boolean,
): CurveRequest {
  if (pixels != null && (pixels < 1 || pixels > MOST_PIXELS))
    throw invalidInput(`pixels must be 1 to ${MOST_PIXELS}, got ${pixels}`, 'pixels');
  if (since != null && (!Number.isSafeInteger(since) || since < 0))
    throw invalidInput(`since requires the cursor of an earlier answer, got ${since}`, 'since');
  return { from: from ?? null, to: to ?? null, pixels: pixels ?? null, since: since ?? 0, withTimes };
}

/** Whether a field of what is asked for is among the selection, in a fragment or not. */
function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, name: string): boolean {
  const within = (selections: readonly SelectionNode[]): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name;
      const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
      return set !== undefined && within(set.selections);
    });
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && within(selectionSet.selections));
}
