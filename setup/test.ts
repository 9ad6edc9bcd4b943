// npm test [FILTERS AND FLAGS OF VITEST]: every test, after seeing to the browser that the journeys need.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findChromium, installChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..');
const chosen = process.argv.slice(2);

if (chosen.length === 0 && findChromium() === undefined && installChromium() === undefined) {
  const without = 'No Chromium is here and none could be installed';
  if (process.env.CI === 'true') {
    console.error(`${without}: the journeys cannot run.\n\n0 passed, 1 failed`);
    process.exit(1);
  }
  console.warn(`${without}: the journeys are skipped. Name one in CHROMIUM, or install it (Debian: apt-get install chromium).`);
  chosen.push('--project=!journeys');
}

const { status } = spawnSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...chosen], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
