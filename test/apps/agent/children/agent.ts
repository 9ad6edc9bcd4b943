// Stands for an agent that is killed: starts the stubborn child and says its id, and that of the child's own child.
import { join } from 'node:path';
import { startChild } from '../../../../apps/agent/src/child-process.ts';

const child = startChild({
  script: join(import.meta.dirname, 'stubborn.ts'),
  args: [],
  env: { PATH: process.env.PATH ?? '' },
  cwd: process.cwd(),
  onMessage: (message) => process.send!({ ...message, pid: child.pid }),
});
