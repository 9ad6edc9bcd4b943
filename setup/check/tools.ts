// What the tools say about the sources: the compiler, the linter and formatter, and the rules of who imports whom.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Runs a program of node_modules on the pinned Node and returns what it wrote, or undefined when it found nothing to say. */
export async function complaintOf(
  program: string,
  args: string[],
  { nodeOptions = [] as string[], cwd = root } = {},
): Promise<string | undefined> {
  const tool = spawn(process.execPath, [...nodeOptions, join(root, 'node_modules', '.bin', program), ...args], {
    cwd,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [tool.stdout, tool.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [code] = await once(tool, 'close');
  return code === 0 ? undefined : Buffer.concat(output).toString().trim();
}

export const checkTypes = () => complaintOf('tsc', ['--noEmit', '-p', 'tsconfig.json']);
export const checkWebTypes = () => complaintOf('tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json']);
export const checkStyle = () => complaintOf('biome', ['check', '--error-on-warnings', '--max-diagnostics=40', '.']);

const roots = ['apps', 'packages', 'prisma', 'setup', 'demo', 'bench', 'test'];

/** Holds the imports below `folders` of `base` to .dependency-cruiser.mjs. */
export function checkImports(base = root): Promise<string | undefined> {
  const folders = roots.filter((folder) => globSync(folder, { cwd: base }).length > 0);
  const rules = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'err-long'];
  const preload = ['--import', join(root, 'setup', 'import-rules', 'typescript-with-api.ts')];
  return complaintOf('depcruise', [...rules, ...folders], { nodeOptions: preload, cwd: base });
}
