import { DeleteRunsDocument, RestoreRunsDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, UsageError, type Command } from './command.ts';
import { findRuns, numberIn, WITH_FILTER } from './find-run.ts';
import { trashOf } from './trash.ts';

export const deleteRuns: Command = {
  name: 'delete',
  words: 'RUN…',
  summary: 'moves runs to the trash, where they stay for 30 days',
  options: WITH_FILTER,
  examples: ['atelier delete 42 43', 'atelier delete --filter "tags = draft"'],
  async run(call) {
    const atelier = atelierFor(call);
    const ids = await findRuns(call, atelier);
    const { deleteRuns: deleted } = await atelier.request(DeleteRunsDocument, { ids });
    call.output(call.json ? JSON.stringify({ deleted, ids }) : `${deleted} moved to the trash; \`atelier restore\` takes them out again`);
  },
};

export const restore: Command = {
  name: 'restore',
  words: 'RUN…',
  summary: 'takes runs out of the trash, by number or id',
  examples: ['atelier restore 42', 'atelier runs --trash'],
  async run(call) {
    if (call.words.length === 0) throw new UsageError('restore requires a run, by number (#42) or id; `atelier runs --trash` lists them');
    const atelier = atelierFor(call);
    const trash = call.words.some((word) => numberIn(word) !== undefined) ? await trashOf(call, atelier) : [];
    const ids = call.words.map((word) => {
      const number = numberIn(word);
      if (number === undefined) return word;
      const found = trash.find((run) => run.number === number);
      if (found === undefined) throw new AtelierError('NOT_FOUND', `there is no run #${number} in the trash`);
      return found.id;
    });
    const { restoreRuns: restored } = await atelier.request(RestoreRunsDocument, { ids });
    if (restored === 0) throw new AtelierError('NOT_FOUND', 'none of these runs is in the trash');
    call.output(call.json ? JSON.stringify({ restored, ids }) : `${restored} taken out of the trash`);
  },
};
