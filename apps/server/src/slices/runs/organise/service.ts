// Runs by the handful: put aside, tagged, moved to another project of their team. What is done is written down for each that changed.
import type { TeamContext } from '../../../context.ts';
import type { TeamDoor } from '../../../db/scoped.ts';
import { AppError, invalidInput } from '../../../errors.ts';
import { nameOf } from '../../../principal.ts';
import { getProject } from '../../projects/service.ts';
import { auditEach } from '../../../audit.ts';
import { givenTags, MOST_TAGS } from '../input.ts';
import { tagsChanged } from '../said.ts';
import { insertEvents } from '../store.ts';
import { findTie, moveRuns as move, type PlacedRun, updateArchivedAt, updateTags } from './store.ts';

const MOST_RUNS = 500;

/** Ids of runs to change, each once. */
export function givenIds(ids: readonly string[]): string[] {
  if (ids.length > MOST_RUNS) throw invalidInput(`At most ${MOST_RUNS} runs are changed at once, got ${ids.length}`, 'ids');
  return [...new Set(ids)];
}

/** Changes runs in one transaction with what is written down of it. `change` returns those that it changed. */
export async function changeRuns(
  context: TeamContext,
  ids: readonly string[],
  action: string,
  change: (door: TeamDoor, ids: readonly string[]) => Promise<PlacedRun[]>,
): Promise<number> {
  const { db, team } = context;
  const changed = await db.$transaction(async (door) => {
    const runs = await change(door, givenIds(ids));
    await auditEach(door, context, { teamId: team.id, action, subjects: runs.map(({ id }) => id) });
    return runs;
  });
  tell(context, changed);
  return changed.length;
}

/** Puts runs aside: the board leaves them out, nothing of them is lost. Returns how many were not aside yet. */
export function archiveRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  return changeRuns(context, ids, 'run.archive', (door, given) => updateArchivedAt(door, given, context.app.now()));
}

/** Takes runs back among the others. */
export function unarchiveRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  return changeRuns(context, ids, 'run.unarchive', (door, given) => updateArchivedAt(door, given, null));
}

/** Adds tags to runs and takes others away. Returns how many changed. */
export async function tagRuns(
  context: TeamContext,
  ids: readonly string[],
  tags: { add?: readonly string[] | null | undefined; remove?: readonly string[] | null | undefined },
): Promise<number> {
  const { app, team, viewer } = context;
  const [add, remove] = [givenTags(tags.add, 'add') ?? [], givenTags(tags.remove, 'remove') ?? []];
  const both = add.find((tag) => remove.includes(tag));
  if (both !== undefined) throw invalidInput(`The tag ${JSON.stringify(both)} is both to add and to remove`, 'add', 'remove');
  const changed = await app.database.sql.transaction(async (sql) => {
    const runs = await updateTags(sql, { teamId: team.id, ids: givenIds(ids), add, remove });
    const full = runs.find(({ tags: all }) => all.length > MOST_TAGS);
    if (full) throw invalidInput(`Run #${full.number} would have ${full.tags.length} tags: ${MOST_TAGS} is the most`, 'add');
    const events = runs.map((run) => ({ teamId: team.id, action: 'run.tags', runId: run.id, detail: tagsChanged(run.before, run.tags) }));
    await insertEvents(sql, nameOf(viewer), events);
    return runs;
  });
  tell(context, changed);
  return changed.length;
}

/**
 * Moves runs to another project of their team, where they get its next numbers. A fusion goes with its members, and a run with those made
 * from it: throws `CONFLICT` when one of them would be left behind.
 */
export async function moveRuns(context: TeamContext, ids: readonly string[], projectId: string): Promise<number> {
  const { app, team, viewer } = context;
  const given = givenIds(ids);
  await getProject(context, projectId);
  const moved = await app.database.sql.transaction(async (sql) => {
    const tie = await findTie(sql, team.id, given, projectId);
    if (tie)
      throw new AppError('CONFLICT', `Run #${tie.number} belongs together with #${tie.other}.`, {
        hint: 'Move both.',
        fields: ['ids'],
      });
    const runs = await move(sql, { teamId: team.id, ids: given, projectId });
    const events = runs.map((run) => ({
      teamId: team.id,
      action: 'run.move',
      runId: run.id,
      detail: { from: run.projectId, to: projectId, number: run.number },
    }));
    await insertEvents(sql, nameOf(viewer), events);
    return runs;
  });
  tell(context, [...moved, ...(moved.length > 0 ? [{ id: moved[0]!.id, projectId }] : [])]);
  return moved.length;
}

function tell({ app }: TeamContext, runs: readonly PlacedRun[]): void {
  const projects = new Set(runs.map(({ projectId }) => projectId));
  app.live.changed(...[...projects].map((id) => `board:${id}` as const), ...runs.map(({ id }) => `run:${id}` as const));
}
