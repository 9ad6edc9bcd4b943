import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { follow } from '../../live/follow.ts';
import { givenRuns } from '../runs/subscription-schema.ts';
import { givenCursor } from './curves/cursor.ts';
import { givenKeys } from './curves/input.ts';
import { CurveType } from './curves/schema.ts';
import { type Curve, listNews } from './curves/service.ts';

builder.subscriptionField('curvesGrew', (t) =>
  t.field({
    type: [CurveType],
    description:
      'Points that have arrived after the cursor, of the runs and metrics asked for: first those that are there, then new ones as they come. Begun again with the smallest cursor of the answers, it loses nothing.',
    args: { ids: t.arg.idList({ required: true }), keys: t.arg.stringList({ required: true }), since: t.arg.float() },
    subscribe: (_root, { ids, keys, since }, context) => growth(context, givenRuns(ids), givenKeys(keys), givenCursor(since)),
    resolve: (curves) => curves as Curve[],
  }),
);

function growth(context: Context, runIds: readonly string[], keys: readonly string[], start: number): AsyncGenerator<Curve[]> {
  const since = new Map<string, number>();
  const read = async () => {
    const curves = await listNews(context, runIds, keys, since, start);
    return curves.length === 0 ? [] : [curves];
  };
  return follow(
    context.app,
    runIds.map((id) => `metrics:${id}` as const),
    read,
  );
}
