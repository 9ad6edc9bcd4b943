// What a key may be for, in the words of the page and in those of the API.
import type { Role } from '../../generated/settings.ts';

export interface KeyUse {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly scopes: readonly string[];
}

export const keyUses: readonly KeyUse[] = [
  { id: 'work', label: 'read, bring data, launch, log', role: 'MEMBER', scopes: ['read', 'write'] },
  { id: 'read', label: 'read', role: 'VIEWER', scopes: ['read'] },
  { id: 'admin', label: 'everything an admin may', role: 'ADMIN', scopes: ['read', 'write', 'admin'] },
  { id: 'agent', label: 'take launches, as an agent on another machine', role: 'MEMBER', scopes: ['agent'] },
];

/** What a key may do, in a few words; one that was made otherwise says its scopes. */
export function wordsOfUse({ role, scopes }: { role: Role; scopes: readonly string[] }): string {
  const known = keyUses.find(
    (use) => use.role === role && use.scopes.length === scopes.length && use.scopes.every((scope) => scopes.includes(scope)),
  );
  return known?.label ?? `${scopes.join(', ')}, as ${role.toLowerCase()}`;
}

/** What to type where the key is to be used. */
export function commandWith(id: string, key: string, url: string): string {
  return id === 'agent' ? `ATELIER_URL=${url} ATELIER_KEY=${key} npm run agent` : `export ATELIER_URL=${url} ATELIER_KEY=${key}`;
}

const dayMs = 24 * 3_600_000;

/** When a key made now runs out; an empty choice never. */
export function expiryOf(days: string, now = Date.now()): string | null {
  return days ? new Date(now + Number(days) * dayMs).toISOString() : null;
}
