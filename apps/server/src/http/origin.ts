// Requests that carry a cookie are sent by browsers, and a browser sends it along for any page that asks: only our own pages may.
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../errors.ts';

/** The hosts under which this server is itself. */
export function ownHosts(publicUrl: string, port: number): ReadonlySet<string> {
  return new Set([new URL(publicUrl).host, `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]);
}

/**
 * Throws `FORBIDDEN` when another site could be behind the request: with a cookie, `Host` must be ours and what changes anything must say
 * by `Origin` (or `Sec-Fetch-Site`) that it comes from our own page. A foreign `Origin` is refused even without a cookie, so that nobody is signed in by somebody else.
 */
export function requireOwnOrigin(
  headers: IncomingHttpHeaders,
  { hosts, hasCookie, changes }: { hosts: ReadonlySet<string>; hasCookie: boolean; changes: boolean },
): void {
  const { host, origin } = headers;
  if (hasCookie && !hosts.has(host ?? ''))
    throw new AppError('FORBIDDEN', `This server is not ${String(host).slice(0, 100)}.`, {
      hint: 'Open it at its own address, or set PUBLIC_URL.',
    });
  if (!changes) return;
  if (origin !== undefined) {
    if (!URL.canParse(origin) || !hosts.has(new URL(origin).host))
      throw new AppError('FORBIDDEN', 'The request comes from a page of another site.');
  } else if (hasCookie && headers['sec-fetch-site'] !== 'same-origin') {
    throw new AppError('FORBIDDEN', 'A request with a cookie says where it comes from, by the header Origin.', {
      hint: 'Programs use an API key instead of a cookie.',
    });
  }
}
