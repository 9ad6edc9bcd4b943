// The whole platform as one tree of processes: PostgreSQL, the server with the dashboard, and one local agent.
import { join, resolve } from 'node:path';
import { buildDashboard, dashboardFolder } from './platform/dashboard.ts';
import { findRunning, forgetRunning, noteRunning, prepareDataFolder } from './platform/data-folder.ts';
import { openDatabase } from './platform/database.ts';
import { type Part, startPart } from './platform/part.ts';
import { defaultPort, requireFreePort } from './platform/port.ts';
import { countingBreakdowns, restartLimits } from './platform/restart.ts';

const root = join(import.meta.dirname, '..');

export interface PlatformOptions {
  /** Folder for all that must survive. Default: ATELIER_DATA, or `.atelier` in the repository. */
  dataFolder?: string | undefined;
  /** 0: any free one. */
  port?: number | undefined;
  /** A PostgreSQL to use in place of our own. */
  databaseUrl?: string | undefined;
  /** Whether to build and show the dashboard; without it, only the API answers. */
  dashboard?: boolean;
  /** Whether to start a local agent. */
  agent?: boolean;
  /** Takes lines for people. */
  say?: (line: string) => void;
}

export interface Platform {
  /** Address of the dashboard and the API. */
  url: string;
  /** One-time link that signs the owner in; null when none is due. */
  signInLink: string | null;
  /** Key that the local agent uses. */
  agentKey: string;
  dataFolder: string;
  /** Settles, with the reason in words, when a part broke down for good and the rest has been stopped. */
  failed: Promise<string>;
  /** Has the agent look again what this machine trains on. */
  lookAgain(): void;
  /** Ends all of it in order. Called again with `hurry`, it waits for nothing but the database. */
  stop(options?: { hurry?: boolean }): Promise<void>;
}

interface ServerReady {
  url: string;
  signInLink: string | null;
  agentKey: string;
}

/** Where the data lies when nobody says otherwise. */
export function defaultDataFolder(): string {
  return resolve(root, process.env.ATELIER_DATA ?? '.atelier');
}

/** Starts everything and waits until it answers. Throws with one line that says what is wrong; nothing is left running then. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { port = defaultPort, dashboard = true, agent = true, say = () => {} } = options;
  const dataFolder = resolve(root, options.dataFolder ?? defaultDataFolder());
  prepareDataFolder(dataFolder);
  const running = findRunning(dataFolder);
  if (running) throw new Error(`Atelier is running already at ${running.url} (process ${running.pid}) on ${dataFolder}`);
  if (port !== 0) await requireFreePort(port, process.env.HOST);

  const [database] = await settleAll(openDatabase({ given: options.databaseUrl, dataFolder }), dashboard ? buildDashboard(say) : undefined);
  const parts: { server?: Part<ServerReady>; agent?: Part<object> } = {};
  let stopping: Promise<void> | undefined;

  const stopAll = async (graceMs?: number) => {
    await parts.agent?.stop(graceMs);
    await parts.server?.stop(graceMs);
    forgetRunning(dataFolder);
    await database.stop();
  };
  const stop = async ({ hurry = false } = {}) => {
    if (hurry && stopping) await Promise.all([parts.agent?.stop(0), parts.server?.stop(0)]);
    stopping ??= stopAll();
    await stopping;
  };

  const startServer = (usedPort: number) =>
    startPart<ServerReady>({
      name: 'server',
      file: join(root, 'apps', 'server', 'src', 'main.ts'),
      env: {
        ...ownEnvironment(),
        DATABASE_URL: database.url,
        PORT: String(usedPort),
        ATELIER_DATA: dataFolder,
        ATELIER_DASHBOARD: dashboardFolder,
      },
      log: join(dataFolder, 'logs', 'server.log'),
    });
  const startAgent = ({ url, agentKey }: ServerReady) =>
    startPart({
      name: 'agent',
      file: join(root, 'apps', 'agent', 'src', 'main.ts'),
      env: {
        ...ownEnvironment(),
        DATABASE_URL: undefined,
        ATELIER_URL: url,
        ATELIER_KEY: agentKey,
        ATELIER_AGENT_DATA: join(dataFolder, 'agent'),
      },
      log: join(dataFolder, 'logs', 'agent.log'),
    });

  try {
    parts.server = await startServer(port);
    if (agent) parts.agent = await startAgent(parts.server.ready);
  } catch (error) {
    await stop();
    throw error;
  }
  const { url, signInLink, agentKey } = parts.server.ready;
  noteRunning(dataFolder, { pid: process.pid, url });

  const failed = new Promise<string>((giveUp) => {
    const fail = async (reason: string) => {
      if (stopping) return;
      await stop();
      giveUp(reason);
    };
    const watch = async <Ready>(part: Part<Ready>, again: () => Promise<Part<Ready>>): Promise<void> => {
      const mayStartAgain = countingBreakdowns(restartLimits);
      let reason = await part.ended;
      while (!stopping) {
        say(reason);
        if (!(await mayStartAgain())) return fail('It broke down too often; everything was stopped.');
        if (stopping) return;
        say('Starting it again…');
        reason = await again().then(
          ({ ended }) => ended,
          (error: Error) => error.message,
        );
      }
    };
    if (parts.server) watch(parts.server, async () => (parts.server = await startServer(Number(new URL(url).port))));
    if (parts.agent) watch(parts.agent, async () => (parts.agent = await startAgent(parts.server?.ready ?? { url, signInLink, agentKey })));
    database.ended.then(() => fail('PostgreSQL ended; everything else was stopped.'));
  });

  return { url, signInLink, agentKey, dataFolder, failed, lookAgain: () => parts.agent?.tell({ type: 'look-again' }), stop };
}

// The platform's own variables are given to each part by name, so that none gets more than its share.
function ownEnvironment(): NodeJS.ProcessEnv {
  const { ATELIER_KEY, ATELIER_URL, DATABASE_URL, PORT, ...rest } = process.env;
  return rest;
}

// Waits for both even when one fails, so that a database that was started can be stopped.
async function settleAll<Other>(database: ReturnType<typeof openDatabase>, other: Promise<Other> | undefined) {
  const [opened, built] = await Promise.allSettled([database, other]);
  if (built.status === 'rejected' && opened.status === 'fulfilled') await opened.value.stop();
  for (const result of [opened, built]) if (result.status === 'rejected') throw result.reason;
  return [(opened as PromiseFulfilledResult<Awaited<typeof database>>).value] as const;
}
