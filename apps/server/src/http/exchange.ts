import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, Exchange } from '../context.ts';
import { SESSION_LIFE_MS } from '../slices/auth/credentials.ts';
import { SESSION_COOKIE } from './authenticate.ts';

/** The request as services see it: who called from where, and the session cookie on the answer. */
export function exchangeOf(app: App, request: FastifyRequest, reply: FastifyReply): Exchange {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return {
    requestId: request.id,
    ip: request.ip,
    gone: gone.signal,
    setSession(secret) {
      void reply.setCookie(SESSION_COOKIE, secret ?? '', {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: app.publicUrl().startsWith('https:'),
        maxAge: secret === null ? 0 : SESSION_LIFE_MS / 1000,
      });
    },
  };
}
