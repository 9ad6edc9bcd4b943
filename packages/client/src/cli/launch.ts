import { readFileSync } from 'node:fs';
import { LaunchRunDocument, ProjectDocument, type LaunchRunInput } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, UsageError, type Command } from './command.ts';
import { watchRun } from './watch.ts';

export const launch: Command = {
  name: 'launch',
  usage: 'FILE.json [--project TEAM/PROJECT] [--seed N] [--name NAME] [--watch]',
  summary: 'launches a run as the file says (LaunchRunInput of the API; - reads standard input)',
  options: { seed: { type: 'string' }, name: { type: 'string' }, watch: { type: 'boolean' } },
  async run(call) {
    const atelier = atelierFor(call);
    const input = readInput(call.words);
    const seed = call.text('seed');
    const { team, slug } = projectFor(call);
    const { project } = await atelier.request(ProjectDocument, { team, slug });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    const name = call.text('name');
    const { launchRun } = await atelier.request(LaunchRunDocument, {
      input: {
        ...input,
        project: project.id,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
        ...(name === undefined ? {} : { name }),
      },
    });
    call.output(
      call.json
        ? JSON.stringify(launchRun)
        : `#${launchRun.number} ${launchRun.name} is ${launchRun.status.toLowerCase()}; ${launchRun.id}`,
    );
    return call.flag('watch') ? watchRun(call, atelier, launchRun.id) : undefined;
  },
};

function readInput([file, ...more]: readonly string[]): LaunchRunInput {
  if (file === undefined || more.length > 0) throw new UsageError('launch requires one file');
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as LaunchRunInput;
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
