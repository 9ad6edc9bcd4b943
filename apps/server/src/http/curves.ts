// Curves by GET, so that a browser may keep them: those of a run that has finished never change.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type App, inTeam } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { curvesForCache } from '../slices/metrics/curves/cache/service.ts';
import { guardedRoute, KEPT_BY_PERSON } from './guarded-route.ts';

const YEAR_S = 31_536_000;

/**
 * GET /curves/:run?key=loss&key=acc&pixels=800&from=&to=&x=STEP: the curves as Run.curves gives them, packed alike. The tag stands for how
 * many points each series has and what is asked of them, so a curve that has not grown is not read again.
 */
export function serveCurves(server: FastifyInstance, app: App): void {
  guardedRoute(server, app, 'GET /curves/:run', async (context, request, reply) => {
    const { run } = request.params as { run: string };
    const given = request.query as Readonly<Record<string, string | string[] | undefined>>;
    const text = (name: string) => [given[name] ?? ''].flat()[0]!;
    const number = (name: string): number | null => {
      const value = text(name) === '' ? null : Number(text(name));
      if (value !== null && !Number.isFinite(value))
        throw invalidInput(`${name} requires a number, got ${JSON.stringify(text(name))}`, name);
      return value;
    };
    const asked = {
      keys: [given.key ?? []].flat(),
      x: text('x') || 'STEP',
      from: number('from'),
      to: number('to'),
      pixels: number('pixels'),
    };
    const found = await curvesForCache(inTeam(context), run, asked);
    const etag = `"${createHash('sha256')
      .update(JSON.stringify([run, asked, found.state]))
      .digest('base64url')}"`;
    void reply.headers({
      ...KEPT_BY_PERSON,
      etag,
      'cache-control': found.isFinal ? `private, max-age=${YEAR_S}, immutable` : 'private, no-cache',
    });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return { curves: (await found.read()).map(packed) };
  });
}

type Curves = Awaited<ReturnType<Awaited<ReturnType<typeof curvesForCache>>['read']>>;

function packed({ key, attempt, xs, points: { steps, values, times }, count, exact, columns }: Curves[number]) {
  return { key, attempt, xs: base64(xs), steps: base64(steps), values: base64(values), times: base64(times), count, exact, columns };
}

function base64({ buffer, byteOffset, byteLength }: Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
