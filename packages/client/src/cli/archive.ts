import { ArchiveRunsDocument, UnarchiveRunsDocument } from '../operations/generated/operations.ts';
import { atelierFor, type Command } from './command.ts';
import { findRuns, WITH_FILTER } from './find-run.ts';

export const archive: Command = {
  name: 'archive',
  words: 'RUN…',
  summary: 'puts runs aside, where the board leaves them out',
  options: WITH_FILTER,
  examples: ['atelier archive 42', 'atelier archive --filter "created < 2026-01-01"'],
  async run(call) {
    const atelier = atelierFor(call);
    const { archiveRuns: archived } = await atelier.request(ArchiveRunsDocument, { ids: await findRuns(call, atelier) });
    call.output(call.json ? JSON.stringify({ archived }) : `${archived} put aside; \`atelier unarchive\` brings them back`);
  },
};

export const unarchive: Command = {
  name: 'unarchive',
  words: 'RUN…',
  summary: 'brings runs back that were put aside',
  examples: ['atelier unarchive 42'],
  async run(call) {
    const atelier = atelierFor(call);
    const { unarchiveRuns: unarchived } = await atelier.request(UnarchiveRunsDocument, { ids: await findRuns(call, atelier) });
    call.output(call.json ? JSON.stringify({ unarchived }) : `${unarchived} brought back`);
  },
};
