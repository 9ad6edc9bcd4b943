// The dashboard: the pages that Next.js has exported, under a policy that lets nothing run but what they came with.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../context.ts';
import { AppError } from '../errors.ts';
import { guardedRoute } from './guarded-route.ts';

const YEAR_S = 31_536_000;
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

interface Page {
  readonly changedAt: number;
  readonly html: Buffer;
  readonly contentSecurityPolicy: string;
}

/** GET /*: a file of the export, else the page of that name, else its page for what is not there. */
export async function serveDashboard(server: FastifyInstance, app: App): Promise<void> {
  const root = app.config.dashboardFolder;
  const pages = new Map<string, Page>();
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, { root, serve: false });
    guardedRoute(scope, app, 'GET /*', (_context, request, reply) => send(request, reply));
  });

  async function send(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const asked = (request.params as { '*': string })['*'];
    for (const name of asked === '' ? ['index.html'] : [asked, `${asked}.html`]) {
      if (!(await isFileIn(root, name))) continue;
      if (name.endsWith('.html')) return sendPage(reply, name, 200);
      const forEver = name.startsWith('_next/static/');
      void reply.header('cache-control', forEver ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
      return reply.sendFile(name, root, { cacheControl: false });
    }
    if (await isFileIn(root, '404.html')) return sendPage(reply, '404.html', 404);
    throw new AppError(
      'NOT_FOUND',
      `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`,
      asked === '' ? { hint: 'The dashboard has not been built. `npm start` builds it.' } : {},
    );
  }

  async function sendPage(reply: FastifyReply, name: string, status: number): Promise<Buffer> {
    const page = await readPage(join(root, name));
    void reply.code(status).headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': page.contentSecurityPolicy,
    });
    return page.html;
  }

  async function readPage(path: string): Promise<Page> {
    const { mtimeMs } = await stat(path);
    const known = pages.get(path);
    if (known?.changedAt === mtimeMs) return known;
    const html = await readFile(path);
    const page = { changedAt: mtimeMs, html, contentSecurityPolicy: policyFor(html.toString('utf8')) };
    pages.set(path, page);
    return page;
  }
}

// Next.js writes some scripts into the page itself; each is allowed by its hash, and no other inline script is.
function policyFor(html: string): string {
  const hashes = Array.from(
    html.matchAll(INLINE_SCRIPT),
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function isFileIn(root: string, name: string): Promise<boolean> {
  if (name.includes('\0') || name.split(/[/\\]/).includes('..')) return false;
  const path = join(root, name);
  if (!path.startsWith(root + sep)) return false;
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
