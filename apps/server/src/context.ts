import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { TeamDatabase, ViewerDatabase } from './db/scoped.ts';
import type { FileStore } from './files/store.ts';
import type { Live } from './live/live.ts';
import { type Level, type Principal, scopeOf } from './principal.ts';

/** What lives as long as the server. */
export interface App {
  readonly config: Config;
  readonly database: Database;
  readonly files: FileStore;
  /** Tells, and hears, that something has changed. */
  readonly live: Live;
  readonly log: Logger;
  readonly now: () => Date;
  /** The address that people open. */
  readonly publicUrl: () => string;
}

/** Where a request came from, and what may be set on its answer. */
export interface Exchange {
  readonly requestId: string;
  /** Address of the client, for rate limits. */
  readonly ip: string;
  /** Aborts when the caller hangs up before the answer. */
  readonly gone?: AbortSignal;
  /** Makes the browser hold the session, or with null forget it. Sockets cannot. */
  setSession(secret: string | null): void;
}

/** What resolvers get: one per request, and one per subscription. */
export interface Context extends Exchange {
  readonly app: App;
  readonly viewer: Principal;
  /** The rows of the viewer's teams, for reading along the edges of what they may see. */
  readonly db: ViewerDatabase;
  readonly log: Logger;
  /** One instance per request of everything made by `once`. */
  readonly made: Map<unknown, unknown>;
  /** Root fields that policy guards by team: the team it admitted the viewer to. */
  readonly team?: AdmittedTeam;
}

export interface AdmittedTeam {
  readonly id: string;
  /** What the viewer may do there. Undefined for agents and attempts. */
  readonly level: Level | undefined;
}

/** What a service gets: a context with the door of the one team that it works in. */
export interface TeamContext extends Omit<Context, 'db' | 'team'> {
  readonly db: TeamDatabase;
  readonly team: AdmittedTeam;
}

/** Makes the context of one request. */
export function createContext(app: App, viewer: Principal, exchange: Exchange): Context {
  return {
    ...exchange,
    app,
    viewer,
    db: app.database.forViewer(scopeOf(viewer)),
    log: app.log.child({ requestId: exchange.requestId }),
    made: new Map(),
  };
}

/** Makes the rest of the request somebody else's: they have just signed in, or joined a team. */
export function become(context: Pick<Context, 'made' | 'app'>, viewer: Principal): void {
  const whole = rootOf(context) as { -readonly [Key in keyof Context]: Context[Key] };
  whole.viewer = viewer;
  whole.db = context.app.database.forViewer(scopeOf(viewer));
}

/** The context for a root field in the team that policy admitted the viewer to. */
export function withTeam(context: Context, team: AdmittedTeam): Context {
  return Object.create(context, { team: { value: team, enumerable: true } });
}

/** The same context for a service. Where policy admitted to no team it throws, which is a bug in the policy table. */
export function inTeam(context: Context): TeamContext {
  const { team } = context;
  if (team === undefined) throw new Error('A resolver works in a team, but policy names none for its field');
  const db = once(context, `door of ${team.id}`, () => context.app.database.forTeam(team.id));
  return Object.create(context, { db: { value: db, enumerable: true } });
}

// Contexts inherit, so that `become` reaches those that were made for a field.
function rootOf(context: object): object {
  const parent = Object.getPrototypeOf(context);
  return parent === Object.prototype ? context : rootOf(parent);
}

/** Makes something once per request, such as a loader, under a key of its own (its factory, mostly). */
export function once<Made>(context: Pick<Context, 'made'>, key: unknown, make: () => Made): Made {
  if (!context.made.has(key)) context.made.set(key, make());
  return context.made.get(key) as Made;
}
