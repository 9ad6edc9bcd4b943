// The trash: runs that are hidden, can be brought back, and go for good by hand or after a month.
import type { App, TeamContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { nameOf } from '../../../principal.ts';
import { collectFiles } from '../../files/service.ts';
import { OVER } from '../rules.ts';
import { findRuns, insertEvents } from '../store.ts';
import { changeRuns, givenIds } from './service.ts';
import { purgeRuns as purge, SPACIOUS, updateDeletedAt } from './store.ts';

/** Days that a run lies in the trash before it is purged by itself. */
const TRASH_DAYS = 30;
/** At most so many go in one transaction. */
const AT_ONCE = 100;
/** Who purges what nobody purged by hand. */
const THE_SERVER = 'the server';

const loosened = new WeakSet<App>();

/** Puts runs into the trash. Returns how many were not there yet. Throws `CONFLICT` for one that is not over. */
export async function deleteRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  const busy = (await findRuns(context.db, givenIds(ids))).find(({ status }) => !OVER.includes(status));
  if (busy) throw new AppError('CONFLICT', `Run #${busy.number} is ${busy.status}.`, { hint: 'Cancel or finish it first.' });
  return changeRuns(context, ids, 'run.delete', (door, given) => updateDeletedAt(door, given, context.app.now()));
}

/** Takes runs back out of the trash. */
export function restoreRuns(context: TeamContext, ids: readonly string[]): Promise<number> {
  return changeRuns(context, ids, 'run.restore', (door, given) => updateDeletedAt(door, given, null));
}

/** Deletes runs in the trash for good. Returns how many; one that a fusion still refers to stays. */
export async function purgeRuns({ app, team, viewer }: TeamContext, ids: readonly string[]): Promise<number> {
  const given = givenIds(ids);
  let count = 0;
  for (let start = 0; start < given.length; start += AT_ONCE)
    count += await untilNoneGoes(app, nameOf(viewer), { teamId: team.id, ids: given.slice(start, start + AT_ONCE), days: 0 });
  if (count > 0) loosened.add(app);
  return count;
}

/** Purges what has lain in the trash for long enough, whosever it is. */
export async function purgeTrash(app: App): Promise<number> {
  const count = await untilNoneGoes(app, THE_SERVER, { teamId: null, ids: null, days: TRASH_DAYS });
  if (count > 0) loosened.add(app);
  return count;
}

// A fusion goes before its members, and only then can they. What is written down has the number and the name, which nobody can look up any more.
async function untilNoneGoes(app: App, actor: string, which: Omit<Parameters<typeof purge>[1], 'limit'>): Promise<number> {
  const purgeSome = () =>
    app.database.sql.transaction(async (sql) => {
      const gone = await purge(sql, { ...which, limit: AT_ONCE });
      const events = gone.map(({ id, teamId, number, name }) => ({ teamId, action: 'run.purge', runId: id, detail: { number, name } }));
      await insertEvents(sql, actor, events);
      return gone.length;
    });
  let count = 0;
  for (let gone = await purgeSome(); gone > 0; gone = await purgeSome()) count += gone;
  return count;
}

/** Gives the space of what was purged back: files that nothing refers to any more, and the database's own. */
export async function giveSpaceBack(app: App): Promise<void> {
  if (!loosened.delete(app)) return;
  await collectFiles(app);
  await app.database.vacuum(SPACIOUS);
}
