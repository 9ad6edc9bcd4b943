import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type App, inTeam } from '../context.ts';
import { notFound } from '../errors.ts';
import { CSV_TYPE } from '../csv.ts';
import { exportWorks } from '../slices/datasets/export.ts';
import { drawWork } from '../slices/datasets/work-picture.ts';
import { guardedRoute, KEPT_BY_PERSON } from './guarded-route.ts';

const YEAR_S = 31_536_000;

/**
 * GET /works/:version/:view/:row.png: the picture of one work. A version never changes, so neither do its pictures.
 * GET /works/:version/works.csv: what is known of the works; `label`, `column` and `value`, `search` choose some, as in the API.
 */
export function serveWorks(server: FastifyInstance, app: App): void {
  guardedRoute(server, app, 'GET /works/:version/:view/:file', async (context, request, reply) => {
    const { version, view, file } = request.params as { version: string; view: string; file: string };
    const [, row] = /^(\d{1,9})\.png$/.exec(file) ?? [];
    if (row === undefined) throw notFound('picture');
    const picture = await drawWork(inTeam(context), version, view, Number(row));
    void reply.headers({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      ...KEPT_BY_PERSON,
      'cache-control': `private, max-age=${YEAR_S}, immutable`,
    });
    return picture;
  });

  guardedRoute(server, app, 'GET /works/:version/:file', async (context, request, reply): Promise<Readable> => {
    const { version, file } = request.params as { version: string; file: string };
    if (file !== 'works.csv') throw notFound('export');
    const given = request.query as Readonly<Record<string, string | string[] | undefined>>;
    const text = (name: string) => [given[name] ?? null].flat()[0]!;
    const column = text('column');
    const lines = await exportWorks(inTeam(context), version, {
      label: text('label'),
      where: column === null ? null : { column, value: text('value') },
      search: text('search'),
    });
    void reply.headers({
      'content-type': CSV_TYPE,
      'content-disposition': 'attachment; filename="works.csv"',
      'cache-control': 'private, no-store',
    });
    return Readable.from(lines);
  });
}
