// PostgreSQL's refusals that a service expects, and the signs that it is not to be had at the moment.
import { Prisma } from './generated/client.ts';

/** Whether a write was refused because such a row is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return (
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') ||
    (error as { code?: string } | null)?.code === '23505'
  );
}

// PostgreSQL 18 has a code of its own for a row that is not to go.
const REFERRED: ReadonlySet<string> = new Set(['23503', '23001']);

/** Whether a row cannot go since another refers to it, or cannot come since what it refers to has gone. */
export function isForeignKeyViolation(error: unknown): boolean {
  return (
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003') ||
    REFERRED.has((error as { code?: string } | null)?.code ?? '')
  );
}

// Classes and codes of PostgreSQL: connection lost, out of resources, shutting down or starting, taken back for another's sake, waited too long.
const AWAY = /^(08...|53...|57P0[1-5]|57014|40001|40P01|55P03|25P0[23])$/;
const AWAY_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);
const AWAY_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
// pg says these in words only.
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|server closed the connection/i;

/** Whether the connection itself is gone or does not answer. */
export function isConnectionLost(error: unknown): boolean {
  return AWAY_WORDS.test(String((error as Error | null)?.message));
}

/** Whether something failed because the database was away, full or overwhelmed: the same may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; typeof cause === 'object' && cause !== null && depth < 5; depth++) {
    const { code, message, cause: inner, originalCode } = cause as Record<string, unknown>;
    for (const known of [code, originalCode])
      if (typeof known === 'string' && (AWAY.test(known) || AWAY_PRISMA.has(known) || AWAY_SYSTEM.has(known))) return true;
    if (typeof message === 'string' && AWAY_WORDS.test(message)) return true;
    const { meta } = cause as { meta?: { driverAdapterError?: unknown } };
    cause = inner ?? meta?.driverAdapterError;
  }
  return false;
}
