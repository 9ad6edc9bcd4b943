// One program of the platform (the server, the agent) as the supervisor sees it: started, ready, stopped, or broken down and started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PartOptions {
  /** What people read, such as `server`. */
  name: string;
  /** TypeScript file to run. */
  file: string;
  env: Record<string, string | undefined>;
  /** File that takes what it writes. */
  log: string;
}

export interface Part<Ready> {
  /** What it said when it was ready. */
  ready: Ready;
  /** Settles when it has ended, with the reason in words: asked to or not. */
  ended: Promise<string>;
  /** Tells it something; what has ended hears nothing. */
  tell(message: { type: string }): void;
  /** Asks it to leave, and makes it leave when it has not after `graceMs`; 0 makes it leave at once. */
  stop(graceMs?: number): Promise<void>;
}

const GRACE_MS = 15_000;
const READY_LIMIT_MS = 60_000;
const LOG_LIMIT_BYTES = 16 * 2 ** 20;
const preload = join(import.meta.dirname, '..', 'leave-with-parent.ts');

/** Starts a program and waits until it says `{ type: 'ready', … }`. Throws its own words when it says `{ type: 'failed', message }`. */
export async function startPart<Ready extends object>({ name, file, env, log }: PartOptions): Promise<Part<Ready>> {
  const output = openLog(log);
  // In a group of its own: Ctrl-C reaches the supervisor alone, which stops the parts in their order.
  const child = spawn(process.execPath, ['--import', preload, file], { env, detached: true, stdio: ['ignore', output, output, 'ipc'] });
  closeSync(output);
  const ended = once(child, 'exit').then(([code, signal]) => `The ${name} ended with ${signal ?? `code ${code}`}${lastWords(log)}`);
  const stop = (graceMs = GRACE_MS) => stopChild(child, graceMs);
  try {
    const ready = await whenReady<Ready>(name, child, ended);
    return { ready, ended, tell: (message) => void (child.connected && child.send(message)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function whenReady<Ready>(name: string, child: ChildProcess, ended: Promise<string>): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`The ${name} was not ready after ${READY_LIMIT_MS / 1000} s`)), READY_LIMIT_MS);
    child.on('error', reject);
    child.on('message', (message: { type?: string; message?: string }) => {
      if (message.type === 'ready') resolve(message as Ready);
      if (message.type === 'failed') reject(new Error(message.message));
    });
    ended.then((reason) => reject(new Error(reason))).finally(() => clearTimeout(limit));
    child.once('message', () => clearTimeout(limit));
  });
}

async function stopChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
  const limit = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(limit);
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-12);
  return `; the end of ${log}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
