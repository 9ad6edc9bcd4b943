// What happened in a team, written in the transaction that it tells of: without the change there is no row, without the row no change.
import type { Context } from './context.ts';
import type { IdentityDoor } from './db/identity.ts';
import type { TeamDoor } from './db/scoped.ts';
import { nameOf } from './principal.ts';

export interface Event {
  readonly teamId: string;
  /** A verb with its noun, such as `member.invite`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes the same event down for each of several subjects, in one statement. */
export async function auditEach(
  door: TeamDoor,
  { viewer }: Pick<Context, 'viewer'>,
  { teamId, action, subjects }: Pick<Event, 'teamId' | 'action'> & { readonly subjects: readonly string[] },
): Promise<void> {
  if (subjects.length === 0) return;
  const actor = nameOf(viewer);
  await door.auditEvent.createMany({ data: subjects.map((subject) => ({ teamId, actor, action, subject })) });
}

/** Writes an event down as done by the viewer. `door` is the transaction of the change. */
export async function audit(
  door: TeamDoor | IdentityDoor,
  { viewer }: Pick<Context, 'viewer'>,
  { teamId, action, subject, detail = {} }: Event,
): Promise<void> {
  await door.auditEvent.create({ data: { teamId, actor: nameOf(viewer), action, subject, detail: { ...detail } } });
}
