import { RunGroupsDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, UsageError, type Command } from './command.ts';
import { brief, textTable } from './text-table.ts';

export const groups: Command = {
  name: 'groups',
  words: '',
  summary: 'puts runs together that have something in common, with the mean of their scores and its 95 % interval',
  more: 'The interval is Student’s t over the runs of a group: for three seeds it is as wide as three seeds deserve. `--by params --except seed` puts runs together that differ in nothing but their seed.',
  options: {
    by: { value: 'A,B', summary: 'columns that are equal within a group; `params` means all of them' },
    except: { value: 'A,B', summary: 'with `--by params`: params that may differ' },
    measures: { value: 'A,B', summary: 'columns with numbers to take the mean of; else test.accuracy' },
    order: { value: 'COLUMN', summary: 'the measure to sort by, greatest mean first; else the number of runs' },
    ascending: { summary: 'sorts the smallest first' },
    filter: { value: 'FILTER', summary: 'only runs that pass' },
    limit: { value: 'N', summary: 'how many groups at most; 50 unless told' },
  },
  examples: ['atelier groups --by params --except seed --measures test.accuracy', 'atelier groups --by kind,dataset --order test.accuracy'],
  async run(call) {
    const by = call.list('by');
    if (by === undefined || by.length === 0) throw new UsageError('groups requires what to group by, as --by COLUMN');
    const { team, slug } = projectFor(call);
    const [query, order, except] = [call.text('filter'), call.text('order'), call.list('except')];
    const measures = [...new Set([...(call.list('measures') ?? ['test.accuracy']), ...(order === undefined ? [] : [order])])];
    const direction = call.flag('ascending') ? ('ASC' as const) : ('DESC' as const);
    const { project } = await atelierFor(call).request(RunGroupsDocument, {
      team,
      project: slug,
      by: by.map((column) => ({ column, ...(except !== undefined && column === 'params' ? { except } : {}) })),
      filter: query === undefined ? null : { query },
      measures,
      orderBy: order === undefined ? { by: 'COUNT', direction } : { by: 'MEASURE', measure: order, direction },
      first: call.count('limit') ?? 50,
    });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    const { nodes } = project.runGroups;
    if (call.json) return call.output(JSON.stringify(nodes));
    const lines = nodes.map(({ label, count, measures: found }) => [
      label,
      brief(count),
      ...found.map(({ mean, low, high }) => (low === null ? brief(mean) : `${brief(mean)} (${brief(low)}–${brief(high)})`)),
    ]);
    call.output(textTable([['group', 'runs', ...measures], ...lines]));
  },
};
