// Who is asking: resolved once per request or socket, and all that policy knows about them.
import type { Scope } from './db/scoped.ts';
import type { Role } from './db/generated/enums.ts';

/** What one may do in a team, each level including the ones before. */
export const LEVELS = ['read', 'write', 'admin', 'owner'] as const;
export type Level = (typeof LEVELS)[number];

/** What an API key may be used for, within its role. `agent`: take launches from the queue, nothing else. */
export const KEY_SCOPES = ['read', 'write', 'admin', 'agent'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly sessionId: string;
      readonly name: string;
      /** By team. */
      readonly roles: ReadonlyMap<string, Role>;
    }
  | {
      readonly kind: 'apiKey';
      readonly keyId: string;
      readonly name: string;
      /** Null: a key of the installation, whose agent serves every team. */
      readonly teamId: string | null;
      readonly role: Role;
      readonly scopes: readonly KeyScope[];
      readonly createdById: string | null;
    }
  | {
      /** One attempt of one launch: it reads what that launch needs and writes its run, until the lease moves on. */
      readonly kind: 'attempt';
      readonly teamId: string;
      readonly runId: string;
      readonly launchId: string;
      readonly attempt: number;
      readonly fence: bigint;
    };

export const ANONYMOUS: Principal = { kind: 'anonymous' };

const LEVEL_OF_ROLE: Readonly<Record<Role, Level>> = { VIEWER: 'read', MEMBER: 'write', ADMIN: 'admin', OWNER: 'owner' };

/** What the principal may do in a team, or undefined when it is none of theirs. */
export function levelIn(principal: Principal, teamId: string): Level | undefined {
  if (principal.kind === 'user') {
    const role = principal.roles.get(teamId);
    return role && LEVEL_OF_ROLE[role];
  }
  if (principal.kind !== 'apiKey' || principal.teamId !== teamId) return undefined;
  const scoped = LEVELS.findLast((level) => principal.scopes.includes(level as KeyScope));
  return scoped && lower(scoped, LEVEL_OF_ROLE[principal.role]);
}

/** Whether a level is enough for what needs another. */
export function reaches(level: Level, needed: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}

/** The highest level that a role gives. */
export function levelOf(role: Role): Level {
  return LEVEL_OF_ROLE[role];
}

/** Whether this is an agent's key, for one team or for all. */
export function isAgent(principal: Principal): principal is Extract<Principal, { kind: 'apiKey' }> {
  return principal.kind === 'apiKey' && principal.scopes.includes('agent');
}

/** The rows that the principal's door opens on. */
export function scopeOf(principal: Principal): Scope {
  switch (principal.kind) {
    case 'anonymous':
      return { teams: [] };
    case 'user':
      return { teams: [...principal.roles.keys()], userId: principal.userId };
    case 'apiKey':
      return { teams: principal.teamId === null ? 'every' : [principal.teamId] };
    case 'attempt':
      return { teams: [principal.teamId] };
  }
}

/** How the principal is named in the audit log and as the author of a run. */
export function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'somebody';
    case 'user':
      return principal.name;
    case 'apiKey':
      return `key ${principal.name}`;
    case 'attempt':
      return `attempt ${principal.attempt}`;
  }
}

/** The person behind the principal, if there is one. */
export function personOf(principal: Principal): string | null {
  if (principal.kind === 'user') return principal.userId;
  return principal.kind === 'apiKey' ? principal.createdById : null;
}

function lower(a: Level, b: Level): Level {
  return reaches(a, b) ? b : a;
}
