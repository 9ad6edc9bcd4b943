import type { User } from '../../db/generated/client.ts';
import type { Role } from '../../db/generated/enums.ts';
import type { IdentityDoor } from '../../db/identity.ts';
import type { Sql } from '../../db/sql.ts';

type Hash = Uint8Array<ArrayBuffer>;

/** A session that has not run out, with its person and their roles. */
export function findSession(db: IdentityDoor, tokenHash: Hash, now: Date) {
  return db.session.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    include: { user: { include: { members: { select: { teamId: true, role: true } } } } },
  });
}

export async function insertSession(
  db: IdentityDoor,
  session: { userId: string; tokenHash: Hash; createdAt: Date; expiresAt: Date },
): Promise<string> {
  return (await db.session.create({ data: { ...session, lastUsedAt: session.createdAt }, select: { id: true } })).id;
}

export async function touchSession(db: IdentityDoor, id: string, lastUsedAt: Date, expiresAt: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastUsedAt, expiresAt } });
}

export async function removeSession(db: IdentityDoor, id: string): Promise<void> {
  await db.session.deleteMany({ where: { id } });
}

/** Removes sessions and sign-in links that ran out before a time. Returns how many. */
export async function removeExpired(db: IdentityDoor, before: Date): Promise<number> {
  const where = { expiresAt: { lt: before } };
  const [sessions, links] = [await db.session.deleteMany({ where }), await db.signInLink.deleteMany({ where })];
  return sessions.count + links.count;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly teamId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly createdById: string | null;
  readonly lastUsedAt: Date | null;
}

/** A key that is neither revoked nor expired. By hand and prepared: every request of a program begins with it. */
export function findApiKey(sql: Sql, secretHash: Hash, now: Date): Promise<ApiKeyRow | undefined> {
  return sql.row<ApiKeyRow>(
    {
      name: 'find api key',
      text: `SELECT id, "teamId", name, role, scopes, "createdById", "lastUsedAt" FROM "ApiKey" WHERE "secretHash" = $1 AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > $2)`,
    },
    [secretHash, now],
  );
}

export async function touchApiKey(db: IdentityDoor, id: string, lastUsedAt: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { id }, data: { lastUsedAt } });
}

/** The launch whose lease this token belongs to; undefined as soon as the lease has moved on. */
export async function findLeasedLaunch(sql: Sql, attemptTokenHash: Hash): Promise<LeasedLaunch | undefined> {
  const row = await sql.row<Omit<LeasedLaunch, 'fence'> & { fence: string }>(
    {
      name: 'find leased launch',
      text: `SELECT id, "teamId", "runId", attempt, fence FROM "Launch" WHERE "attemptTokenHash" = $1 AND status = 'LEASED'`,
    },
    [attemptTokenHash],
  );
  return row && { ...row, fence: BigInt(row.fence) };
}

export interface LeasedLaunch {
  readonly id: string;
  readonly teamId: string;
  readonly runId: string;
  readonly attempt: number;
  readonly fence: bigint;
}

export function findUserByEmail(db: IdentityDoor, email: string): Promise<User | null> {
  return db.user.findUnique({ where: { email } });
}

export function findFirstUser(db: IdentityDoor): Promise<User | null> {
  return db.user.findFirst({ orderBy: { id: 'asc' } });
}

export function insertUser(db: IdentityDoor, user: { name: string; email: string | null; passwordHash: string | null }): Promise<User> {
  return db.user.create({ data: user });
}

export async function updateUser(
  db: IdentityDoor,
  id: string,
  changes: { name?: string; email: string | null; passwordHash?: string },
): Promise<void> {
  await db.user.update({ where: { id }, data: changes, select: { id: true } });
}

export async function removeOtherSessions(db: IdentityDoor, userId: string, sessionId: string): Promise<void> {
  await db.session.deleteMany({ where: { userId, id: { not: sessionId } } });
}

export async function insertSignInLink(db: IdentityDoor, link: { tokenHash: Hash; userId: string | null; expiresAt: Date }): Promise<void> {
  await db.signInLink.create({ data: link });
}

/** Uses a link up, if it can still be used, and says whose it is. One statement, so that of two requests one gets null. */
export async function useSignInLink(db: IdentityDoor, tokenHash: Hash, now: Date): Promise<{ userId: string | null } | null> {
  const [link] = await db.signInLink.updateManyAndReturn({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { userId: true },
  });
  return link ?? null;
}

export function findUser(db: IdentityDoor, id: string) {
  return db.user.findUniqueOrThrow({ where: { id }, include: { members: { select: { teamId: true, role: true } } } });
}

export async function insertInstallationKey(db: IdentityDoor, key: { name: string; prefix: string; secretHash: Hash }): Promise<void> {
  await db.apiKey.create({ data: { ...key, teamId: null, role: 'VIEWER', scopes: ['agent'] } });
}
