/**
 * Runs a module in a process of its own, with limits and next to no environment. What people upload is parsed and compared there,
 * so that a hostile or huge file can end that process and nothing else.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { AppError, invalidInput } from '../errors.ts';
import type { Answer } from './answer.ts';

export interface Limits {
  readonly timeoutMs: number;
  /** Heap of the process, in MiB. */
  readonly heapMb: number;
}

// Two at a time: what is asked for beyond that waits, and the server's own work keeps a core.
const PLACES = 2;
const MOST_WAITING = 50;
const STDERR_KEPT = 4_000;
let busy = 0;
const waiting: (() => void)[] = [];

/**
 * Gives the input to the module, which hands it to `answer`, and returns what that made of it.
 * Throws `INVALID_INPUT` with the module's own words when the input is at fault, or when it took more time or memory than allowed;
 * `UNAVAILABLE` when too many wait already.
 */
export async function runApart<Output>(module: URL, input: unknown, limits: Limits): Promise<Output> {
  if (busy < PLACES) busy += 1;
  else if (waiting.length < MOST_WAITING) await new Promise<void>((resolve) => waiting.push(resolve));
  else
    throw new AppError('UNAVAILABLE', 'The server is looking through too much data already.', {
      hint: 'Ask again in a while.',
      retryAfterMs: 10_000,
    });
  try {
    return await exchange<Output>(module, input, limits);
  } finally {
    // The place is handed over, so that nobody comes in between.
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

function exchange<Output>(module: URL, input: unknown, { timeoutMs, heapMb }: Limits): Promise<Output> {
  const child = fork(module, {
    // Few arenas of memory: what a thread's own arena has taken for one huge picture it does not give back.
    env: { MALLOC_ARENA_MAX: '2' },
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stderr = lastOf(child);
  return new Promise<Output>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(invalidInput(`This took longer than the ${Math.round(timeoutMs / 1000)} seconds allowed and was stopped.`));
    }, timeoutMs);
    child.once('message', (answer: Answer<Output>) => {
      if (answer.kind === 'output') resolve(answer.output);
      else if (answer.kind === 'refused') reject(invalidInput(answer.message));
      else reject(new Error(answer.stack));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(endedEarly(code, signal, stderr(), heapMb));
    });
    child.send(input as object);
  });
}

// After an answer this comes too late to change anything; without one it says why there is none.
function endedEarly(code: number | null, signal: NodeJS.Signals | null, stderr: string, heapMb: number): Error {
  if (/heap out of memory|Array buffer allocation failed/.test(stderr))
    return invalidInput(`This needed more than the ${heapMb} MiB of memory allowed and was stopped.`);
  if (signal === 'SIGKILL')
    return new AppError('UNAVAILABLE', 'The server had no memory left for this.', {
      hint: 'Try again when it is less busy, or with less data.',
    });
  return new Error(`The process ended with ${signal ?? `exit code ${code}`} and no answer: ${stderr}`);
}

function lastOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-STDERR_KEPT);
  });
  return () => text;
}
