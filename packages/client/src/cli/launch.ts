import { readFileSync } from 'node:fs';
import { LaunchRunDocument, ProjectDocument, type LaunchRunInput } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, UsageError, type Command } from './command.ts';
import { watchRun } from './watch.ts';

export const launch: Command = {
  name: 'launch',
  words: 'FILE',
  summary: 'puts a training into the queue, as a JSON file says',
  more: 'The file holds a `LaunchRunInput` of the API without its project, such as\n`{"split": "…", "view": "images", "model": {"cnn": {"filters": [32, 64]}}, "training": {"epochs": 10}}`. `-` reads standard input.',
  options: {
    seed: { value: 'N', summary: 'the seed, instead of that of the file' },
    name: { value: 'NAME', summary: 'the name, instead of that of the file' },
    watch: { summary: 'stays and shows the run until it ends, as `watch` does' },
  },
  examples: ['atelier launch cnn.json --watch', 'atelier launch cnn.json --seed 2 --name "seed 2"'],
  async run(call) {
    const atelier = atelierFor(call);
    const input = readInput(call.words);
    const seed = call.count('seed');
    const { team, slug } = projectFor(call);
    const { project } = await atelier.request(ProjectDocument, { team, slug });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    const name = call.text('name');
    const { launchRun } = await atelier.request(LaunchRunDocument, {
      input: {
        ...input,
        project: project.id,
        ...(seed === undefined ? {} : { seed }),
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
