// A place to try the API by hand. All of it comes from a package on this machine, so it works without the internet.
import { readFile } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import { getDistDirectory } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import type { App } from '../context.ts';
import { guardedRoute } from './guarded-route.ts';

// Altair writes styles as it goes and keeps its workers in files of its own; nothing else is let in or out.
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'self'",
].join('; ');

const EXAMPLE = `# Whoever is signed in to the dashboard is signed in here.
{
  viewer {
    user { name }
    teams { slug projects { nodes { slug } } }
  }
}
`;

const START = `AltairGraphQL.init({
  endpointURL: location.origin + '/graphql',
  subscriptionsEndpoint: location.origin.replace(/^http/, 'ws') + '/graphql',
  subscriptionsProtocol: 'graphql-ws',
  initialQuery: ${JSON.stringify(EXAMPLE)},
  disableAccount: true,
});
`;

/** GET /playground and what it is made of. */
export async function servePlayground(server: FastifyInstance, app: App): Promise<void> {
  const folder = getDistDirectory();
  const source = await readFile(`${folder}/index.html`, 'utf8');
  const page = source
    .replace('<base href="/" />', '<base href="/playground/" />')
    .replace('</body>', '<script type="module" src="start.js"></script></body>');

  await server.register(async (scope) => {
    await scope.register(fastifyStatic, { root: folder, serve: false });
    scope.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', POLICY));
    guardedRoute(scope, app, 'GET /playground', async (_context, _request, reply) => reply.type('text/html; charset=utf-8').send(page));
    guardedRoute(scope, app, 'GET /playground/*', async (_context, request, reply) => {
      const name = (request.params as { '*': string })['*'];
      if (name === '') return reply.redirect('/playground');
      if (name === 'start.js') return reply.type('text/javascript; charset=utf-8').send(START);
      return reply.sendFile(name, folder);
    });
  });
}
