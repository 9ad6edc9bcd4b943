import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type App, inTeam } from '../context.ts';
import { notFound } from '../errors.ts';
import { exportRuns } from '../slices/runs/board/export/service.ts';
import { guardedRoute } from './guarded-route.ts';

/**
 * GET /projects/:team/:project/runs.csv, or .ndjson: what a board shows, in any number of runs. `query`: the filter in one line;
 * `columns`: names of columns, with commas between or one by one; `order`, `direction`: as the board is sorted.
 */
export function serveExports(server: FastifyInstance, app: App): void {
  guardedRoute(server, app, 'GET /projects/:team/:project/:file', async (context, request, reply): Promise<Readable> => {
    const { project, file } = request.params as { project: string; file: string };
    const [, format] = /^runs\.(csv|ndjson)$/.exec(file) ?? [];
    if (format === undefined) throw notFound('export');
    const given = request.query as Readonly<Record<string, string | string[] | undefined>>;
    const text = (name: string) => [given[name] ?? ''].flat()[0]!;
    const { mediaType, pieces } = await exportRuns(inTeam(context), {
      project,
      format: format as 'csv' | 'ndjson',
      query: text('query'),
      columns: [given.columns ?? []].flat().flatMap(splitNames),
      order: text('order'),
      direction: text('direction') || 'DESC',
    });
    void reply.headers({
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${project.replace(/[^a-z0-9-]/g, '_')}-runs.${format}"`,
      'cache-control': 'private, no-store',
    });
    return Readable.from(pieces);
  });
}

// At commas outside quotes.
function splitNames(list: string): string[] {
  return (list.match(/(?:"(?:\\.|[^"\\])*"|[^,])+/g) ?? []).map((name) => name.trim());
}
