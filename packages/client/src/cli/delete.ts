import { DeleteRunsDocument, RestoreRunsDocument } from '../operations/generated/operations.ts';
import { atelierFor, type Command } from './command.ts';
import { findRuns } from './find-run.ts';

export const deleteRuns: Command = {
  name: 'delete',
  usage: 'RUN…',
  summary: 'moves runs to the trash; `atelier restore` takes them out again',
  async run(call) {
    const atelier = atelierFor(call);
    const { deleteRuns: count } = await atelier.request(DeleteRunsDocument, { ids: await findRuns(call, atelier) });
    call.output(call.json ? JSON.stringify({ deleted: count }) : `${count} moved to the trash`);
  },
};

export const restore: Command = {
  name: 'restore',
  usage: 'ID…',
  summary: 'takes runs out of the trash, by id',
  async run(call) {
    const { restoreRuns: count } = await atelierFor(call).request(RestoreRunsDocument, { ids: [...call.words] });
    call.output(call.json ? JSON.stringify({ restored: count }) : `${count} restored`);
  },
};
