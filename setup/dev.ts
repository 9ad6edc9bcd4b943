// npm run dev: the platform, stopped and started again when a source has changed. The dashboard is built again when one of its sources has.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { startPlatform } from './platform.ts';
import { readPort } from './platform/port.ts';

// Editors and version control write many files in one go.
const QUIET_MS = 300;
const root = join(import.meta.dirname, '..');
const watched = ['apps/server/src', 'apps/agent/src', 'apps/web/src', 'packages/client/src', 'packages/metrics/src', 'packages/ml/src'];
const say = (line: string) => console.log(line);

let leaving = false;
let goOn = () => {};
let quiet: NodeJS.Timeout | undefined;

for (const folder of watched) {
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (/(^|\/)generated\//.test(file ?? '')) return;
    clearTimeout(quiet);
    quiet = setTimeout(() => goOn(), QUIET_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (leaving) process.exit(1);
    leaving = true;
    goOn();
  });
}

while (!leaving) {
  const changed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  try {
    const platform = await startPlatform({ port: readPort(process.env.PORT), databaseUrl: process.env.DATABASE_URL || undefined, say });
    say(`${platform.url}  ${platform.signInLink ?? ''}`);
    platform.failed.then(say);
    await changed;
    await platform.stop();
  } catch (error) {
    say(`${(error as Error).message}\nWaiting for a change…`);
    await changed;
  }
}
process.exit(0);
