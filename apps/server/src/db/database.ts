import { type ConnectOptions, connect } from './client.ts';
import { type IdentityDatabase, identityDatabase } from './identity.ts';
import { listen } from './listen.ts';
import { type Scope, teamDatabase, type TeamDatabase, viewerDatabase, type ViewerDatabase } from './scoped.ts';
import { type Sql, sqlDoor } from './sql.ts';
import { vacuum } from './vacuum.ts';

/** The database, behind its doors. */
export interface Database {
  /** What a viewer may read: the rows of their teams. */
  forViewer(scope: Scope): ViewerDatabase;
  /** What a service works on: the rows of the one team that policy has admitted the viewer to. */
  forTeam(teamId: string): TeamDatabase;
  /** Sign-in, invitations, keys and tokens: before a team is known. */
  readonly identity: IdentityDatabase;
  readonly sql: Sql;
  /** Hears what is sent with NOTIFY on a channel. */
  listen(channel: string, onMessage: (payload: string) => void): { stop(): Promise<void> };
  /** Gives the space of deleted rows back: to the tables for new rows, and to the disk where whole pages at the end are empty. */
  vacuum(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database. Nothing is sent to it yet. */
export function openDatabase(options: ConnectOptions): Database {
  const { prisma, pool, close } = connect(options);
  return {
    forViewer: (scope) => viewerDatabase(prisma, scope),
    forTeam: (teamId) => teamDatabase(prisma, teamId),
    identity: identityDatabase(prisma),
    sql: sqlDoor(pool),
    listen: (channel, onMessage) => listen(options.url, channel, onMessage),
    vacuum: (tables) => vacuum(options.url, tables),
    close,
  };
}
