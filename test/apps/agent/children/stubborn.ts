// Ignores what it is asked and told, keeps its main thread busy, and has a child of its own.
import { spawn } from 'node:child_process';
import { dieWithAgent } from '../../../../apps/agent/src/die-with-agent.ts';

dieWithAgent();
process.on('SIGTERM', () => {});
process.on('message', () => {});
const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
console.log(`grandchild ${grandchild.pid}`);
process.send?.({ type: 'progress', progress: { fraction: 0.5 }, grandchild: grandchild.pid });
setTimeout(() => {
  for (;;);
}, 100);
