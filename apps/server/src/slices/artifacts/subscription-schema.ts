import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { follow } from '../../live/follow.ts';
import { LogPageType } from './schema.ts';
import { listLogs, type LogPage } from './service.ts';

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

function growth(context: Context, runId: string, after: string | null | undefined): AsyncGenerator<LogPage> {
  let cursor = after ?? null;
  const read = async () => {
    const pages: LogPage[] = [];
    for (let from = cursor; ; ) {
      const [page] = await listLogs(context, [runId], from, null);
      if (page === undefined || page.text === '') break;
      pages.push(page);
      from = page.cursor;
    }
    cursor = pages.at(-1)?.cursor ?? cursor;
    return pages;
  };
  return follow(context.app, [`log:${runId}`], read);
}
