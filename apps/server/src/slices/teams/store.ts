import type { Invitation } from '../../db/generated/client.ts';
import type { Role } from '../../db/generated/enums.ts';
import type { IdentityDoor } from '../../db/identity.ts';
import type { TeamDoor } from '../../db/scoped.ts';

type Hash = Uint8Array<ArrayBuffer>;

export function insertTeam(db: IdentityDoor, team: { slug: string; name: string }) {
  return db.team.create({ data: team });
}

export async function insertMember(db: IdentityDoor, member: { teamId: string; userId: string; role: Role }): Promise<void> {
  await db.member.create({ data: member });
}

/** Makes every other change of the team's members wait until this transaction is over, so that they are counted one after the other. */
export async function lockMembers(db: TeamDoor): Promise<void> {
  await db.team.updateMany({ where: {}, data: { id: db.teamId } });
}

export function findMember(db: TeamDoor, userId: string) {
  return db.member.findUnique({ where: { teamId_userId: { teamId: db.teamId, userId } } });
}

export function countOwners(db: TeamDoor): Promise<number> {
  return db.member.count({ where: { role: 'OWNER' } });
}

export function updateMemberRole(db: TeamDoor, userId: string, role: Role) {
  return db.member.update({ where: { teamId_userId: { teamId: db.teamId, userId } }, data: { role } });
}

/** Gives a member's keys of these roles another one. Returns their ids. */
export async function lowerApiKeys(db: TeamDoor, userId: string, from: readonly Role[], to: Role): Promise<string[]> {
  const where = { createdById: userId, revokedAt: null, role: { in: [...from] } };
  const lowered = await db.apiKey.updateManyAndReturn({ where, data: { role: to }, select: { id: true } });
  return lowered.map(({ id }) => id);
}

/** Removes a member and revokes what they could still get in with. */
export async function removeMember(db: TeamDoor, userId: string, now: Date): Promise<void> {
  await db.member.delete({ where: { teamId_userId: { teamId: db.teamId, userId } } });
  await db.apiKey.updateMany({ where: { createdById: userId, revokedAt: null }, data: { revokedAt: now } });
  await db.invitation.updateMany({ where: { createdById: userId, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } });
}

export interface NewInvitation {
  readonly role: Role;
  readonly email: string | null;
  readonly tokenHash: Hash;
  readonly createdById: string;
  readonly expiresAt: Date;
}

export function insertInvitation(db: TeamDoor, invitation: NewInvitation): Promise<Invitation> {
  return db.invitation.create({ data: { ...invitation, teamId: db.teamId } });
}

export function findInvitation(db: TeamDoor, id: string): Promise<Invitation | null> {
  return db.invitation.findUnique({ where: { id } });
}

export function revokeInvitation(db: TeamDoor, id: string, revokedAt: Date): Promise<Invitation> {
  return db.invitation.update({ where: { id }, data: { revokedAt } });
}

/** An invitation that can still be accepted, with the team and the member who made it. */
export async function findOpenInvitation(db: IdentityDoor, tokenHash: Hash, now: Date) {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    include: { team: true, createdBy: { include: { members: true } } },
  });
  if (invitation === null) return null;
  return { ...invitation, inviter: invitation.createdBy.members.find(({ teamId }) => teamId === invitation.teamId) };
}

/** Uses an invitation up. False when somebody else was faster. */
export async function acceptInvitation(db: IdentityDoor, id: string, acceptedById: string, acceptedAt: Date): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null },
    data: { acceptedAt, acceptedById },
  });
  return count === 1;
}

export interface NewApiKey {
  readonly name: string;
  readonly role: Role;
  readonly scopes: string[];
  readonly prefix: string;
  readonly secretHash: Hash;
  readonly createdById: string | null;
  readonly expiresAt: Date | null;
}

export function insertApiKey(db: TeamDoor, key: NewApiKey) {
  return db.apiKey.create({ data: { ...key, teamId: db.teamId } });
}

export function revokeApiKey(db: TeamDoor, id: string, revokedAt: Date) {
  return db.apiKey.update({ where: { id }, data: { revokedAt } });
}
