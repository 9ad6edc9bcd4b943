import type { Database } from '../db/database.ts';
import type { Wire } from './live.ts';

const CHANNEL = 'atelier';

/** PostgreSQL's NOTIFY as the wire between servers. */
export function databaseWire(database: Database): Wire {
  return {
    send: (payload) => database.sql.run('SELECT pg_notify($1, $2)', [CHANNEL, payload]),
    listen: (onMessage) => database.listen(CHANNEL, onMessage),
  };
}
