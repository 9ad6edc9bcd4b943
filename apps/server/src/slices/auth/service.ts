import type { App, Context } from '../../context.ts';
import { become } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import type { IdentityDoor } from '../../db/identity.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { hashSecret, newSecret } from '../../secrets.ts';
import { personOf, SESSION_LIFE_MS } from './credentials.ts';
import { emailAddress, personName } from './input.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { countAttempt, forgetAttempts } from './rate-limit.ts';
import {
  findFirstUser,
  findUser,
  findUserByEmail,
  insertSession,
  insertSignInLink,
  insertUser,
  removeExpired,
  removeSession,
  useSignInLink,
} from './store.ts';

export { updateAccount } from './account.ts';
export { emailAddress };

const LINK_LIFE_MS = 24 * 3600 * 1000;

export interface NewPerson {
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly password?: string | null | undefined;
}

/** Makes the one-time link that lets the owner in: the first one makes them, later ones are theirs. Returns its secret. */
export async function createSignInLink({ database, now }: App): Promise<string> {
  const owner = await findFirstUser(database.identity);
  const { secret, hash } = newSecret('signIn');
  await insertSignInLink(database.identity, {
    tokenHash: hash,
    userId: owner?.id ?? null,
    expiresAt: new Date(now().getTime() + LINK_LIFE_MS),
  });
  return secret;
}

/** Uses a sign-in link up: makes the first owner of the installation, or lets the owner in again. */
export async function redeemSignInLink(context: Context, token: string, person: NewPerson): Promise<void> {
  const { app } = context;
  countAttempt(context.ip);
  const prepared = await preparePerson(person);
  const userId = await app.database.identity.$transaction(async (door) => {
    const link = await useSignInLink(door, hashSecret(token), app.now());
    // A link for the first owner is void once there is one.
    if (link === null || (link.userId === null && (await findFirstUser(door)) !== null)) {
      throw new AppError('UNAUTHENTICATED', 'This sign-in link has been used, has run out, or is none.', {
        hint: 'Start Atelier again: it prints a new one.',
      });
    }
    return link.userId ?? (await insertPerson(door, prepared)).id;
  });
  await openSession(context, userId);
}

/** Signs in by e-mail and password. One answer for every way of being wrong. */
export async function signIn(context: Context, email: string, password: string): Promise<void> {
  countAttempt(context.ip, email);
  const user = await findUserByEmail(context.app.database.identity, email.trim().normalize('NFC').toLowerCase());
  if (!(await isPassword(user?.passwordHash, password)) || user === null) {
    throw new AppError('UNAUTHENTICATED', 'There is no account with this e-mail address and password.');
  }
  forgetAttempts(context.ip, email);
  await openSession(context, user.id);
}

/** Ends the viewer's session, if they have one. */
export async function signOut(context: Context): Promise<boolean> {
  if (context.viewer.kind !== 'user') return false;
  await removeSession(context.app.database.identity, context.viewer.sessionId);
  context.setSession(null);
  become(context, { kind: 'anonymous' });
  return true;
}

/** Forgets sessions and sign-in links that nobody can use any more. */
export function forgetExpired({ database, now }: Pick<App, 'database' | 'now'>): Promise<number> {
  return removeExpired(database.identity, now());
}

/** Starts a session of a person in this browser, ending the one it had. */
export async function openSession(context: Context, userId: string): Promise<void> {
  const { app, viewer } = context;
  if (viewer.kind === 'user') await removeSession(app.database.identity, viewer.sessionId);
  const { secret, hash } = newSecret('session');
  const createdAt = app.now();
  const sessionId = await insertSession(app.database.identity, {
    userId,
    tokenHash: hash,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + SESSION_LIFE_MS),
  });
  context.setSession(secret);
  become(context, personOf(await findUser(app.database.identity, userId), sessionId));
}

export interface PreparedPerson {
  readonly name: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
}

/** Checks what a person says about themselves and hashes their password, outside any transaction. */
export async function preparePerson({ name, email, password }: NewPerson): Promise<PreparedPerson> {
  if (password != null && email == null) throw invalidInput('A password needs an e-mail address to go with it', 'email');
  return {
    name: personName(name),
    email: email == null ? null : emailAddress(email),
    passwordHash: password == null ? null : await hashPassword(password),
  };
}

/** Makes an account. Throws `CONFLICT` when the address has one. */
export async function insertPerson(door: IdentityDoor, person: PreparedPerson) {
  try {
    return await insertUser(door, person);
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('CONFLICT', 'There is already an account with this e-mail address.', {
        fields: ['email'],
        hint: 'Sign in to it first.',
      });
    throw error;
  }
}
