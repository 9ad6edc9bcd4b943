import { BoardColumnsDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, type Command } from './command.ts';
import { brief, textTable } from './text-table.ts';

export const columns: Command = {
  name: 'columns',
  words: '[TEXT]',
  summary: 'lists what can be shown, filtered, sorted and grouped by: params, metrics, scores, tags',
  options: {
    filter: { value: 'FILTER', summary: 'only what the runs have that pass' },
    limit: { value: 'N', summary: 'how many at most; 200 unless told' },
  },
  examples: ['atelier columns', 'atelier columns accuracy'],
  async run(call) {
    const { team, slug } = projectFor(call);
    const query = call.text('filter');
    const { project } = await atelierFor(call).request(BoardColumnsDocument, {
      team,
      project: slug,
      search: call.words[0],
      filter: query === undefined ? null : { query },
      first: call.count('limit') ?? 200,
    });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    const { nodes, hasMore } = project.columns;
    if (call.json) return call.output(JSON.stringify(nodes));
    const lines = nodes.map(({ name, count, isNumber, min, max, examples }) => [
      name,
      brief(count),
      isNumber ? `${brief(min)} to ${brief(max)}` : examples.join(', '),
    ]);
    call.output(textTable([['column', 'runs', 'values'], ...lines]));
    if (hasMore) call.remark('There are more; --limit shows them, a word narrows them down.');
  },
};
