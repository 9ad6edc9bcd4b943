import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { invalidInput } from '../../errors.ts';
import { rowId } from '../../ids.ts';
import { follow } from '../../live/follow.ts';
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
export function changes({ app }: Context, topic: `board:${string}` | `queue:${string}`, id: string): AsyncGenerator<string> {
  return follow(app, [topic], async () => [id], { pollMs: BOARD_POLL_MS });
}

function runChanges({ app }: Context, ids: readonly string[]): AsyncGenerator<string> {
  let known = new Map<string, string>();
  const read = async (heard: ReadonlySet<string>) => {
    const versions = await findVersions(app.database.sql, ids);
    // One that was purged meanwhile has nothing more to tell.
    const changed = ids.filter((id) => versions.has(id) && (heard.has(`run:${id}`) || known.get(id) !== versions.get(id)));
    known = versions;
    return changed;
  };
  return follow(
    app,
    ids.map((id) => `run:${id}` as const),
    read,
  );
}
