// Who belongs to a team.
import type { Role } from '../../db/generated/enums.ts';
import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import { AppError, notFound } from '../../errors.ts';
import { reaches } from '../../principal.ts';
import { requireAnOwnerLeft, requireRoleWithin, rolesAbove } from './rules.ts';
import { countOwners, findMember, lockMembers, lowerApiKeys, removeMember as remove, updateMemberRole } from './store.ts';

/** Gives a member another role. Nobody gives or takes a role above their own, one owner stays, and no key can do more than its maker. */
export function setMemberRole(context: TeamContext, userId: string, role: Role) {
  const { db, team } = context;
  requireRoleWithin(team.level, role);
  return db.$transaction(async (door) => {
    await lockMembers(door);
    const member = await findMember(door, userId);
    if (member === null) throw notFound('member');
    requireRoleWithin(team.level, member.role);
    if (role !== 'OWNER') requireAnOwnerLeft(await countOwners(door), member.role);
    await audit(door, context, { teamId: team.id, action: 'member.role', subject: userId, detail: { from: member.role, to: role } });
    for (const id of await lowerApiKeys(door, userId, rolesAbove(role), role))
      await audit(door, context, { teamId: team.id, action: 'key.role', subject: id, detail: { to: role } });
    return updateMemberRole(door, userId, role);
  });
}

/** Removes a member and revokes their keys and open invitations. Anybody may remove themselves. */
export async function removeMember(context: TeamContext, userId: string): Promise<boolean> {
  const { app, db, team, viewer } = context;
  const isSelf = viewer.kind === 'user' && viewer.userId === userId;
  if (!isSelf && (team.level === undefined || !reaches(team.level, 'admin')))
    throw new AppError('FORBIDDEN', 'This needs the right to administer in the team.');
  await db.$transaction(async (door) => {
    await lockMembers(door);
    const member = await findMember(door, userId);
    if (member === null) throw notFound('member');
    if (!isSelf) requireRoleWithin(team.level, member.role);
    requireAnOwnerLeft(await countOwners(door), member.role);
    await remove(door, userId, app.now());
    await audit(door, context, { teamId: team.id, action: 'member.remove', subject: userId });
  });
  return true;
}
