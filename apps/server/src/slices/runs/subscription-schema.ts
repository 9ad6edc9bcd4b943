import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { invalidInput } from '../../errors.ts';
import { rowId } from '../../ids.ts';
import { findVersions } from './store.ts';

const MOST_RUNS = 200;
const BOARD_POLL_MS = 30_000;

builder.subscriptionType({
  description:
    'What can be watched, over a WebSocket at the same address. Each begins with what is there, so that connecting again loses nothing.',
});

builder.subscriptionFields((t) => ({
  runChanged: t.prismaField({
    type: 'Run',
    description: 'Each run at once, and again whenever something of it changes; at most five times a second.',
    args: { ids: t.arg.idList({ required: true }) },
    subscribe: (_root, { ids }, context) => runChanges(context, givenRuns(ids)),
    resolve: (query, id, _args, { db }) => db.run.findUniqueOrThrow({ ...query, where: { id: id as string } }),
  }),
  boardChanged: t.prismaField({
    type: 'Project',
    description: 'The project, whenever a run was added to its board or changed there: what is shown should be asked for again.',
    args: { project: t.arg.id({ required: true }) },
    subscribe: (_root, { project }, context) => changes(context, `board:${rowId('Project', project)}`, rowId('Project', project)),
    resolve: (query, id, _args, { db }) => db.project.findUniqueOrThrow({ ...query, where: { id: id as string } }),
  }),
}));

/** Rows of runs by their ids in the API, each once. */
export function givenRuns(ids: readonly string[]): string[] {
  if (ids.length > MOST_RUNS) throw invalidInput(`At most ${MOST_RUNS} runs can be watched at once, got ${ids.length}`, 'ids');
  return [...new Set(ids.map((id) => rowId('Run', id)))];
}

/** An id, at once and whenever its topic changes. */
export async function* changes(context: Context, topic: `board:${string}` | `queue:${string}`, id: string): AsyncGenerator<string> {
  for await (const _ of context.app.live.watch([topic], { pollMs: BOARD_POLL_MS })) yield id;
}

async function* runChanges({ app }: Context, ids: readonly string[]): AsyncGenerator<string> {
  let known = new Map<string, string>();
  for await (const heard of app.live.watch(ids.map((id) => `run:${id}` as const))) {
    const versions = await findVersions(app.database.sql, ids);
    for (const id of ids) if (heard.has(`run:${id}`) || known.get(id) !== versions.get(id)) yield id;
    known = versions;
  }
}
