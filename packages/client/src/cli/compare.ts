import { CompareRunsDocument } from '../operations/generated/operations.ts';
import { atelierFor, type Command } from './command.ts';
import { findRuns, WITH_FILTER } from './find-run.ts';
import { brief, textTable } from './text-table.ts';

export const compare: Command = {
  name: 'compare',
  words: 'RUN RUN…',
  summary: 'compares runs: params that differ, scores on the test part, and whether the difference is real',
  more: 'Runs that predicted the same test samples are tested in pairs, corrected for the number of pairs. "Cannot be told apart" is an answer.',
  options: WITH_FILTER,
  examples: ['atelier compare 42 43', 'atelier compare --filter "tags = paper" --json'],
  async run(call) {
    const atelier = atelierFor(call);
    const ids = await findRuns(call, atelier, 2);
    const { compareRuns } = await atelier.request(CompareRunsDocument, { ids });
    if (call.json) return call.output(JSON.stringify(compareRuns));
    const { runs, paramDifferences, words } = compareRuns;
    const heading = ['', ...runs.map(({ number, name }) => `#${number} ${name}`)];
    const names = [...new Set(runs.flatMap((run) => run.evaluation?.metrics.map(({ name }) => name) ?? []))];
    const metrics = names.map((name) => [
      name,
      ...runs.map((run) => brief(run.evaluation?.metrics.find((metric) => metric.name === name)?.value)),
    ]);
    call.output(textTable([heading, ...metrics]));
    if (paramDifferences.length > 0)
      call.output(
        `\n${textTable([heading, ...paramDifferences.map(({ path, values }) => [path, ...(values as unknown[]).map((value) => JSON.stringify(value) ?? '–')])])}`,
      );
    if (words.length > 0) call.output(`\n${words.join('\n')}`);
  },
};
