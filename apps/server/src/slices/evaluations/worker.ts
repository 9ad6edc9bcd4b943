// The other side of thread.ts.
import { parentPort } from 'node:worker_threads';
import type { Answer } from './thread.ts';
import { TASKS, type Tasks } from './tasks.ts';

parentPort?.on('message', ({ id, name, args }: { id: number; name: keyof Tasks; args: never }) => {
  let answer: Answer;
  try {
    const task = TASKS[name] as (...given: never[]) => unknown;
    answer = { id, value: task(...(args as never[])) };
  } catch (error) {
    const isInput = error instanceof Error && error.name === 'DataError';
    answer = { id, fault: isInput ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error), isInput };
  }
  parentPort?.postMessage(answer);
});
