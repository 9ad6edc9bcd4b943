// One client for the page: queries and mutations over HTTP, subscriptions over a socket that opens when first needed and heals itself.
import { createClient as createSocket } from 'graphql-ws';
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from 'urql';

const inBrowser = typeof window !== 'undefined';

const socket = inBrowser
  ? createSocket({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      lazy: true,
      lazyCloseTimeout: 5_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(10_000, 300 * 2 ** retries))),
    })
  : undefined;

export const graphqlClient = new Client({
  url: '/graphql',
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  fetchOptions: { credentials: 'same-origin' },
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables, operationName }) => ({
        subscribe(sink) {
          if (!socket || !query) return { unsubscribe() {} };
          const unsubscribe = socket.subscribe(
            { query, ...(variables && { variables: { ...variables } }), ...(operationName && { operationName }) },
            sink as never,
          );
          return { unsubscribe };
        },
      }),
    }),
  ],
});
