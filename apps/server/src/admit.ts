// Decides on one use of one rule. What a viewer may not see is `NOT_FOUND`; what they see but may not do is `FORBIDDEN`.
import DataLoader from 'dataloader';
import { type AdmittedTeam, type Context, once, withTeam } from './context.ts';
import { AppError, invalidInput, notFound } from './errors.ts';
import { teamsOfRuns } from './db/team-of.ts';
import { decodeId, isUuid, rowId } from './ids.ts';
import type { Rule, Subject } from './policy.ts';
import { isAgent, type Level, levelIn, type Principal, reaches, scopeOf } from './principal.ts';

/** Admits the viewer to a root field and returns the context for it, in the subject's team where there is one. Throws otherwise. */
export async function admit(rule: Rule, context: Context, args: Readonly<Record<string, unknown>>): Promise<Context> {
  const { viewer } = context;
  if (rule.who === 'anyone') return context;
  if (viewer.kind === 'anonymous') throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API key.');
  switch (rule.who) {
    case 'person':
      if (viewer.kind !== 'user') throw forbidden('Only a person who is signed in may do this.');
      return context;
    case 'attempt':
      if (viewer.kind !== 'attempt') throw forbidden('Only the attempt of a claimed launch may ask for this.');
      return withTeam(context, { id: viewer.teamId, level: undefined });
    case 'agent':
      return admitAgent(rule.subject, context, args);
    case 'member':
      return withTeam(context, await admitMember(rule, context, args));
    case 'edge':
      throw new Error('An edge has a parent');
  }
}

/** Admits the viewer to an edge of an entity that they hold. */
export function admitToEdge(rule: Extract<Rule, { who: 'edge' }>, { viewer }: Context, parent: string, source: unknown): void {
  if (viewer.kind === 'attempt' && !rule.attempts) throw forbidden('The token of an attempt reads what its launch needs, nothing else.');
  if (isBareAgent(viewer) && !rule.agents) throw forbidden('An agent reads the launches that it takes, nothing else.');
  if (rule.level === 'read') return;
  const row = source as { id?: string; teamId?: string };
  requireLevel(viewer, (parent === 'Team' ? row.id : row.teamId) ?? '', rule.level);
}

function isBareAgent(viewer: Principal): boolean {
  return isAgent(viewer) && !viewer.scopes.includes('read') && !viewer.scopes.includes('write') && !viewer.scopes.includes('admin');
}

async function admitAgent(subject: Subject | undefined, context: Context, args: Readonly<Record<string, unknown>>): Promise<Context> {
  if (!isAgent(context.viewer)) throw forbidden('Only an agent may do this: its API key has the scope "agent".');
  if (subject === undefined) return context;
  return withTeam(context, { id: await teamOf(subject, context, args), level: undefined });
}

async function admitMember(
  rule: Extract<Rule, { who: 'member' }>,
  context: Context,
  args: Readonly<Record<string, unknown>>,
): Promise<AdmittedTeam> {
  const { viewer } = context;
  if (viewer.kind === 'attempt') {
    await requireOwn(rule, viewer, context, args);
    return { id: viewer.teamId, level: undefined };
  }
  if (isBareAgent(viewer)) throw forbidden('An agent takes launches, nothing else.');
  const teamId = await teamOf(rule.subject, context, args);
  return { id: teamId, level: requireLevel(viewer, teamId, rule.level) };
}

type Attempt = Extract<Principal, { kind: 'attempt' }>;

async function requireOwn(
  { attempts, subject }: Extract<Rule, { who: 'member' }>,
  { runId }: Attempt,
  { db }: Context,
  args: Readonly<Record<string, unknown>>,
): Promise<void> {
  const named = valueAt(args, subject.path);
  switch (attempts) {
    case 'none':
      throw forbidden('The token of an attempt reads what its launch needs and writes its own run, nothing else.');
    case 'own run':
      if (rowId('Run', String(named)) !== runId) throw notFound('Run');
      return;
    case 'needed file': {
      const id = String(named);
      const ofVersion = isUuid(id) ? { versions: { some: { version: { runs: { some: { id: runId } } } } } } : undefined;
      // A run that tests a model needs the models of its parent.
      const ofModel = { artifacts: { some: { kind: 'model', run: { children: { some: { id: runId } } } } } };
      const file =
        ofVersion &&
        (await db.file.findFirst({ where: { id, OR: [ofVersion, { artifacts: { some: { runId } } }, ofModel] }, select: { id: true } }));
      if (!file) throw notFound('File');
      return;
    }
    case 'own team':
      return;
  }
}

