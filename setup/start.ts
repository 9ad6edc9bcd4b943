// npm start [-- --no-dashboard --no-agent]: the platform on this machine, until Ctrl-C.
import { parseArgs, styleText } from 'node:util';
import { startNativeBuild } from './platform/native.ts';
import { type Platform, startPlatform } from './platform.ts';
import { readPort } from './platform/port.ts';

let platform: Platform | undefined;
let asked = 0;

// A second Ctrl-C stops waiting for running work. One that comes before everything runs ends the program: what was started leaves with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    asked += 1;
    if (!platform) process.exit(130);
    if (asked === 1) console.log('\nStopping (again to hurry)…');
    await platform.stop({ hurry: asked > 1 });
    process.exit(0);
  });
}

try {
  const { values } = parseArgs({
    allowNegative: true,
    options: { dashboard: { type: 'boolean', default: true }, agent: { type: 'boolean', default: true } },
  });
  const port = readPort(process.env.PORT);
  platform = await startPlatform({ ...values, port, databaseUrl: process.env.DATABASE_URL || undefined, say: (line) => console.log(line) });
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

console.log(`\n  Atelier is running at  ${styleText('bold', platform.url)}`);
if (platform.signInLink) console.log(`  Sign in (works once):  ${styleText('bold', platform.signInLink)}`);
console.log(`  Data and logs are in   ${platform.dataFolder}\n  Ctrl-C stops it.\n`);

startNativeBuild((line) => {
  console.log(line);
  platform?.lookAgain();
});

console.error(await platform.failed);
process.exit(1);
