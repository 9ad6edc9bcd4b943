import { builder } from '../../../builder.ts';
import { invalidInput } from '../../../errors.ts';
import { listMembers } from '../../runs/service.ts';
import { ofPage, RunGroupType } from '../../runs/board-schema.ts';
import { givenKeys, givenRequest, givenRunIds } from './input.ts';
import { AxisType } from './schema.ts';
import { type GroupBand, listBands } from './service.ts';

/** So many runs of a group are drawn, its newest, and so many of all groups together. */
const MOST_MEMBERS = 200;
const MOST_RUNS = 5_000;
const MOST_CURVES = 10_000;
const MOST_GROUPS = 100;

const BandType = builder.objectRef<GroupBand>('CurveBand').implement({
  description:
    'One metric over a group of runs: mean, 95 % interval of the mean, smallest and largest, by column. Where all the points fit, columns are the points’ own xs; else mean and interval are of the values at the right edge of each column, smallest and largest of all points in it. A run counts from its first x to its last.',
  fields: (t) => ({
    group: t.exposeInt('group', { description: 'Place of the group in what was asked.' }),
    key: t.exposeString('key'),
    runs: t.exposeInt('runs', { description: 'Runs that have the metric.' }),
    xs: t.field({ type: 'F64s', description: 'Right edges of the columns, or the points’ own.', resolve: ({ xs }) => xs }),
    mean: t.field({ type: 'F64s', resolve: ({ mean }) => mean }),
    low: t.field({
      type: 'F64s',
      description: 'Lower end of the interval by Student’s t; NaN where fewer than two runs count.',
      resolve: ({ low }) => low,
    }),
    high: t.field({ type: 'F64s', resolve: ({ high }) => high }),
    min: t.field({ type: 'F64s', resolve: ({ min }) => min }),
    max: t.field({ type: 'F64s', resolve: ({ max }) => max }),
    counts: t.field({ type: 'I32s', description: 'Runs that count.', resolve: ({ counts }) => counts }),
  }),
});

const CurveGroupInput = builder.inputType('CurveGroupInput', {
  fields: (t) => ({ runs: t.idList({ required: true }) }),
});

builder.queryField('curveBands', (t) =>
  t.field({
    type: [BandType],
    description: 'Metrics over groups of runs: the mean of each group with its interval and extremes.',
    args: {
      groups: t.arg({ type: [CurveGroupInput], required: true, description: 'At most 100, with 500 runs together, of one team.' }),
      keys: t.arg.stringList({ required: true }),
      x: t.arg({ type: AxisType, defaultValue: 'STEP' }),
      from: t.arg.float(),
      to: t.arg.float(),
      pixels: t.arg.int({ description: 'Columns; left out: 500.' }),
    },
    resolve: (_root, { groups, keys: names, ...request }, context) => {
      const keys = givenKeys(names);
      if (groups.length > MOST_GROUPS)
        throw invalidInput(`At most ${MOST_GROUPS} groups can be asked for at once, got ${groups.length}`, 'groups');
      givenRunIds(
        groups.flatMap(({ runs }) => runs),
        keys,
        'groups',
      );
      return listBands(
        context,
        groups.map(({ runs }) => givenRunIds(runs, keys)),
        keys,
        givenRequest(request, false),
      );
    },
  }),
);

builder.objectField(RunGroupType, 'bands', (t) =>
  t.field({
    type: [BandType],
    description: `Metrics over the runs of the group, of at most its newest ${MOST_MEMBERS} runs, and ${MOST_RUNS} of all groups of the page, which are read together; fewer where that were more than ${MOST_CURVES} curves.`,
    args: {
      keys: t.arg.stringList({ required: true }),
      x: t.arg({ type: AxisType, defaultValue: 'STEP' }),
      from: t.arg.float(),
      to: t.arg.float(),
      pixels: t.arg.int({ description: 'Columns; left out: 500.' }),
    },
    resolve: (group, { keys: names, ...request }, context) => {
      const keys = givenKeys(names);
      const query = givenRequest(request, false);
      const load = async (groups: Parameters<typeof listMembers>[1]) => {
        const limit = Math.min(MOST_MEMBERS, Math.ceil(Math.min(MOST_RUNS, MOST_CURVES / keys.length) / groups.length));
        const bands = await listBands(context, await listMembers(context, groups, limit), keys, query);
        return groups.map((_, place) => bands.filter((band) => band.group === place));
      };
      return ofPage(context, `bands ${JSON.stringify([keys, query])}`, load).load(group);
    },
  }),
);
