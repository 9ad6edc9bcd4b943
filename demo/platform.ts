import { createServer } from 'node:net';
import { defaultPort } from '../setup/platform/port.ts';
import { defaultDataFolder, startPlatform } from '../setup/platform.ts';
import { findRunning } from '../setup/platform/data-folder.ts';

/** A platform to work with, and how to leave it. */
export interface OpenedPlatform {
  readonly url: string;
  /** Signs the owner in, once. */
  readonly signInLink: string;
  readonly howToLook: string;
  stop(): Promise<void>;
}

export interface OpenPlatformOptions {
  /** Leave it running at the end, until Ctrl-C. */
  readonly keep: boolean;
  readonly say: (line: string) => void;
}

/** Starts the platform on the same data as `npm start`. Throws an Error of one line when it cannot, or when one runs already. */
export async function openPlatform({ keep, say }: OpenPlatformOptions): Promise<OpenedPlatform> {
  const running = findRunning(defaultDataFolder());
  if (running !== undefined) {
    throw new Error(
      `Atelier is running already at ${running.url}: make an API key there (team settings), then npm run demo -- --url ${running.url} --key KEY`,
    );
  }
  // The usual port, so that the addresses in the result are those that npm start gives later. Only who looks at once needs the dashboard.
  const port = process.env.PORT === undefined ? await usualPort() : Number(process.env.PORT);
  const platform = await startPlatform({ port, dashboard: keep, say });
  const { url, signInLink } = platform;
  if (signInLink === null) {
    await platform.stop();
    throw new Error(`the server at ${url} gave no sign-in link`);
  }
  say(`Atelier runs at ${url} on ${platform.dataFolder}`);
  process.once('SIGINT', () => void platform.stop().then(() => process.exit(130)));
  process.once('SIGTERM', () => void platform.stop().then(() => process.exit(143)));
  return {
    url,
    signInLink,
    howToLook: keep ? 'It stays up until Ctrl-C.' : `To look at it: npm start, which shows what is in ${platform.dataFolder}.`,
    async stop() {
      if (keep) say(await platform.failed);
      else await platform.stop();
    },
  };
}

/** The platform's usual port, or any when that is taken. */
async function usualPort(): Promise<number> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(defaultPort, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise((resolve) => probe.close(resolve));
  return free ? defaultPort : 0;
}
