/** The server's own work in the background, done by a test at the moment it chooses. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { App } from '../../apps/server/src/context.ts';
import { openDatabase } from '../../apps/server/src/db/database.ts';
import { openFileStore } from '../../apps/server/src/files/store.ts';
import type { World } from './world.ts';

/** What the server of a world works with, for this test. Nobody listens to its changes. */
export async function behind(world: Pick<World, 'databaseUrl' | 'dataFolder' | 'config'>): Promise<App> {
  const database = openDatabase({ url: world.databaseUrl, onLost: () => undefined, connections: 4 });
  onTestFinished(() => database.close());
  return {
    config: world.config,
    database,
    files: await openFileStore(world.dataFolder),
    live: { changed: () => undefined, watch: () => Promise.reject(new Error('nobody watches')) as never, close: async () => undefined },
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    publicUrl: () => 'http://127.0.0.1',
  };
}
