import { TagRunsDocument } from '../operations/generated/operations.ts';
import { atelierFor, UsageError, type Command } from './command.ts';
import { findRuns, WITH_FILTER } from './find-run.ts';

export const tag: Command = {
  name: 'tag',
  words: 'RUN…',
  summary: 'adds tags to runs and takes others away',
  options: {
    add: { value: 'A,B', summary: 'tags to add' },
    remove: { value: 'A,B', summary: 'tags to take away' },
    ...WITH_FILTER,
  },
  examples: ['atelier tag 42 --add baseline,paper --remove draft'],
  async run(call) {
    const [add, remove] = [call.list('add') ?? [], call.list('remove') ?? []];
    if (add.length + remove.length === 0) throw new UsageError('tag requires --add or --remove');
    const atelier = atelierFor(call);
    const { tagRuns: changed } = await atelier.request(TagRunsDocument, { ids: await findRuns(call, atelier), add, remove });
    call.output(call.json ? JSON.stringify({ changed }) : `${changed} changed`);
  },
};
