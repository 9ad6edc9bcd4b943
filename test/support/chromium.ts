import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Nothing is fetched, synchronised or asked for while a journey runs; the sandbox would need rights that containers do not give. */
export const chromiumFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of a Chromium on this machine: $CHROMIUM, one on the PATH, or the one that Playwright has fetched; undefined when there is none. */
export function findChromium(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM, ...onPath, ...applications, chromium.executablePath()].find((path) => path && isExecutable(path));
}

/** Opens a headless Chromium. Throws when the machine has none; `npm test` tries to install one first. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium was found: install it (Debian: apt-get install chromium) or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: chromiumFlags });
}

/** Brings a Chromium where none is: Debian's package where we may install it, else Playwright's own. Returns its path, or undefined. */
export function installChromium(): string | undefined {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium (apt-get install chromium)…');
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
    if (apt('update') && apt('install', '--yes', '--no-install-recommends', 'chromium')) return findChromium();
  }
  console.log('Installing Chromium (playwright-core install chromium)…');
  spawnSync(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium-headless-shell', 'chromium'], {
    stdio: 'ignore',
  });
  return findChromium();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
