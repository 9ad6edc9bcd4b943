import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { App, Context } from '../context.ts';
import { AppError, HTTP_STATUS, inPlainWords } from '../errors.ts';
import { POLICY } from '../policy.ts';
import type { Principal } from '../principal.ts';
import { schema } from '../schema.ts';
import { authenticate } from './authenticate.ts';
import { serveCurves } from './curves.ts';
import { serveDashboard } from './dashboard.ts';
import { serveExports } from './exports.ts';
import { serveFiles } from './files.ts';
import { serveGraphql } from './graphql.ts';
import { serveHealth } from './health.ts';
import { ownHosts } from './origin.ts';
import { servePlayground } from './playground.ts';
import { serveSubscriptions } from './subscriptions.ts';
import { serveWorks } from './works.ts';

const HOUR_MS = 3_600_000;
/** For a comparison of 500 runs, whose ids stand in its address, which is sent along with what the page fetches. */
const ADDRESS_BYTES = 128 * 1024;
// The client went away in the middle of its body: nobody waits for an answer.
const BROKEN_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it. */
    principal: Principal;
    /** Guarded routes: the context of whoever was admitted. */
    context: Context;
  }
}

export interface Listening {
  /** Where it listens. */
  readonly url: string;
  /** Stops taking requests, ends the sockets and waits for what is being answered. */
  close(): Promise<void>;
}

/** Starts the one HTTP server: API, sockets, files and dashboard. */
export async function listen(app: App): Promise<Listening> {
  const server = fastify({
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: HOUR_MS,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: ADDRESS_BYTES },
    routerOptions: { maxParamLength: 200 },
  });
  server.server.headersTimeout = 20_000;
  // Read at each request: with port 0 the address is known only after listening.
  const hosts = () => ownHosts(app.publicUrl(), portOf(server));

  await server.register(cookie);
  server.decorateRequest('principal', null as never);
  server.decorateRequest('context', null as never);
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': request.id,
    });
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    request.principal = await authenticate(app, request.headers, { hosts: hosts(), changes });
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    app.log.info(
      {
        requestId: request.id,
        method,
        route: routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        who: request.principal?.kind,
      },
      'request',
    );
  });
  answerErrors(server, app);

  requirePolicy(server);
  serveHealth(server, app);
  serveFiles(server, app);
  serveWorks(server, app);
  serveCurves(server, app);
  serveExports(server, app);
  await servePlayground(server, app);
  await serveDashboard(server, app);
  const stopGraphql = await serveGraphql(server, app, schema);
  const stopSubscriptions = serveSubscriptions(server.server, app, schema, hosts);
  const url = await server.listen({ host: app.config.host, port: app.config.port });
  return {
    url,
    async close() {
      await stopSubscriptions();
      await server.close();
      await stopGraphql();
    },
  };
}

function answerErrors(server: FastifyInstance, app: App): void {
  server.setErrorHandler((thrown: FastifyError | AppError, request, reply) => {
    if (BROKEN_OFF.has(thrown.code) && !request.raw.complete) return void reply.code(400).send();
    const error = inPlainWords(thrown) as typeof thrown;
    if (error !== thrown) app.log.warn({ err: thrown, requestId: request.id }, 'The database was not to be had');
    const known = error instanceof AppError;
    if (known && error.detail.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(error.detail.retryAfterMs / 1000));
    const status = known ? HTTP_STATUS[error.code] : (error.statusCode ?? 500);
    if (status >= 500 && !known) app.log.error({ err: error, requestId: request.id }, 'A request failed');
    const answer = known
      ? { message: error.message, extensions: { code: error.code, ...error.detail } }
      : status < 500
        ? { message: error.message, extensions: { code: 'INVALID_INPUT' } }
        : { message: 'Something went wrong on the server.', extensions: { code: 'INTERNAL', requestId: request.id } };
    void reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ errors: [answer] }));
  });
  server.setNotFoundHandler((request) => {
    throw new AppError('NOT_FOUND', `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`);
  });
}

// A route that the policy table does not name is not served.
function requirePolicy(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url }) => {
    for (const name of [method]
      .flat()
      .filter((verb) => verb !== 'HEAD')
      .map((verb) => `${verb} ${url}`)) {
      if (!Object.hasOwn(POLICY, name)) throw new Error(`The policy table has no line for ${name}`);
    }
  });
}

function portOf(server: FastifyInstance): number {
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
