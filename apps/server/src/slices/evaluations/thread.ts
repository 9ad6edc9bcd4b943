// Long computations beside the event loop: one thread, started when first needed, working off one request after the other.
import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';
import type { Tasks } from './tasks.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly fault: string; readonly isInput: boolean });

let worker: Worker | undefined;
let next = 0;
const waiting = new Map<number, Waiting>();

/** Runs a task in the thread. What the input is at fault for becomes `INVALID_INPUT`. */
export function inThread<Name extends keyof Tasks>(name: Name, ...args: Parameters<Tasks[Name]>): Promise<ReturnType<Tasks[Name]>> {
  worker ??= start();
  const id = next++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker?.ref();
    worker?.postMessage({ id, name, args });
  });
}

function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 2048 } });
  started.unref();
  started.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) started.unref();
    if ('value' in answer) asker?.resolve(answer.value as never);
    else asker?.reject(answer.isInput ? new AppError('INVALID_INPUT', answer.fault) : new Error(answer.fault));
  });
  started.on('error', (error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error as Error);
    waiting.clear();
  });
  return started;
}
