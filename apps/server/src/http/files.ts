// Files in and out as plain streams. What somebody uploaded is handed out as a download and never as a page of this server.
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type App, inTeam } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { addFile, fileUrl, getFile } from '../slices/files/service.ts';
import { guardedRoute, KEPT_BY_PERSON } from './guarded-route.ts';

const YEAR_S = 31_536_000;

/** PUT /files takes in a raw body; GET /files/:id hands it out, or a range of it. */
export function serveFiles(server: FastifyInstance, app: App): void {
  // The body is not collected by Fastify but read as it comes, whatever type it claims to have.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    guardedRoute(
      scope,
      app,
      'PUT /files',
      async (context, request, reply) => {
        const { name } = request.query as { name?: unknown };
        if (typeof name !== 'string') throw invalidInput('PUT /files requires the query parameter name', 'name');
        // What is left of a refused body is neither read nor waited for, and the answer still gets out.
        void reply.header('connection', 'close');
        requireFit(request.headers['content-length'], app.config.maxUploadBytes);
        const file = await addFile(inTeam(context), name, request.raw.iterator({ destroyOnReturn: false }));
        void reply.removeHeader('connection');
        void reply.code(201);
        return {
          id: encodeId('File', file.id),
          sha256: file.sha256,
          sizeBytes: Number(file.sizeBytes),
          mediaType: file.mediaType,
          name: file.name,
          url: fileUrl(file.id),
        };
      },
      { bodyLimit: Number.MAX_SAFE_INTEGER },
    );
  });

  guardedRoute(server, app, 'GET /files/:id', async (context, request, reply): Promise<Readable> => {
    const file = await getFile(inTeam(context), (request.params as { id: string }).id);
    const size = Number(file.sizeBytes);
    const range = rangeOf(request.headers.range, size);
    if (range === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${size}`);
      throw new RangeNotSatisfiable();
    }
    // Before the headers: those of a file that can be kept for a year do not belong to the news that it is damaged.
    const content = await app.files.read(file.sha256, size, range);
    void reply.headers({
      'content-type': file.mediaType,
      'content-disposition': attachment(file.name),
      'content-security-policy': "sandbox; default-src 'none'",
      ...KEPT_BY_PERSON,
      'cache-control': `private, max-age=${YEAR_S}, immutable`,
      'accept-ranges': 'bytes',
      etag: `"${file.sha256}"`,
      'content-length': range === undefined ? size : range.end - range.start + 1,
    });
    if (range !== undefined) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
    return content;
  });
}

class RangeNotSatisfiable extends Error {
  readonly statusCode = 416;
  constructor() {
    super('The file has no such range.');
  }
}

// A body that says it is too long need not be read to be refused.
function requireFit(contentLength: string | undefined, limit: number): void {
  if (contentLength !== undefined && Number(contentLength) > limit)
    throw invalidInput(`A file has at most ${limit} bytes here, got ${contentLength}`);
}

/** The one range that a download may ask for; several, or anything else, give the whole file. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end && start < size ? { start, end } : 'unsatisfiable';
}

// RFC 6266: the plain form for old readers, without anything that could end it early; the exact name beside it.
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
