import { builder } from '../../../builder.ts';
import { encodeId } from '../../../ids.ts';
import { curvesOf } from '../loaders.ts';
import { asksFor } from './asks-for.ts';
import { cursorOf } from './cursor.ts';
import { type CurveArguments, givenKeys, givenRequest, givenRunIds } from './input.ts';
import { type Curve, listCurves } from './service.ts';

export const AxisType = builder.enumType('CurveAxis', {
  description: 'What a curve is drawn over.',
  values: {
    STEP: { description: 'The steps as they were logged.' },
    EPOCH: {
      description:
        'The epoch that the run had reached at the time of the point, by its metric `epoch`, linear in between. Where a run logs no such metric, its steps are taken for epochs.',
    },
    TIME: { description: 'Milliseconds since 1970.' },
    RELATIVE: { description: 'Milliseconds since the run has started.' },
  } as const,
});

export const CurveType = builder.objectRef<Curve>('Curve').implement({
  description:
    'Points of one metric of one run, in order of x: all of them, or of every pixel column the first, smallest, largest and last, and the first that is not finite.',
  fields: (t) => ({
    run: t.id({ resolve: ({ runId }) => encodeId('Run', runId) }),
    key: t.exposeString('key'),
    xs: t.field({ type: 'F64s', description: 'On the axis that was asked for.', resolve: ({ xs }) => xs }),
    steps: t.field({ type: 'F64s', resolve: ({ points }) => points.steps }),
    values: t.field({ type: 'F64s', resolve: ({ points }) => points.values }),
    times: t.field({ type: 'F64s', description: 'Milliseconds since 1970.', resolve: ({ points }) => points.times }),
    count: t.exposeFloat('count', { description: 'Points of the whole series.' }),
    attempt: t.exposeInt('attempt', { description: 'The attempt of the run that logged it; 0 for runs from outside.' }),
    exact: t.exposeBoolean('exact', {
      description:
        'Every column shows exactly its own points. Far out they come in groups of 64 or 256, and one that lies across the edge of two columns makes this false.',
    }),
    columns: t.exposeInt('columns', { description: 'Pixel columns; 0 when these are all the points.' }),
    isWhole: t.exposeBoolean('isWhole', {
      description:
        'Begins with the first point, also where a cursor was given that is of an earlier attempt: it takes the place of what was shown.',
    }),
    cursor: t.float({ description: 'Hand it back as since to get what came after.', resolve: cursorOf }),
  }),
});

builder.prismaObjectField('Run', 'curves', (t) =>
  t.field({
    type: [CurveType],
    description: 'Curves of the metrics asked for that it has.',
    select: { id: true },
    args: {
      keys: t.arg.stringList({ required: true }),
      x: t.arg({ type: AxisType, defaultValue: 'STEP' }),
      from: t.arg.float({ description: 'Smallest x; left out: the first.' }),
      to: t.arg.float({ description: 'Greatest x; left out: the last.' }),
      pixels: t.arg.int({ description: 'Width of the figure, 1 to 20,000. Left out: up to 20,000 points come whole.' }),
      since: t.arg.float({ description: 'The cursor of an earlier answer: only what came after it.' }),
      attempt: t.arg.int({ description: 'Of this attempt; left out: of each metric the last one that has it.' }),
    },
    resolve: ({ id }, { keys, attempt, ...request }, context, info) =>
      curvesOf(context, id, givenKeys(keys), {
        ...givenRequest(request, asksFor(info, 'times')),
        attempt: attempt ?? null,
        firstKeyOnly: false,
      }),
  }),
);

builder.queryField('curves', (t) =>
  t.field({
    type: [CurveType],
    description:
      'Curves of several runs and metrics, in the order in which they are asked for; runs without a metric have no curve of it. A column of sparklines is one request: the runs of a page, firstKeyOnly, 48 pixels.',
    args: {
      runs: t.arg.idList({ required: true, description: 'At most 500, of one team.' }),
      keys: t.arg.stringList({ required: true, description: 'At most 200; runs times keys at most 10,000.' }),
      firstKeyOnly: t.arg.boolean({ defaultValue: false, description: 'Of each run only the first of the keys that it has.' }),
      x: t.arg({ type: AxisType, defaultValue: 'STEP' }),
      from: t.arg.float(),
      to: t.arg.float(),
      pixels: t.arg.int({ description: 'Width of the figure, 1 to 20,000. Left out: up to 20,000 points come whole.' }),
      since: t.arg.float(),
    },
    resolve: (_root, { runs, keys: names, firstKeyOnly, ...request }, context, info) => {
      const keys = givenKeys(names);
      const query = {
        ...givenRequest(request as CurveArguments, asksFor(info, 'times')),
        attempt: null,
        firstKeyOnly: firstKeyOnly ?? false,
      };
      return listCurves(context, givenRunIds(runs, keys), keys, query);
    },
  }),
);
