// Who the bearer of a secret is.
import type { App } from '../../context.ts';
import type { Role } from '../../db/generated/enums.ts';
import { AppError } from '../../errors.ts';
import { KEY_SCOPES, type KeyScope, type Principal } from '../../principal.ts';
import { hashSecret, secretKind } from '../../secrets.ts';
import { findApiKey, findLeasedLaunch, findSession, touchApiKey, touchSession } from './store.ts';

/** A session that is used lives on; one that is not ends after this. */
export const SESSION_LIFE_MS = 30 * 24 * 3600 * 1000;
const TOUCH_EVERY_MS = 5 * 60 * 1000;

/** The person of a session cookie, or null when the session is over. */
export async function principalOfSession({ database, now }: App, secret: string): Promise<Principal | null> {
  const time = now();
  if (secretKind(secret) !== 'session') return null;
  const session = await findSession(database.identity, hashSecret(secret), time);
  if (session === null) return null;
  if (time.getTime() - session.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
    await touchSession(database.identity, session.id, time, new Date(time.getTime() + SESSION_LIFE_MS));
  }
  return personOf(session.user, session.id);
}

/** The bearer of an API key or of an attempt's token. Throws `UNAUTHENTICATED` for any other text, and for what was revoked or has run out. */
export async function principalOfBearer({ database, now }: App, secret: string): Promise<Principal> {
  const kind = secretKind(secret);
  if (kind === 'apiKey') {
    const time = now();
    const key = await findApiKey(database.sql, hashSecret(secret), time);
    if (key !== undefined) {
      if (time.getTime() - (key.lastUsedAt?.getTime() ?? 0) > TOUCH_EVERY_MS) await touchApiKey(database.identity, key.id, time);
      const scopes = KEY_SCOPES.filter((scope): scope is KeyScope => key.scopes.includes(scope));
      return { kind: 'apiKey', keyId: key.id, name: key.name, teamId: key.teamId, role: key.role, scopes, createdById: key.createdById };
    }
  }
  if (kind === 'attempt') {
    const launch = await findLeasedLaunch(database.sql, hashSecret(secret));
    if (launch !== undefined) {
      return {
        kind: 'attempt',
        launchId: launch.id,
        teamId: launch.teamId,
        runId: launch.runId,
        attempt: launch.attempt,
        fence: launch.fence,
      };
    }
  }
  throw new AppError('UNAUTHENTICATED', 'The bearer token is not one, or no longer valid.');
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly members: readonly { teamId: string; role: Role }[];
}

/** A signed-in person as a principal. */
export function personOf(user: Person, sessionId: string): Extract<Principal, { kind: 'user' }> {
  return {
    kind: 'user',
    userId: user.id,
    sessionId,
    name: user.name,
    roles: new Map(user.members.map(({ teamId, role }) => [teamId, role])),
  };
}
