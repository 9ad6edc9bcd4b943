// Who may do what to whom in a team, as the server has it, so that no page offers what would be refused.
import type { Role } from '../../generated/settings.ts';

const ranks: readonly Role[] = ['VIEWER', 'MEMBER', 'ADMIN', 'OWNER'];

const words: Record<Role, string> = {
  VIEWER: 'sees everything, changes nothing',
  MEMBER: 'brings data, launches, compares, fuses',
  ADMIN: 'also invites, makes keys, reads the audit',
  OWNER: 'also makes and removes owners',
};

/** Whether this role looks after members, invitations and keys. */
export function rules(role: Role | undefined): boolean {
  return role === 'ADMIN' || role === 'OWNER';
}

/** The roles that somebody with this one may give: none above their own. */
export function rolesToGive(own: Role): Role[] {
  return rules(own) ? ranks.slice(0, ranks.indexOf(own) + 1) : [];
}

/** What a role may do, in a few words. */
export function roleWords(role: Role): string {
  return words[role];
}

/** What one may do to a member: the roles to choose from (with theirs; none where it stays as it is), and whether they can go. */
export function powersOver(own: Role, member: { role: Role; isSelf: boolean }, owners: number): { roles: Role[]; remove: boolean } {
  // A team keeps at least one owner.
  if (member.role === 'OWNER' && owners <= 1) return { roles: [], remove: false };
  const roles = rolesToGive(own);
  const reached = roles.includes(member.role);
  return { roles: reached ? roles : [], remove: reached || member.isSelf };
}
