// A program that logs until it is killed, and tells its parent what it has logged when.
import { connect } from '../../../../packages/client/src/index.ts';

const [url, spoolFolder] = process.argv.slice(2) as [string, string];
const run = await connect({ url, key: 'k' }).startRun({ project: 'team/project', spoolFolder });
process.send!([]);
for (let value = 0; ; value++) {
  run.log({ value });
  process.send!([{ value, at: Date.now() }]);
  await new Promise((resolve) => setTimeout(resolve, 2));
}
