import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { seriesOf } from './loaders.ts';
import { moreIsBetter, type Primary } from '../runs/service.ts';
import { appendMetrics, logMetrics, type SeriesRow } from './service.ts';

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
    attempt: t.int({
      description: 'The attempt of the run that logged it; 0 for runs from outside.',
      resolve: ({ series }) => series.attempt,
    }),
    count: t.float({ description: 'Points.', resolve: ({ series }) => series.count }),
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
    description:
      'Metrics in brief: those asked for that it has, or all. Of each the series of the last attempt that has it, or of the one asked for.',
    select: { id: true, project: { select: { primaryMetric: true, primaryDirection: true } } },
    args: { keys: t.arg.stringList(), attempt: t.arg.int() },
    resolve: async ({ id, project }, { keys, attempt }, context) => {
      const primary = { key: project.primaryMetric, direction: project.primaryDirection };
      return (await seriesOf(context, id, keys ?? null, attempt ?? null)).map((series) => ({ series, primary }));
    },
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
