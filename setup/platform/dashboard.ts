import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const sources = [
  'apps/web/{src,public}/**/*',
  'apps/web/*.{ts,json,mjs,css}',
  'packages/{metrics,ml}/src/**/*.ts',
  'schema.graphql',
  'package-lock.json',
];
const generated = /(^|\/)(generated|next-env\.d\.ts)(\/|$)/;

/** Folder of the dashboard's files, as the server hands them out. */
export const dashboardFolder = join(root, 'apps', 'web', 'out');

/** Builds the dashboard, unless it was built from the very same sources. Throws with the end of what the build said. */
export async function buildDashboard(say: (line: string) => void): Promise<void> {
  const stamp = join(root, 'apps', 'web', '.next', 'built-from');
  const wanted = hashOfSources();
  if (existsSync(join(dashboardFolder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the dashboard…');
  const build = spawn('npm run build --silent -w @atelier/web', { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [code] = await once(build, 'close');
  if (code !== 0)
    throw new Error(`The dashboard could not be built:\n${Buffer.concat(output).toString().trimEnd().split('\n').slice(-20).join('\n')}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root }).filter((file) => !generated.test(file) && statSync(join(root, file)).isFile());
  for (const file of files.sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
