import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { admit } from '../admit.ts';
import { type App, type Context, createContext } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { POLICY } from '../policy.ts';
import { exchangeOf } from './exchange.ts';

export type RouteName = `${'GET' | 'PUT'} /${string}`;

/** Adds a route behind its line in the policy table. The handler gets the context of whoever was admitted, in the team that the address names. */
export function guardedRoute(
  server: FastifyInstance,
  app: App,
  name: RouteName,
  handler: (context: Context, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  options: RouteShorthandOptions = {},
): void {
  const [method, url] = name.split(' ') as ['GET' | 'PUT', string];
  const rule = POLICY[name];
  if (rule === undefined) throw new Error(`The policy table has no line for ${name}`);
  server.route({
    ...options,
    method,
    url,
    // Before the body: who may not send it is not listened to.
    preParsing: async (request, reply) => {
      requireStorable({ ...(request.query as object), ...(request.params as object) });
      const context = createContext(app, request.principal, exchangeOf(app, request, reply));
      request.context = await admit(rule, context, { ...(request.query as object), ...(request.params as object) });
    },
    handler: (request, reply) => handler(request.context, request, reply),
  });
}

/** For answers that a browser keeps: they are those of the person who asked, and of nobody who signs in after them. */
export const KEPT_BY_PERSON = { vary: 'Cookie, Authorization' } as const;

// An address has no half characters, but it may have NUL, which PostgreSQL knows in no text.
function requireStorable(given: object): void {
  for (const [name, value] of Object.entries(given))
    if ([value].flat().some((text) => String(text).includes('\0')))
      throw invalidInput(`${name} must not contain the character U+0000`, name);
}
