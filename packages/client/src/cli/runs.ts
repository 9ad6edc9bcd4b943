import { RunsDocument, type RunsQuery } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, UsageError, type Command } from './command.ts';
import { brief, briefDuration, textTable } from './text-table.ts';

type Row = NonNullable<RunsQuery['project']>['runs']['nodes'][number];

const PAGE = 100;

export const runs: Command = {
  name: 'runs',
  usage: '[--project TEAM/PROJECT] [--where FILTER] [--order KEY] [--ascending] [--metrics A,B] [--limit N]',
  summary: 'lists runs; FILTER is one line such as "metrics.val_accuracy > 0.8 and params.lr <= 1e-3"',
  options: {
    where: { type: 'string' },
    order: { type: 'string' },
    ascending: { type: 'boolean' },
    metrics: { type: 'string' },
    limit: { type: 'string' },
  },
  async run(call) {
    const atelier = atelierFor(call);
    const { team, slug } = projectFor(call);
    const limit = Number(call.text('limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`--limit must be a whole number above 0, got ${call.text('limit')}`);
    const metrics = call.text('metrics')?.split(',') ?? ['val_accuracy', 'val_loss'];
    const order = call.text('order');
    const direction = call.flag('ascending') ? ('ASC' as const) : ('DESC' as const);
    const rows: Row[] = [];
    for (let after: string | null = null; rows.length < limit; ) {
      const page: RunsQuery = await atelier.request(RunsDocument, {
        team,
        project: slug,
        metrics,
        after,
        first: Math.min(PAGE, limit - rows.length),
        filter: call.text('where') === undefined ? null : { query: call.text('where') },
        orderBy: order === undefined ? { by: 'NUMBER', direction } : { by: 'METRIC', key: order, direction },
      });
      if (page.project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
      const { nodes, pageInfo } = page.project.runs;
      rows.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    if (call.json) return call.output(JSON.stringify(rows));
    call.output(textTable([['run', 'name', 'kind', 'status', ...metrics, 'took'], ...rows.map((row) => lineOf(row, metrics))]));
  },
};

function lineOf(row: Row, metrics: readonly string[]): string[] {
  const values = metrics.map((key) => brief(row.metrics.find((metric) => metric.key === key)?.last));
  return [`#${row.number}`, row.name, row.kind.toLowerCase(), row.status.toLowerCase(), ...values, briefDuration(row.durationMs)];
}