function requireLevel(viewer: Principal, teamId: string, needed: Level): Level {
  const level = levelIn(viewer, teamId);
  if (level === undefined) throw notFound('team');
  if (!reaches(level, needed)) throw forbidden(`This needs the right to ${NEEDED[needed]} in the team.`);
  return level;
}

const NEEDED: Readonly<Record<Level, string>> = { read: 'read', write: 'write', admin: 'administer', owner: 'own' };

async function teamOf(subject: Subject, context: Context, args: Readonly<Record<string, unknown>>): Promise<string> {
  const value = valueAt(args, subject.path);
  if (subject.by === 'slug') {
    const team = await context.db.team.findUnique({ where: { slug: String(value) }, select: { id: true } });
    if (team === null) throw notFound('team');
    return team.id;
  }
  if (subject.by === 'row') {
    if (!isUuid(String(value))) throw notFound(subject.type);
    return findTeam(subject.type, String(value), context);
  }
  if (Array.isArray(value) && value.length === 0) throw invalidInput(`${subject.path} requires at least one id`, subject.path);
  const teams = await Promise.all([value].flat(3).map((id) => teamOfId(String(id), subject.types, context)));
  const [first] = teams;
  if (first === undefined || teams.some((team) => team !== first))
    throw invalidInput(`${subject.path} requires ids of one team`, subject.path);
  return first;
}

function teamOfId(id: string, types: readonly string[], context: Context): Promise<string> {
  const decoded = decodeId(id);
  const [only] = types;
  if (types.length > 0 && !types.includes(decoded.type)) throw notFound(only ?? 'thing');
  return once(context, `team of ${id}`, () => findTeam(decoded.type, decoded.id, context));
}

async function findTeam(type: string, id: string, context: Context): Promise<string> {
  const find = FINDERS[type];
  const row = type === 'Run' ? { teamId: await teamOfRun(context, id) } : find && (await find(context.db, id));
  if (!row?.teamId) throw notFound(type);
  return row.teamId;
}

// Runs are asked for more than all else together, one by one and hundreds at once.
function teamOfRun(context: Context, id: string): Promise<string | undefined> {
  const { app, viewer } = context;
  const loader = once(
    context,
    teamOfRun,
    () => new DataLoader<string, string | undefined>((ids) => teamsOfRuns(app.database.sql, scopeOf(viewer), ids), { cache: false }),
  );
  return loader.load(id);
}

type Finder = (db: Context['db'], id: string) => Promise<{ teamId: string | null } | null>;

const query = (id: string) => ({ where: { id }, select: { teamId: true } }) as const;

const FINDERS: Readonly<Record<string, Finder>> = {
  Team: async (db, id) => {
    const team = await db.team.findUnique({ where: { id }, select: { id: true } });
    return team && { teamId: team.id };
  },
  Invitation: (db, id) => db.invitation.findUnique(query(id)),
  ApiKey: (db, id) => db.apiKey.findUnique(query(id)),
  Project: (db, id) => db.project.findUnique(query(id)),
  File: (db, id) => db.file.findUnique(query(id)),
  Dataset: (db, id) => db.dataset.findUnique(query(id)),
  DatasetVersion: (db, id) => db.datasetVersion.findUnique(query(id)),
  Recipe: (db, id) => db.recipe.findUnique(query(id)),
  Split: (db, id) => db.split.findUnique(query(id)),
  SavedView: (db, id) => db.savedView.findUnique(query(id)),
  Artifact: (db, id) => db.artifact.findUnique(query(id)),
  Launch: (db, id) => db.launch.findUnique(query(id)),
  Agent: (db, id) => db.agent.findUnique(query(id)),
};

// Through a list: of each of its members.
function valueAt(args: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    const at = (within: unknown) => (within as Record<string, unknown> | undefined)?.[key];
    return Array.isArray(value) ? value.map(at) : at(value);
  }, args);
}

function forbidden(message: string): AppError {
  return new AppError('FORBIDDEN', message);
}
