// One connection that hears what the database is told with NOTIFY. It may lose messages while it is gone: whoever listens also looks by itself now and then.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const LONGEST_WAIT_MS = 10_000;
/** The connection mostly waits, so it is asked now and then whether there is anybody at its other end. */
const ASK_EVERY_MS = 5_000;
const ANSWER_LIMIT_MS = 5_000;

/** Calls `onMessage` with each payload on the channel until `stop()`; a lost connection is made again. */
export function listen(url: string, channel: string, onMessage: (payload: string) => void): { stop(): Promise<void> } {
  const stopped = new AbortController();
  let client: pg.Client | undefined;

  async function keepListening(): Promise<void> {
    let waitMs = 100;
    while (!stopped.signal.aborted) {
      client = new pg.Client({
        connectionString: url,
        keepAlive: true,
        application_name: 'atelier listen',
        connectionTimeoutMillis: ANSWER_LIMIT_MS,
        query_timeout: ANSWER_LIMIT_MS,
      });
      const lost = new Promise<void>((resolve) => client!.once('error', () => resolve()).once('end', () => resolve()));
      client.on('error', () => undefined).on('notification', ({ payload }) => onMessage(payload ?? ''));
      const over = new AbortController();
      try {
        await client.connect();
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        waitMs = 100;
        await Promise.race([lost, stayInTouch(client, over.signal)]);
      } catch {
        // The database is away: the next round tries again.
      }
      over.abort();
      await leave(client);
      await wait(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  const running = keepListening();
  return {
    async stop() {
      stopped.abort();
      await (client && leave(client));
      await running;
    },
  };
}

// Returns only by throwing, when there is no answer in time, or when it is not needed any more.
async function stayInTouch(client: pg.Client, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await wait(ASK_EVERY_MS, undefined, { signal: over, ref: false }).catch(() => undefined);
    if (!over.aborted) await client.query('SELECT 1');
  }
}

// A connection that leads nowhere does not answer the good-bye either.
async function leave(client: pg.Client): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  await Promise.race([client.end().catch(() => undefined), wait(1_000, undefined, { ref: false })]);
  stream.destroy();
}
