// One connection that hears what the database is told with NOTIFY. It may lose messages while it is gone: whoever listens also looks by itself now and then.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const LONGEST_WAIT_MS = 10_000;

/** Calls `onMessage` with each payload on the channel until `stop()`; a lost connection is made again. */
export function listen(url: string, channel: string, onMessage: (payload: string) => void): { stop(): Promise<void> } {
  const stopped = new AbortController();
  let client: pg.Client | undefined;

  async function keepListening(): Promise<void> {
    let waitMs = 100;
    while (!stopped.signal.aborted) {
      client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'atelier listen' });
      const lost = new Promise<void>((resolve) => client!.once('error', () => resolve()).once('end', () => resolve()));
      client.on('notification', ({ payload }) => onMessage(payload ?? ''));
      try {
        await client.connect();
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        waitMs = 100;
        await lost;
      } catch {
        // The database is away: the next round tries again.
      }
      await client.end().catch(() => undefined);
      await wait(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  const running = keepListening();
  return {
    async stop() {
      stopped.abort();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
