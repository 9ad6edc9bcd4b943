import { audit } from '../../audit.ts';
import { become, type Context } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError } from '../../errors.ts';
import { givenName, givenSlug, slugOf, slugsLike } from '../../naming.ts';
import { insertMember, insertTeam } from './store.ts';

export { createApiKey, revokeApiKey } from './keys.ts';
export { acceptInvitation, inviteMember, previewInvitation, revokeInvitation } from './invitations.ts';
export { removeMember, setMemberRole } from './members.ts';

/** Makes a team with the viewer as its owner. A slug that is asked for and taken is `CONFLICT`; one made from the name is numbered. */
export async function createTeam(context: Context, { name, slug }: { name: string; slug?: string | null | undefined }) {
  const { app, viewer } = context;
  if (viewer.kind !== 'user') throw new AppError('FORBIDDEN', 'Only a person who is signed in may make a team.');
  const candidates = slug == null ? slugsLike(slugOf(name, 'team')) : [givenSlug(slug)];
  for (const candidate of candidates) {
    const team = await insertWithOwner(candidate);
    if (team === undefined) continue;
    become(context, { ...viewer, roles: new Map([...viewer.roles, [team.id, 'OWNER']]) });
    return team;
  }
  throw new AppError('CONFLICT', `The slug ${slug ?? slugOf(name, 'team')} is taken.`, { fields: ['slug'], hint: 'Choose another slug.' });

  async function insertWithOwner(candidate: string) {
    if (viewer.kind !== 'user') return undefined;
    try {
      return await app.database.identity.$transaction(async (door) => {
        const team = await insertTeam(door, { name: givenName(name), slug: candidate });
        await insertMember(door, { teamId: team.id, userId: viewer.userId, role: 'OWNER' });
        await audit(door, context, { teamId: team.id, action: 'team.create', subject: team.id });
        return team;
      });
    } catch (error) {
      if (isUniqueViolation(error)) return undefined;
      throw error;
    }
  }
}
