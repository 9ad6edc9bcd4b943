// Subscriptions, as any client makes them.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ApiClient } from './api-client.ts';

export interface Opened {
  /** The first answer of a subscription. */
  first(
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<{ data?: unknown; errors?: readonly { message: string; extensions?: { code?: string } }[] }>;
  /** All answers of a subscription, until it or the socket ends. */
  follow(query: string, variables?: Record<string, unknown>): AsyncIterable<{ data?: unknown }>;
  /** Settles with the code when the server ends the socket. */
  readonly closed: Promise<number>;
  close(): void;
}

/** Opens a socket as a caller: a cookie goes in the upgrade, a bearer token in the first message. */
export function openSocket({ url, headers }: Pick<ApiClient, 'url' | 'headers'>): Opened {
  const { authorization, ...upgrade } = headers;
  const { promise: closed, resolve: close } = Promise.withResolvers<number>();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: upgrade });
    }
  }
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    lazy: true,
    lazyCloseTimeout: 10_000,
    ...(authorization === undefined ? {} : { connectionParams: { authorization } }),
    on: { closed: (event) => close((event as { code: number }).code) },
  });
  return {
    closed,
    close: () => void client.dispose(),
    follow: (query, variables = {}) => client.iterate({ query, variables }),
    first: (query, variables = {}) =>
      new Promise((resolve, reject) => {
        const stop = client.subscribe(
          { query, variables },
          {
            next: (result) => {
              resolve(result as never);
              stop();
            },
            error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
            complete: () => resolve({}),
          },
        );
      }),
  };
}
