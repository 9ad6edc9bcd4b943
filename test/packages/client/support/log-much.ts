// A program that logs so many points, in many records, and tells how it ended.
import { connect } from '../../../../packages/client/src/index.ts';

const [url, spoolFolder, count] = process.argv.slice(2) as [string, string, string];
const run = await connect({ url, key: 'k' }).startRun({ project: 'team/project', spoolFolder, capture: false });
for (let value = 0; value < Number(count); value++) {
  run.log({ value });
  if (value % 100 === 0) await run.flush();
}
console.log(JSON.stringify(await run.finish()));
