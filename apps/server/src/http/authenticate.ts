import type { IncomingHttpHeaders } from 'node:http';
import type { App } from '../context.ts';
import { AppError } from '../errors.ts';
import { ANONYMOUS, type Principal } from '../principal.ts';
import { principalOfBearer, principalOfSession } from '../slices/auth/credentials.ts';
import { requireOwnOrigin } from './origin.ts';

export const SESSION_COOKIE = 'atelier_session';

/** Who sent a request: the bearer of a token, else the person of the session cookie, else nobody. `changes`: it could change something. */
export async function authenticate(
  app: App,
  headers: IncomingHttpHeaders,
  { hosts, changes }: { hosts: ReadonlySet<string>; changes: boolean },
): Promise<Principal> {
  const { authorization } = headers;
  if (authorization !== undefined) return principalOfBearer(app, bearer(authorization));
  const session = sessionIn(headers.cookie);
  requireOwnOrigin(headers, { hosts, hasCookie: session !== undefined, changes });
  return (session !== undefined && (await principalOfSession(app, session))) || ANONYMOUS;
}

// Sockets are upgraded outside of Fastify, so its cookie parser has not seen them.
function sessionIn(cookies = ''): string | undefined {
  const start = `${SESSION_COOKIE}=`;
  const session = cookies
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start));
  return session?.slice(start.length) || undefined;
}

function bearer(authorization: string): string {
  const [scheme, token, ...rest] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0)
    throw new AppError('UNAUTHENTICATED', 'The header Authorization reads: Bearer TOKEN.');
  return token;
}
