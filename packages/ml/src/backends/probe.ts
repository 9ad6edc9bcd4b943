/**
 * Tries a backend in a process of its own: a library that crashes on this machine, or a driver that hangs, takes the child with it and not the run.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName, BackendOptions } from '../backend.ts';

export type Probe = { readonly works: true } | { readonly works: false; readonly reason: string };

const TIMEOUT_MS = 60_000;

/** Whether a backend starts and computes a gradient right on this machine. Never throws. */
export async function probeBackend(name: BackendName, options: BackendOptions = {}): Promise<Probe> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./probe-child.ts')), name, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk));
  const ending = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
  const line = output
    .trim()
    .split('\n')
    .findLast((text) => text.startsWith('{'));
  if (line) return JSON.parse(line) as Probe;
  return { works: false, reason: `${ending}${errors ? `: ${errors.trim().split('\n').at(-1)}` : ''}` };
}
