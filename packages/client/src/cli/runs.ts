import { BoardDocument, type BoardQuery, type RunOrder } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, type Call, type Command } from './command.ts';
import { brief, briefDuration, textTable } from './text-table.ts';
import { trashOf } from './trash.ts';

type Row = NonNullable<BoardQuery['project']>['runs']['nodes'][number];

const PAGE = 100;
const USUAL = ['test.accuracy', 'metrics.val_accuracy', 'metrics.val_loss'];

export const runs: Command = {
  name: 'runs',
  words: '',
  summary: 'lists the runs of a project, newest first',
  more: 'Columns have the same names in filters, orders and tables: `params.training.epochs`, `metrics.loss` (its last value; also `.min`, `.max`, `.best`), `test.accuracy`, `tags`,\nand `name`, `number`, `status`, `kind`, `author`, `created`, `duration`, `dataset`, `split`, `seed`. With `--json` each run has its `cells` in the order of the columns.',
  options: {
    filter: { value: 'FILTER', summary: 'one line such as "metrics.val_accuracy > 0.8 and not tags = draft"' },
    order: { value: 'COLUMN', summary: 'the column to sort by, greatest first' },
    ascending: { summary: 'sorts the smallest first' },
    columns: { value: 'A,B', summary: `what to show of each run; else ${USUAL.join(', ')}` },
    limit: { value: 'N', summary: 'how many at most; 50 unless told' },
    trash: { summary: 'lists the deleted runs instead, with their ids' },
  },
  examples: [
    'atelier runs',
    'atelier runs --filter "metrics.val_loss < 0.5 and status = finished" --order metrics.val_loss --ascending',
    'atelier runs --columns params.model,test.accuracy --limit 10 --json',
  ],
  async run(call) {
    const limit = call.count('limit') ?? 50;
    if (call.flag('trash')) return showTrash(call, limit);
    const columns = call.list('columns') ?? USUAL;
    const rows = await board(call, columns, limit);
    if (call.json) return call.output(JSON.stringify(rows));
    call.output(textTable([['run', 'name', 'kind', 'status', ...columns.map(shortName), 'took'], ...rows.map(lineOf)]));
  },
};

async function board(call: Call, columns: readonly string[], limit: number): Promise<Row[]> {
  const atelier = atelierFor(call);
  const { team, slug } = projectFor(call);
  const query = call.text('filter');
  const rows: Row[] = [];
  for (let after: string | null = null; rows.length < limit; ) {
    const { project }: BoardQuery = await atelier.request(BoardDocument, {
      team,
      project: slug,
      columns: [...columns],
      after,
      first: Math.min(PAGE, limit - rows.length),
      filter: query === undefined ? null : { query },
      orderBy: orderOf(call),
    });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    rows.push(...project.runs.nodes);
    if (!project.runs.pageInfo.hasNextPage) break;
    after = project.runs.pageInfo.endCursor;
  }
  return rows;
}

function orderOf(call: Call): RunOrder {
  const column = call.text('order');
  const direction = call.flag('ascending') ? 'ASC' : 'DESC';
  return column === undefined ? { by: 'NUMBER', direction } : { by: 'COLUMN', key: column, direction };
}

async function showTrash(call: Call, limit: number): Promise<void> {
  const rows = (await trashOf(call, atelierFor(call))).slice(0, limit);
  if (call.json) return call.output(JSON.stringify(rows));
  call.output(
    textTable([
      ['run', 'name', 'deleted', 'id'],
      ...rows.map(({ number, name, deletedAt, id }) => [`#${number}`, name, deletedAt ?? '–', id]),
    ]),
  );
}

function lineOf({ number, name, kind, status, durationMs, cells }: Row): string[] {
  return [`#${number}`, name, kind.toLowerCase(), status.toLowerCase(), ...cells.map(shown), briefDuration(durationMs)];
}

/** A cell is a value as it was logged, or a score with its interval. */
function shown(cell: unknown): string {
  if (cell === null || cell === undefined || typeof cell === 'number' || typeof cell === 'string') return brief(cell);
  if (typeof cell !== 'object' || !('value' in cell)) return JSON.stringify(cell);
  const { value, low, high } = cell as { value: number | null; low: number | null; high: number | null };
  return low === null || high === null ? brief(value) : `${brief(value)} (${brief(low)}–${brief(high)})`;
}

function shortName(column: string): string {
  return column.replace(/^(params|metrics)\./, '');
}
