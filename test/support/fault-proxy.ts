/**
 * A TCP proxy that does to a connection what networks do: cut it before a request has arrived, or after it has been answered but
 * before the answer is through. The second is the fault that makes duplicates: the server has committed, and the client cannot know.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Fault = 'none' | 'drop request' | 'drop reply';

export interface FaultProxy {
  /** Address to use instead of the server's. */
  readonly url: string;
  /** Faults done so far, by kind. */
  readonly done: Readonly<Record<Exclude<Fault, 'none'>, number>>;
  close(): Promise<void>;
}

/** Stands before the server at `url`; `next` says what happens to each new connection. */
export async function openFaultProxy(url: string, next: () => Fault): Promise<FaultProxy> {
  const { hostname, port } = new URL(url);
  const done = { 'drop request': 0, 'drop reply': 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const fault = next();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    if (fault === 'drop request') {
      client.once('data', () => {
        done[fault] += 1;
        client.resetAndDestroy();
      });
      return;
    }
    client.pipe(upstream);
    if (fault === 'none') return void upstream.pipe(client);
    // The first bytes of the answer prove that the server is through with the request: they are thrown away with the connection.
    upstream.once('data', () => {
      done[fault] += 1;
      client.resetAndDestroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
