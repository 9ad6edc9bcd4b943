import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { startBackground } from './background.ts';
import type { App } from './context.ts';
import { openDatabase } from './db/database.ts';
import { requireDurability } from './db/durability.ts';
import { openFileStore } from './files/store.ts';
import { listen } from './http/server.ts';
import { createLive } from './live/live.ts';
import { databaseWire } from './live/wire.ts';
import { ensureAgentKey } from './slices/auth/agent-key.ts';
import { createSignInLink } from './slices/auth/service.ts';

export interface OpenServer {
  readonly url: string;
  /** Lets whoever started the server in, once. */
  readonly signInLink: string;
  /** For agents of this installation, on this machine or others. */
  readonly agentKey: string;
  close(): Promise<void>;
}

/** Starts the whole server in this process. Throws with one line that says what is wrong, and leaves nothing open. */
export async function openServer(config: Config, log: Logger): Promise<OpenServer> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const database = openDatabase({ url: config.databaseUrl, onLost: (error) => log.warn({ err: error }, 'A database connection was lost') });
  const live = createLive(databaseWire(database), (error) => log.warn({ err: error }, 'A change was not told'));
  try {
    await requireDurability(database.sql);
    let url = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const app: App = {
      config,
      database,
      files: await openFileStore(config.dataFolder),
      live,
      log,
      now: () => new Date(),
      publicUrl: () => url,
    };
    const listening = await listen(app);
    const background = startBackground(app);
    url = config.publicUrl ?? listening.url;
    return {
      url,
      signInLink: `${url}/sign-in?token=${await createSignInLink(app)}`,
      agentKey: await ensureAgentKey(app),
      async close() {
        await listening.close();
        await background.stop();
        await live.close();
        await database.close();
      },
    };
  } catch (error) {
    await live.close();
    await database.close();
    throw error;
  }
}
