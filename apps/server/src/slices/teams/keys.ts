// API keys of a team: for programs, and for agents.
import type { Role } from '../../db/generated/enums.ts';
import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import { invalidInput } from '../../errors.ts';
import { KEY_SCOPES, personOf } from '../../principal.ts';
import { newSecret } from '../../secrets.ts';
import { givenName } from '../../naming.ts';
import { requireRoleWithin } from './rules.ts';
import { insertApiKey, revokeApiKey as revoke } from './store.ts';

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  readonly scopes?: readonly string[] | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** Makes a key that can do no more than its maker. The secret is in the answer and nowhere else. */
export async function createApiKey(context: TeamContext, { name, role, scopes, expiresAt }: NewKey) {
  const { app, db, team, viewer } = context;
  requireRoleWithin(team.level, role);
  const wanted = [...new Set(scopes ?? (role === 'VIEWER' ? ['read'] : ['read', 'write']))];
  const unknown = wanted.filter((scope) => !(KEY_SCOPES as readonly string[]).includes(scope));
  if (unknown.length > 0 || wanted.length === 0)
    throw invalidInput(`scopes requires some of ${KEY_SCOPES.join(', ')}, got ${JSON.stringify(scopes)}`, 'scopes');
  if (expiresAt != null && expiresAt <= app.now()) throw invalidInput('expiresAt requires a time to come', 'expiresAt');
  const { secret, hash, prefix } = newSecret('apiKey');
  const key = await db.$transaction(async (door) => {
    const made = await insertApiKey(door, {
      name: givenName(name),
      role,
      scopes: wanted,
      prefix,
      secretHash: hash,
      createdById: personOf(viewer),
      expiresAt: expiresAt ?? null,
    });
    await audit(door, context, {
      teamId: team.id,
      action: 'key.create',
      subject: made.id,
      detail: { name: made.name, role, scopes: wanted.join(' ') },
    });
    return made;
  });
  return { key, secret };
}

/** Makes a key void from the next request on. */
export function revokeApiKey(context: TeamContext, id: string) {
  const { app, db, team } = context;
  return db.$transaction(async (door) => {
    await audit(door, context, { teamId: team.id, action: 'key.revoke', subject: id });
    return revoke(door, id, app.now());
  });
}
