import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { LogPageType } from './schema.ts';
import { getLog, type LogPage } from './service.ts';

builder.subscriptionField('logGrew', (t) =>
  t.field({
    type: LogPageType,
    description:
      'What a run wrote after the cursor: first what is there, then more as it comes. Begun again with the cursor of the last answer, it loses nothing.',
    args: { run: t.arg.id({ required: true }), after: t.arg.string() },
    subscribe: (_root, { run, after }, context) => growth(context, rowId('Run', run), after),
    resolve: (page) => page as LogPage,
  }),
);

async function* growth(context: Context, runId: string, after: string | null | undefined): AsyncGenerator<LogPage> {
  let cursor = after ?? null;
  for await (const _ of context.app.live.watch([`log:${runId}`])) {
    for (;;) {
      const page = await getLog(context, runId, cursor, null);
      if (page.text === '') break;
      cursor = page.cursor;
      yield page;
    }
  }
}
