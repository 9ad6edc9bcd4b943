// A training that logs with the SDK until it is killed, or for so many steps, and tells its parent what it has logged when.
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '../../../../../packages/client/src/index.ts';

const { url, key, project, spoolFolder, steps, everyMs, finish, waitMs } = JSON.parse(process.argv[2]!) as {
  url: string;
  key: string;
  project: string;
  spoolFolder: string;
  steps: number | null;
  everyMs: number;
  /** How long `finish` may take; null: the program just ends. */
  finish: number | null;
  /** How long to wait for the server at the start. */
  waitMs: number;
};
process.on('uncaughtException', (error) => process.send!({ threw: String(error) }));
process.on('unhandledRejection', (error) => process.send!({ threw: String(error) }));
const run = await connect({ url, key }).startRun({
  project,
  spoolFolder,
  waitMs,
  onProblem: (problem) => process.send!({ problem }),
});
process.send!({ id: run.id ?? null });
for (let step = 0; steps === null || step < steps; step++) {
  run.log({ value: step / 7 }, { step });
  process.send!({ step, at: Date.now() });
  await wait(everyMs);
}
if (finish !== null) {
  const { complete } = await run.finish({ withinMs: finish });
  process.send!({ complete, problems: run.problems });
}
process.disconnect();
