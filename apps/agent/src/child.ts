// The training child: reads task.json, runs the recipe and writes everything it finds to a spool. It has no address and no
// key; the agent delivers the spool. Any failure becomes the last message to the agent.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { captureSystem, createRecorder } from '@atelier/client';
import { createSpool } from '@atelier/client/spool';
import { dieWithAgent } from './die-with-agent.ts';
import { runTask } from './run-task.ts';
import type { FromChild, Task, ToChild } from './task.ts';

dieWithAgent();
const stop = new AbortController();
process.on('message', (message: ToChild) => message.type === 'stop' && stop.abort(new Error('stopped on request')));
process.on('SIGTERM', () => stop.abort(new Error('stopped by SIGTERM')));

const task = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Task;
const spool = createSpool(task.spool);
spool.append({ kind: 'open', format: 1, url: task.url, writer: randomUUID(), run: { id: task.run }, pid: process.pid, host: hostname() });
const recorder = createRecorder({ spool, onProblem: (message) => console.error(message) });
const stopMeasuring = captureSystem((values, second) => recorder.logSystem(values, second));

const ended = await runTask(task, { recorder, signal: stop.signal, onProgress: (progress) => tell({ type: 'progress', progress }) }).then(
  (): FromChild => ({ type: 'ended', outcome: 'FINISHED' }),
  (error: Error): FromChild => {
    if (stop.signal.aborted) return { type: 'ended', outcome: 'CANCELED', reason: (stop.signal.reason as Error).message };
    console.error(error.stack ?? String(error));
    return { type: 'ended', outcome: 'FAILED', reason: error.message };
  },
);
stopMeasuring();
recorder.close();
await tell(ended);
process.exit();

function tell(message: FromChild): Promise<void> {
  return new Promise((resolve) => (process.connected ? process.send!(message, () => resolve()) : resolve()));
}
