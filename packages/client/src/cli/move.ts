import { MoveRunsDocument, ProjectDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, UsageError, type Command } from './command.ts';
import { findRuns, WITH_FILTER } from './find-run.ts';

export const move: Command = {
  name: 'move',
  words: 'RUN…',
  summary: 'moves runs to another project of their team, where they get its next numbers',
  options: { to: { value: 'TEAM/PROJECT', summary: 'the project that they go to' }, ...WITH_FILTER },
  examples: ['atelier move 42 43 --to studio/second-try'],
  async run(call) {
    const [team, slug, ...more] = call.text('to')?.split('/') ?? [];
    if (!team || !slug || more.length > 0) throw new UsageError('move requires the project that the runs go to, as --to TEAM/PROJECT');
    const atelier = atelierFor(call);
    const { project } = await atelier.request(ProjectDocument, { team, slug });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    const { moveRuns: moved } = await atelier.request(MoveRunsDocument, { ids: await findRuns(call, atelier), project: project.id });
    call.output(call.json ? JSON.stringify({ moved }) : `${moved} moved to ${team}/${slug}`);
  },
};
