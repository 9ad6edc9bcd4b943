// The way into a team: a link that works once.
import type { Role } from '../../db/generated/enums.ts';
import { audit } from '../../audit.ts';
import { become, type Context, type TeamContext } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, invalidInput, notFound } from '../../errors.ts';
import { levelOf, reaches } from '../../principal.ts';
import { hashSecret, newSecret } from '../../secrets.ts';
import { emailAddress, insertPerson, openSession, preparePerson } from '../auth/service.ts';
import { requireRoleWithin } from './rules.ts';
import {
  acceptInvitation as accept,
  findInvitation,
  findOpenInvitation,
  insertInvitation,
  insertMember,
  revokeInvitation as revoke,
} from './store.ts';

const INVITATION_LIFE_MS = 7 * 24 * 3600 * 1000;

/** Makes an invitation. Its link is shown once, and lets in one person, with this e-mail address if one is given. */
export async function inviteMember(context: TeamContext, { role, email }: { role: Role; email?: string | null | undefined }) {
  const { app, db, team, viewer } = context;
  if (viewer.kind !== 'user') throw new AppError('FORBIDDEN', 'Only a person who is signed in may invite.');
  requireRoleWithin(team.level, role);
  const { secret, hash } = newSecret('invitation');
  const invitation = await db.$transaction(async (door) => {
    const made = await insertInvitation(door, {
      role,
      email: email == null ? null : emailAddress(email),
      tokenHash: hash,
      createdById: viewer.userId,
      expiresAt: new Date(app.now().getTime() + INVITATION_LIFE_MS),
    });
    await audit(door, context, { teamId: team.id, action: 'invitation.create', subject: made.id, detail: { role } });
    return made;
  });
  return { invitation, url: `${app.publicUrl()}/invitation?token=${secret}` };
}

/** Makes an open invitation void. An accepted one is `CONFLICT`. */
export function revokeInvitation(context: TeamContext, id: string) {
  const { app, db, team } = context;
  return db.$transaction(async (door) => {
    const invitation = await findInvitation(door, id);
    if (invitation === null) throw notFound('Invitation');
    if (invitation.acceptedAt !== null)
      throw new AppError('CONFLICT', 'This invitation has been accepted.', { hint: 'Remove the member instead.' });
    await audit(door, context, { teamId: team.id, action: 'invitation.revoke', subject: id });
    return revoke(door, id, app.now());
  });
}

/** What an invitation is to, for whoever holds its link; null when it can no longer be accepted. */
export async function previewInvitation({ app }: Context, token: string) {
  const invitation = await findOpenInvitation(app.database.identity, hashSecret(token), app.now());
  if (invitation === null) return null;
  return { team: invitation.team.name, role: invitation.role, invitedBy: invitation.createdBy.name, expiresAt: invitation.expiresAt };
}

export interface Acceptance {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly password?: string | null | undefined;
}

/** Joins a team by invitation: as who is signed in, else as a new person, who is signed in by it. Returns the team's id. */
export async function acceptInvitation(context: Context, token: string, { name, email, password }: Acceptance): Promise<string> {
  const { app, viewer } = context;
  if (viewer.kind !== 'user' && viewer.kind !== 'anonymous') throw new AppError('FORBIDDEN', 'Only a person can accept an invitation.');
  const identity = app.database.identity;
  const invitation = await findOpenInvitation(identity, hashSecret(token), app.now());
  const inviter = invitation?.inviter;
  // Who can no longer give the role can no longer have given it.
  if (!invitation || !inviter || !reaches(levelOf(inviter.role), 'admin') || !reaches(levelOf(inviter.role), levelOf(invitation.role)))
    throw gone();
  const newcomer =
    viewer.kind === 'user' ? undefined : await preparePerson({ name: requireName(name), email: email ?? invitation.email, password });
  const userId = await identity.$transaction(async (door) => {
    const person = viewer.kind === 'user' ? await door.user.findUniqueOrThrow({ where: { id: viewer.userId } }) : undefined;
    const address = person ? person.email : newcomer?.email;
    if (invitation.email !== null && address !== invitation.email)
      throw new AppError('FORBIDDEN', 'This invitation is for another e-mail address.');
    const id = person?.id ?? (newcomer && (await insertPerson(door, newcomer)).id);
    if (id === undefined || !(await accept(door, invitation.id, id, app.now()))) throw gone();
    try {
      await insertMember(door, { teamId: invitation.teamId, userId: id, role: invitation.role });
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('CONFLICT', 'You are a member of this team already.');
      throw error;
    }
    await audit(door, context, { teamId: invitation.teamId, action: 'invitation.accept', subject: invitation.id, detail: { user: id } });
    return id;
  });
  if (viewer.kind === 'user') become(context, { ...viewer, roles: new Map([...viewer.roles, [invitation.teamId, invitation.role]]) });
  else await openSession(context, userId);
  return invitation.teamId;
}

function requireName(name: string | null | undefined): string {
  if (name == null) throw invalidInput('A new person says their name', 'name');
  return name;
}

function gone(): AppError {
  return new AppError('NOT_FOUND', 'This invitation has been used, was revoked, has run out, or is none.', { hint: 'Ask for a new one.' });
}
