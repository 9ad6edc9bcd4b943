// What people change about themselves once they are in.
import { become, type Context } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError } from '../../errors.ts';
import { personOf } from './credentials.ts';
import { emailAddress, personName } from './input.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { countAttempt } from './rate-limit.ts';
import { findUser, removeOtherSessions, updateUser } from './store.ts';

export interface AccountChanges {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly password?: string | null | undefined;
  readonly currentPassword?: string | null | undefined;
}

/**
 * Changes what is given. Whoever has a password proves it before they change how they sign in; a new one ends their sessions in other browsers.
 */
export async function updateAccount(context: Context, { name, email, password, currentPassword }: AccountChanges): Promise<void> {
  const { app, viewer, ip } = context;
  if (viewer.kind !== 'user') throw new AppError('FORBIDDEN', 'Only a person has an account.');
  const identity = app.database.identity;
  const user = await findUser(identity, viewer.userId);
  const address = email == null ? user.email : emailAddress(email);
  if (user.passwordHash !== null && (password != null || address !== user.email)) {
    countAttempt(ip, user.email ?? undefined);
    if (!(await isPassword(user.passwordHash, currentPassword ?? '')))
      throw new AppError('FORBIDDEN', 'The current password is another one.', { fields: ['currentPassword'] });
  }
  if (password != null && address === null)
    throw new AppError('INVALID_INPUT', 'A password needs an e-mail address to go with it', { fields: ['email'] });
  const changes = {
    ...(name != null && { name: personName(name) }),
    email: address,
    ...(password != null && { passwordHash: await hashPassword(password) }),
  };
  await identity.$transaction(async (door) => {
    try {
      await updateUser(door, user.id, changes);
    } catch (error) {
      if (isUniqueViolation(error))
        throw new AppError('CONFLICT', 'There is already an account with this e-mail address.', { fields: ['email'] });
      throw error;
    }
    if (password != null) await removeOtherSessions(door, user.id, viewer.sessionId);
  });
  become(context, personOf(await findUser(identity, user.id), viewer.sessionId));
}
