import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { type App, type Context, createContext } from '../context.ts';
import { explain } from '../errors.ts';
import { exchangeOf } from './exchange.ts';
import { guardRequest } from './query-guard.ts';

// Metrics, logs and predictions travel in variables; the query itself has a limit of its own.
const BODY_LIMIT = 32 * 2 ** 20;

/** Serves the API at POST /graphql. Resolves to what stops it. */
export async function serveGraphql(server: FastifyInstance, app: App, schema: GraphQLSchema): Promise<() => Promise<void>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, thrown) => explain(formatted, thrown).answer,
    plugins: [reportBugs],
  });
  await apollo.start();
  server.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: BODY_LIMIT,
    preHandler: async (request) => guardRequest(request.body),
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => createContext(app, request.principal, exchangeOf(app, request, reply)),
    }),
  });
  return () => apollo.stop();
}

/** A bug is logged whole, and its masked answer names the request under which the log has it. */
const reportBugs: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) {
        const { bug, away } = explain(error.toJSON(), error);
        if (away !== undefined) contextValue.log.warn({ err: away, path: error.path }, 'The database was not to be had');
        if (bug !== undefined) contextValue.log.error({ err: bug, path: error.path }, 'A resolver failed');
      }
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single') return;
      for (const { extensions } of response.body.singleResult.errors ?? []) {
        if (extensions?.code === 'INTERNAL') extensions.requestId = contextValue.requestId;
      }
    },
  }),
};
