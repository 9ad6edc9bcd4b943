import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../setup/chromium.ts';

export { findChromium };

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

/** Opens a headless Chromium. Throws when the machine has none; `npm test` tries to install one first. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium was found: install it (Debian: apt-get install chromium) or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: chromiumFlags });
}
