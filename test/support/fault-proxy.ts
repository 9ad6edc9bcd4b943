/**
 * A TCP proxy that does to connections what networks do: it cuts them before a request has arrived, in its middle, or after it was answered
 * but before the answer is through (the fault that makes duplicates: the server has committed, and the client cannot know); it makes them
 * slow; it lets them lead nowhere without a word. Stands before any server, PostgreSQL included.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export type Fault =
  | 'none'
  /** Reset as soon as the first bytes have come. */
  | 'drop request'
  /** Reset as soon as the first bytes of the answer have come: those never get through. */
  | 'drop reply'
  /** Half of the first bytes arrive, then the end. */
  | 'cut request'
  /** The request arrives byte by byte. */
  | 'drip'
  /** 20 kB/s towards the server. */
  | 'slow'
  /** Everything towards the server is two seconds late. */
  | 'late';

const SLOW_BYTES_PER_S = 20_000;
const LATE_MS = 2_000;
const DRIPS = 400;

export interface FaultProxy {
  /** Address to use instead of the server's. */
  readonly url: string;
  /** Faults done so far, by kind. */
  readonly done: Readonly<Record<Exclude<Fault, 'none'>, number>>;
  /** From now on nothing gets through on any connection, old or new, and nobody is told: half-open. Or again everything does. */
  swallow(on: boolean): void;
  /** From now on connections are refused, and those that are open are cut. Or again they are taken. */
  refuse(on: boolean): void;
  close(): Promise<void>;
}

/** Stands before the server at `url`; `next` says what happens to each new connection. */
export async function openFaultProxy(url: string, next: () => Fault = () => 'none'): Promise<FaultProxy> {
  const { hostname, port, host } = new URL(url);
  const done = { 'drop request': 0, 'drop reply': 0, 'cut request': 0, drip: 0, slow: 0, late: 0 };
  const sockets = new Set<Socket>();
  let swallows = false;
  let refuses = false;

  const server = createServer((client) => {
    keep(client);
    if (refuses) return void client.resetAndDestroy();
    const fault = next();
    const upstream = connect(Number(port), hostname);
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
    let first = true;
    // One piece after the other, whatever each of them is made to wait.
    let sending = Promise.resolve();
    client.on('data', (bytes) => {
      if (swallows) return;
      const wasFirst = first;
      first = false;
      if (wasFirst && fault !== 'none' && fault !== 'drop reply') done[fault] += 1;
      if (fault === 'drop request') return void client.resetAndDestroy();
      if (fault === 'cut request' && wasFirst) {
        upstream.end(bytes.subarray(0, bytes.length >> 1));
        return void client.destroySoon();
      }
      sending = sending.then(() => pass(bytes, fault, upstream));
    });
    upstream.on('data', (bytes) => {
      if (swallows) return;
      if (fault !== 'drop reply') return void client.write(bytes);
      // The first bytes of the answer prove that the server is through with the request.
      done[fault] += 1;
      client.resetAndDestroy();
    });
  });

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: url.replace(host, `127.0.0.1:${(server.address() as AddressInfo).port}`),
    done,
    swallow(on) {
      swallows = on;
    },
    refuse(on) {
      refuses = on;
      if (on) for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pass(bytes: Buffer, fault: Fault, upstream: Socket): Promise<void> {
  if (fault === 'late') await wait(LATE_MS);
  if (fault === 'slow') {
    const step = SLOW_BYTES_PER_S / 50;
    for (let start = 0; start < bytes.length; start += step) {
      upstream.write(bytes.subarray(start, start + step));
      await wait(20);
    }
    return;
  }
  if (fault === 'drip') {
    // Without Nagle's algorithm each of them is a packet; after some hundreds nothing new can happen.
    upstream.setNoDelay(true);
    for (let index = 0; index < Math.min(bytes.length, DRIPS); index++) {
      upstream.write(bytes.subarray(index, index + 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
    upstream.write(bytes.subarray(DRIPS));
    return;
  }
  if (!upstream.destroyed) upstream.write(bytes);
}
