// Stands for a training that goes well as far as it goes: takes the real task, logs a little, and waits to be stopped.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dieWithAgent } from '../../../../apps/agent/src/die-with-agent.ts';
import type { Task } from '../../../../apps/agent/src/task.ts';
import { createRecorder } from '../../../../packages/client/src/index.ts';
import { createSpool } from '../../../../packages/client/src/spool/index.ts';

dieWithAgent();
const task = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Task;
const spool = createSpool(task.spool);
spool.append({ kind: 'open', format: 1, url: task.url, writer: 'child', run: { id: task.run }, pid: process.pid, host: hostname() });
const recorder = createRecorder({ spool });
recorder.log({ loss: 0.5 }, { step: 1 });
console.log(`working as process ${process.pid}`);
await recorder.flush();
process.send!({ type: 'progress', progress: { fraction: 0.25, epoch: 1, epochs: 4, etaMs: 1000 } });
process.on('message', () => {
  recorder.close();
  process.send!({ type: 'ended', outcome: 'CANCELED', reason: 'stopped on request' }, () => process.exit());
});
setInterval(() => {}, 1000);
