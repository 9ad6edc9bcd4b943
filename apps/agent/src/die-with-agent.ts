// Run on a thread of its own by a child, so that it works while training keeps the main thread busy: standard input is a
// pipe from the agent, and when that ends, however the agent died, so does this whole process.
import { Socket } from 'node:net';
import { isMainThread, Worker } from 'node:worker_threads';

if (!isMainThread) {
  const fromAgent = new Socket({ fd: 0, readable: true, writable: false });
  fromAgent.on('close', () => process.kill(process.pid, 'SIGKILL'));
  fromAgent.on('error', () => process.kill(process.pid, 'SIGKILL'));
  fromAgent.resume();
}

/** From now on this process does not outlive its agent. */
export function dieWithAgent(): void {
  new Worker(new URL(import.meta.url), { stdin: false, env: {} }).unref();
}
