// Run on a thread of its own by a child, so that it works while training keeps the main thread busy: standard input is a
// pipe from the agent, and when that ends, however the agent died, so does this whole process, and
// with it whatever it has started.
import { Socket } from 'node:net';
import { isMainThread, Worker } from 'node:worker_threads';

if (!isMainThread) {
  const fromAgent = new Socket({ fd: 0, readable: true, writable: false });
  fromAgent.on('close', end);
  fromAgent.on('error', end);
  fromAgent.resume();
}

function end(): void {
  try {
    // The child leads a process group of its own.
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}

/** From now on this process does not outlive its agent. */
export function dieWithAgent(): void {
  new Worker(new URL(import.meta.url), { stdin: false, env: {} }).unref();
}
