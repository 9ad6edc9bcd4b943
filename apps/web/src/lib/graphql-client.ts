// One client for the page: queries and mutations over HTTP, subscriptions over a socket that opens when first needed and heals itself.
import type { Client as Socket } from 'graphql-ws';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { watchConnection } from './connection.ts';
import { watchSession } from './session.ts';

let socket: Promise<Socket> | undefined;

/** The socket's code is fetched with the first subscription, after the page has something to show. */
function openSocket(): Promise<Socket> {
  socket ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      lazy: true,
      lazyCloseTimeout: 5_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(10_000, 300 * 2 ** retries))),
    }),
  );
  return socket;
}

export const graphqlClient: Client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  fetchOptions: { credentials: 'same-origin' },
  exchanges: [
    cacheExchange,
    watchConnection(() => graphqlClient),
    watchSession,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables, operationName }) => ({
        subscribe(sink) {
          let stop = () => {};
          let over = false;
          if (query) {
            const payload = { query, ...(variables && { variables: { ...variables } }), ...(operationName && { operationName }) };
            void openSocket().then((opened) => {
              if (!over) stop = opened.subscribe(payload, sink as never);
            });
          }
          return {
            unsubscribe() {
              over = true;
              stop();
            },
          };
        },
      }),
    }),
  ],
});
