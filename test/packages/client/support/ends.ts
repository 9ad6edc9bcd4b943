// A program that logs and then ends in the way that it is told, without a word to its run.
import { connect } from '../../../../packages/client/src/index.ts';

const run = await connect().startRun({ name: process.argv[2]!, params: { lr: 1 } });
console.log('on standard output, with api_key=hunter2hunter2');
console.error('on standard error');
run.log({ loss: 1 });
process.send?.(run.id);

switch (process.argv[2]) {
  case 'comes to its end':
    break;
  case 'throws':
    setTimeout(() => {
      throw new RangeError('the loss is not finite');
    }, 50);
    break;
  case 'exits with 3':
    setTimeout(() => process.exit(3), 50);
    break;
  case 'sets an exit code':
    process.exitCode = 4;
}
