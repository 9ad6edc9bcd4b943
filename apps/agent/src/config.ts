// The only reader of process.env in the agent.
import { readFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Config {
  /** Address of the server. */
  readonly url: string;
  readonly key: string;
  readonly name: string;
  /** Folder for the cache of data files and for the launches at work. */
  readonly folder: string;
  /** Launches at a time. */
  readonly slots: number;
  /** Which backend to use, `auto` for the best there is. */
  readonly backend: string;
  /** How long a child that was asked to stop may take, in milliseconds. */
  readonly graceMs: number;
  /** The most that the cache of data files may hold. */
  readonly cacheBytes: number;
  /** The program of a child. */
  readonly childScript: string;
  /** The environment of a child: nothing that may hold a secret. */
  readonly childEnvironment: Record<string, string>;
}

/** Parses the environment. Throws an Error of one line that names the variable at fault. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const url = required(env, 'ATELIER_URL', 'the address of the server, such as http://127.0.0.1:4800');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error(`ATELIER_URL must be an address that begins with http:// or https://, got ${JSON.stringify(url)}`);
  return {
    url: new URL(url).origin,
    key: readKey(env),
    name: env.ATELIER_AGENT_NAME ?? hostname(),
    folder: resolve(env.ATELIER_AGENT_DATA ?? join(tmpdir(), 'atelier-agent')),
    slots: wholeNumber(env, 'ATELIER_SLOTS', 1, 1, 64),
    backend: env.ATELIER_BACKEND ?? 'auto',
    graceMs: wholeNumber(env, 'ATELIER_GRACE_MS', 10_000, 0, 600_000),
    cacheBytes: wholeNumber(env, 'ATELIER_CACHE_GIB', 20, 1, 100_000) * 1024 ** 3,
    childScript: join(import.meta.dirname, 'child.ts'),
    childEnvironment: allowed(env),
  };
}

function readKey(env: NodeJS.ProcessEnv): string {
  if (env.ATELIER_KEY) return env.ATELIER_KEY;
  const file = env.ATELIER_KEY_FILE;
  if (!file) throw new Error('ATELIER_KEY must be set to a key with the scope "agent", or ATELIER_KEY_FILE to a file that holds one');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(`ATELIER_KEY_FILE cannot be read: ${(error as Error).message}`);
  }
}

function required(env: NodeJS.ProcessEnv, name: string, meaning: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} must be set to ${meaning}`);
  return value;
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, standard: number, low: number, high: number): number {
  const text = env[name];
  if (text === undefined || text === '') return standard;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new Error(`${name} must be a whole number from ${low} to ${high}, got ${JSON.stringify(text)}`);
  return value;
}

const ALLOWED =
  /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|LD_LIBRARY_PATH|XDG_CACHE_HOME|CUDA_\w+|NVIDIA_\w+|TF_\w+|OMP_\w+|VK_\w+)$/i;
const SECRET = /KEY|TOKEN|SECRET|PASSW/i;

function allowed(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && ALLOWED.test(entry[0]) && !SECRET.test(entry[0]),
    ),
  );
}
