import type { FastifyInstance } from 'fastify';
import { type App, inTeam } from '../context.ts';
import { notFound } from '../errors.ts';
import { drawWork } from '../slices/datasets/work-picture.ts';
import { guardedRoute, KEPT_BY_PERSON } from './guarded-route.ts';

const YEAR_S = 31_536_000;

/** GET /works/:version/:view/:row.png: the picture of one work. A version never changes, so neither do its pictures. */
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
}
