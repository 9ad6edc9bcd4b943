// The raw client and pool. They are imported inside db/ only: everyone else gets a door that knows whose rows it may touch.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

const STATEMENT_LIMIT_MS = 12_000;
const LOCK_LIMIT_MS = 10_000;
const IDLE_TRANSACTION_LIMIT_MS = 30_000;
/** A connection on which nothing comes back for longer than any statement may take leads nowhere: it is given up, whatever TCP believes. */
const ANSWER_LIMIT_MS = STATEMENT_LIMIT_MS + 2_000;
const KEEP_ALIVE_AFTER_MS = 5_000;

export interface RawDatabase {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly url: string;
  readonly connections?: number;
  /** A connection that is lost while nobody uses it is replaced; this is told of it. */
  readonly onLost: (error: Error) => void;
}

/** Opens one pool that Prisma and the raw SQL door share. */
export function connect({ url, connections = 10, onLost }: ConnectOptions): RawDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    connectionTimeoutMillis: 10_000,
    query_timeout: ANSWER_LIMIT_MS,
    application_name: 'atelier',
    statement_timeout: STATEMENT_LIMIT_MS,
    lock_timeout: LOCK_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
  });
  pool.on('error', onLost);
  // The pool listens to idle connections only. One that is lost between two statements of a transaction would end the process; its next statement fails.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
