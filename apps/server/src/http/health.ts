import type { FastifyInstance } from 'fastify';
import type { App } from '../context.ts';
import { AppError } from '../errors.ts';

/** GET /health: whether the server can do its work, database included. */
export function serveHealth(server: FastifyInstance, { config, database }: App): void {
  server.get('/health', async () => {
    try {
      await database.sql.rows('SELECT 1');
    } catch {
      throw new AppError('UNAVAILABLE', 'The database does not answer.');
    }
    return { status: 'ok', version: config.version };
  });
}
