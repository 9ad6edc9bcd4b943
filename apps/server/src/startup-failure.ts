// Why the server did not start, in one line that says what to do.
import type { Config } from './config.ts';

/** One line for whoever started the server. What it does not know it says in the words of whatever failed. */
export function startupFailure(error: unknown, config: Config | undefined): string {
  const { code, message } = rootOf(error);
  const database = config && new URL(config.databaseUrl);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${config?.port} of ${config?.host} is taken: stop what listens there, or set PORT.`;
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return `The data folder ${config?.dataFolder} cannot be written: ${message}`;
    case 'ENOSPC':
      return `There is no space left for the data folder ${config?.dataFolder}.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `No PostgreSQL answers at ${database?.host}: ${code}. Check DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${database?.host} refuses the user ${database?.username} or its password. Check DATABASE_URL.`;
    case '3D000':
      return `PostgreSQL at ${database?.host} has no database ${database?.pathname.slice(1)}. Create it, or check DATABASE_URL.`;
    case '42P01':
      return 'The database has not been migrated: run npm run migrate -- apply.';
    default:
      return message.split('\n')[0] || 'The server could not start.';
  }
}

// A host with two addresses fails with an error for each.
function rootOf(error: unknown): { code: string | undefined; message: string } {
  const root = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = root as { code?: string; message?: string };
  return { code, message: message ?? String(root) };
}
