import { EvaluateRunDocument } from '../operations/generated/operations.ts';
import { atelierFor, UsageError, type Command } from './command.ts';
import { findRuns } from './find-run.ts';
import { watchRun } from './watch.ts';

export const evaluate: Command = {
  name: 'evaluate',
  words: 'RUN',
  summary: 'tests the model of a finished training on other works, as a run of its own',
  more: 'The works are those of a dataset version, without those that the model was trained on; `atelier datasets` lists the ids. They are prepared by what the training learned from its own works.',
  options: {
    version: { value: 'ID', summary: 'the dataset version; it needs a view of the same kind and the same classes' },
    split: { value: 'ID', summary: 'only the test part of this split of that version' },
    view: { value: 'VIEW', summary: 'the view; else that of the same name' },
    name: { value: 'NAME', summary: 'what to call the new run' },
    watch: { summary: 'stays and shows the run until it ends, as `watch` does' },
  },
  examples: ['atelier evaluate 42 --version v_… --watch'],
  async run(call) {
    const version = call.text('version');
    if (version === undefined)
      throw new UsageError('evaluate requires the dataset version, as --version ID; `atelier datasets` lists them');
    const atelier = atelierFor(call);
    const [run] = await findRuns(call, atelier, 1, 1);
    const [split, view, name] = [call.text('split'), call.text('view'), call.text('name')];
    const { evaluateRun } = await atelier.request(EvaluateRunDocument, { input: { run: run!, version, split, view, name } });
    const { number, status, id } = evaluateRun;
    call.output(call.json ? JSON.stringify(evaluateRun) : `#${number} ${evaluateRun.name} is ${status.toLowerCase()}; ${id}`);
    return call.flag('watch') ? watchRun(call, atelier, id) : undefined;
  },
};
