// Who may do what, generated from the policy table: every root field and route × every kind of caller × what is theirs, somebody else's, or nobody's.
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import pg from 'pg';
import { guardedRoute, type RouteName } from '../../../apps/server/src/http/guarded-route.ts';
import { enforce, guardedFields } from '../../../apps/server/src/enforce.ts';
import { POLICY, type Rule } from '../../../apps/server/src/policy.ts';
import { schema } from '../../../apps/server/src/schema.ts';
import { type ApiClient, apiClient } from '../../support/api-client.ts';
import { claim, launch, register } from '../../support/launches.ts';
import { minimalOperation } from '../../support/minimal-operation.ts';
import { type Opened, openSocket } from '../../support/socket.ts';
import { openWorld, type Split, upload, type World } from '../../support/world.ts';

type Level = 'read' | 'write' | 'admin' | 'owner';
interface Caller {
  readonly name: string;
  readonly api: ApiClient;
  /** In the team whose things are tried. */
  readonly level?: Level;
  /** `revoked`: holds a token that opens nothing any more. */
  readonly kind: 'nobody' | 'revoked' | 'person' | 'key' | 'agent' | 'attempt';
}

let world: World;
let callers: Caller[];
/** By type: what is in the callers' team, and in another one. */
const own: Record<string, string> = {};
const foreign: Record<string, string> = {};
const LEVELS: Level[] = ['read', 'write', 'admin', 'owner'];
/** A subscription that was refused says so sooner. */
const QUIET_MS = 400;
const ABSENT = '00000000-0000-7000-8000-000000000000';

beforeAll(async () => {
  world = await openWorld();
  const split = await world.team().project().dataset().split();
  const other = await world.team().project().dataset().split();
  await collect(own, split);
  await collect(foreign, other);
  const { team } = split.dataset.project;
  // Its own team keeps the launch that the attempt works on; its run is nobody else's subject here.
  const launched = await launch(split, { view: 'images' });
  const attempt = await claim(world, await register(world), 1000);
  if (attempt?.runId !== launched.id) throw new Error('The launch was not claimed');
  const removed = await team.member('ADMIN');
  const removedKey = await keyOf(removed, team.id);
  const { viewer } = await removed.query('{ viewer { user { id } } }');
  await team.owner.query('mutation ($team: ID!, $user: ID!) { removeMember(team: $team, user: $user) }', {
    team: team.id,
    user: viewer.user.id,
  });
  callers = [
    { name: 'nobody', kind: 'nobody', api: world.anyone },
    {
      name: 'a session that is over',
      kind: 'nobody',
      api: apiClient(world.url, { cookie: `atelier_session=ats_${'x'.repeat(43)}`, origin: world.url }),
    },
    { name: 'a key of a removed member', kind: 'revoked', api: removedKey },
    { name: 'a removed member', kind: 'person', api: removed },
    { name: 'the owner of another team', kind: 'person', api: (await world.team()).owner },
    { name: 'a viewer', kind: 'person', level: 'read', api: await team.member('VIEWER') },
    { name: 'a member', kind: 'person', level: 'write', api: await team.member('MEMBER') },
    { name: 'an administrator', kind: 'person', level: 'admin', api: await team.member('ADMIN') },
    { name: 'an owner', kind: 'person', level: 'owner', api: team.owner },
    { name: 'a key that reads', kind: 'key', level: 'read', api: await team.key({ scopes: ['read'] }) },
    { name: 'a key that writes', kind: 'key', level: 'write', api: await team.key() },
    {
      name: "a viewer's key that would write",
      kind: 'key',
      level: 'read',
      api: await team.key({ role: 'VIEWER', scopes: ['read', 'write'] }),
    },
    { name: "the team's agent", kind: 'agent', api: await team.key({ scopes: ['agent'] }) },
    { name: "the installation's agent", kind: 'agent', api: world.agent },
    { name: 'an attempt', kind: 'attempt', api: attempt.api },
  ];
}, 120_000);
afterAll(() => world.close());
// An attempt that is not heard of loses its lease.
beforeEach(async () => {
  const attempt = callers.find(({ kind }) => kind === 'attempt') as Caller;
  const { attempt: claimed } = await attempt.api.query('{ attempt { launch { id } } }');
  await attempt.api.query('mutation ($launch: ID!) { heartbeatLaunch(launch: $launch) { cancelRequested } }', {
    launch: claimed.launch.id,
  });
});

async function collect(into: Record<string, string>, { id, owner, dataset }: Split): Promise<void> {
  const { project } = dataset;
  const { team } = project;
  const run = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id });
  const invitation = await owner.query('mutation ($team: ID!) { inviteMember(team: $team, role: VIEWER) { invitation { id } } }', {
    team: team.id,
  });
  const key = await owner.query('mutation ($team: ID!) { createApiKey(team: $team, name: "matrix") { key { id } } }', { team: team.id });
  const file = await upload(owner, team, 'matrix.txt', 'matrix');
  const view = await owner.query('mutation ($project: ID!) { createView(project: $project, name: "matrix", state: {}) { id } }', {
    project: project.id,
  });
  Object.assign(into, {
    slug: team.slug,
    projectSlug: project.slug,
    Team: team.id,
    Project: project.id,
    Dataset: dataset.id,
    DatasetVersion: dataset.versionId,
    Split: id,
    Run: run.startRun.id,
    Invitation: invitation.inviteMember.invitation.id,
    ApiKey: key.createApiKey.key.id,
    File: file.id,
    SavedView: view.createView.id,
  });
}

async function keyOf(member: ApiClient, team: string): Promise<ApiClient> {
  const { createApiKey } = await member.query('mutation ($team: ID!) { createApiKey(team: $team, name: "left behind") { secret } }', {
    team,
  });
  return apiClient(world.url, { authorization: `Bearer ${createApiKey.secret}` });
}

type Where = 'own' | 'foreign' | 'absent';
type Verdict = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'admitted';

/** What the table says, worked out once more from its words. */
function expected(rule: Rule, { kind, level }: Caller, where: Where): Verdict {
  if (kind === 'revoked') return 'UNAUTHENTICATED';
  if (rule.who === 'anyone') return 'admitted';
  if (kind === 'nobody') return 'UNAUTHENTICATED';
  if (rule.who === 'person') return kind === 'person' ? 'admitted' : 'FORBIDDEN';
  if (rule.who === 'attempt') return kind === 'attempt' ? 'admitted' : 'FORBIDDEN';
  if (rule.who === 'agent') return kind === 'agent' ? 'admitted' : 'FORBIDDEN';
  if (rule.who === 'edge') throw new Error('An edge is no root field');
  if (kind === 'agent') return 'FORBIDDEN';
  // The subject is never the attempt's own run: that is told apart below.
  if (kind === 'attempt') return rule.attempts === 'none' ? 'FORBIDDEN' : rule.attempts === 'own team' ? 'admitted' : 'NOT_FOUND';
  if (level === undefined || where !== 'own') return 'NOT_FOUND';
  return LEVELS.indexOf(level) >= LEVELS.indexOf(rule.level) ? 'admitted' : 'FORBIDDEN';
}

function subjectOf(rule: Rule, where: Where): { path: string; id: string } {
  if (rule.who !== 'member' && rule.who !== 'agent') return { path: '', id: '' };
  const { subject } = rule;
  if (subject === undefined) return { path: '', id: '' };
  const type = subject.by === 'slug' ? 'slug' : subject.by === 'row' ? subject.type : (subject.types[0] ?? 'Project');
  const things = where === 'own' ? own : foreign;
  const there = things[type];
  if (there === undefined) throw new Error(`The matrix has no ${type}: make one in collect()`);
  return { path: subject.path, id: where === 'absent' ? absentOf(type) : there };
}

/** The smallest operation on the subject; a project is found by two slugs, of which the subject is one. */
function operationOn(name: string, rule: Rule, where: Where) {
  const [root, field] = name.split('.') as ['Query' | 'Mutation' | 'Subscription', string];
  const { path, id } = subjectOf(rule, where);
  const { query, variables } = minimalOperation(schema, root, field, path, id);
  return { query, variables: name === 'Query.project' ? { ...variables, slug: (where === 'own' ? own : foreign).projectSlug } : variables };
}

function absentOf(type: string): string {
  return type === 'slug' ? 'no-such-team' : Buffer.from(`${type}:${ABSENT}`).toString('base64');
}

async function verdict(call: () => Promise<{ code: string | undefined }>): Promise<Verdict> {
  const { code } = await call();
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'NOT_FOUND' ? code : 'admitted';
}

// Refused by the service for reasons of its own, which its tests hold: only people invite, and nobody but themselves is removed by a member.
const REFUSED_BY_SERVICE = new Set(['Mutation.inviteMember', 'Mutation.removeMember', 'Mutation.setMemberRole', 'Mutation.createApiKey']);

function matches(name: string, wanted: Verdict, found: Verdict): boolean {
  if (wanted !== 'admitted') return found === wanted;
  if (found === 'admitted') return true;
  // Past the guard a service may miss something that this minimal request names; a query of one's own thing may not.
  return (found === 'NOT_FOUND' && !name.startsWith('Query.')) || (found === 'FORBIDDEN' && REFUSED_BY_SERVICE.has(name));
}

const PLACES: Where[] = ['foreign', 'absent', 'own'];
// What would end the test's own callers or things is tried only where it must be refused.
const DESTRUCTIVE = new Set([
  'Mutation.signOut',
  'Mutation.redeemSignInLink',
  'Mutation.signIn',
  'Mutation.acceptInvitation',
  'Mutation.addSampleDataset',
  'Mutation.deleteRuns',
  'Mutation.finishRun',
]);

const rootFields = Object.entries(POLICY).filter(([name]) => /^(Query|Mutation)\./.test(name));
const subscriptions = Object.entries(POLICY).filter(([name]) => name.startsWith('Subscription.'));

test('every caller gets what the table says, for each query and mutation', async () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const where of PLACES) {
    for (const [name, rule] of rootFields) {
      const { query, variables } = operationOn(name, rule, where);
      await Promise.all(
        callers.map(async (caller) => {
          const wanted = expected(rule, caller, where);
          if (wanted === 'admitted' && DESTRUCTIVE.has(name)) return;
          cells += 1;
          const found = await verdict(async () => ({ code: (await caller.api.send(query, variables)).errors?.[0]?.extensions.code }));
          if (!matches(name, wanted, found)) wrong.push(`${name} by ${caller.name} on ${where}: ${found}, not ${wanted}`);
        }),
      );
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(2_000);
}, 120_000);

test('what is refused changes nothing', async () => {
  const before = await countRows();
  for (const [name, rule] of rootFields.filter(([field]) => field.startsWith('Mutation.'))) {
    if (rule.who === 'anyone') continue;
    const { query, variables } = operationOn(name, rule, 'own');
    await Promise.all(
      callers.filter((caller) => expected(rule, caller, 'own') !== 'admitted').map(({ api }) => api.send(query, variables)),
    );
  }
  expect(await countRows()).toEqual(before);
}, 60_000);

async function countRows(): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    const { rows } =
      await client.query(`SELECT table_name AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', table_name), false, true, '')))[1]::text::int AS n
      FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    // What the board sorts by is derived in the background, and chunks are merged there, which leaves their points as they are.
    const points = await client.query('SELECT coalesce(sum(n), 0)::int AS n FROM "MetricChunk"');
    return { ...Object.fromEntries(rows.map(({ name, n }) => [name, n])), BoardValue: 0, MetricChunk: points.rows[0].n };
  } finally {
    await client.end();
  }
}

test("somebody else's and nobody's are answered word for word alike", async () => {
  const outsider = callers.find(({ name }) => name === 'a removed member') as Caller;
  for (const [name, rule] of rootFields) {
    if (rule.who !== 'member') continue;
    const answers = await Promise.all(
      (['foreign', 'absent'] as const).map(async (where) => {
        const { query, variables } = operationOn(name, rule, where);
        return (await outsider.api.send(query, variables)).errors?.map(({ message, extensions }) => ({ message, extensions }));
      }),
    );
    expect([name, answers[0]]).toEqual([name, answers[1]]);
  }
});

test('every caller gets what the table says, for each subscription', async () => {
  const wrong: string[] = [];
  const sockets = callers.map((caller) => ({ caller, socket: openSocket(caller.api) }));
  for (const where of PLACES) {
    for (const [name, rule] of subscriptions) {
      const { query, variables } = operationOn(name, rule, where);
      await Promise.all(
        sockets.map(async ({ caller, socket }) => {
          const wanted = expected(rule, caller, where);
          const found = await verdict(async () => ({ code: await firstCode(socket, query, variables) }));
          if (!matches(name, wanted, found)) wrong.push(`${name} by ${caller.name} on ${where}: ${found}, not ${wanted}`);
        }),
      );
    }
  }
  for (const { socket } of sockets) socket.close();
  expect(wrong).toEqual([]);
}, 60_000);

/** The code of the first answer, or none when there is nothing to tell yet. Who has no business here does not get past the opening. */
async function firstCode(socket: Opened, query: string, variables: Record<string, unknown>): Promise<string | undefined> {
  const answer = socket.first(query, variables).then(
    ({ errors }) => errors?.[0]?.extensions?.code,
    ({ code }: { code?: number }) => (code === 4403 || code === 1006 ? 'UNAUTHENTICATED' : `closed with ${code}`),
  );
  return Promise.race([answer, wait(QUIET_MS, undefined)]);
}

test('every caller gets what the table says, for each route', async () => {
  const wrong: string[] = [];
  const uuidOf = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1];
  for (const [name, rule] of Object.entries(POLICY).filter(([key]) => / \/(files|works|curves|projects)/.test(key))) {
    for (const caller of callers) {
      for (const where of PLACES) {
        const { id } = subjectOf(rule, where);
        const [method, path] = (
          {
            'PUT /files': ['PUT', `/files?team=${id}&name=a.txt`],
            'GET /files/:id': ['GET', `/files/${uuidOf(id)}`],
            'GET /works/:version/:view/:file': ['GET', `/works/${uuidOf(id)}/images/0.png`],
            'GET /works/:version/:file': ['GET', `/works/${uuidOf(id)}/works.csv`],
            'GET /curves/:run': ['GET', `/curves/${uuidOf(id)}?key=loss`],
            'GET /projects/:team/:project/:file': ['GET', `/projects/${id}/${own.projectSlug}/runs.csv`],
          } as Record<string, [string, string]>
        )[name] as [string, string];
        const wanted = expected(rule, caller, where);
        const response = await caller.api.fetch(path, { method, ...(method === 'PUT' ? { body: 'a' } : {}) });
        const code = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 404: 'NOT_FOUND' }[response.status];
        await response.arrayBuffer();
        if (code !== (wanted === 'admitted' ? undefined : wanted))
          wrong.push(`${name} by ${caller.name} on ${where}: ${response.status}, not ${wanted}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

describe('without its line in the table', () => {
  test.each(guardedFields(schema))('%s does not start', (name) => {
    const { [name]: _line, ...rest } = POLICY;
    expect(() => enforce(schema, rest)).toThrow(`The policy table has no line for ${name}.`);
  });

  test('a route does not start', () => {
    expect(() => guardedRoute(fastify(), {} as never, 'GET /secrets' as RouteName, async () => '')).toThrow('no line for GET /secrets');
  });
});

test('no line is about something that is not there', () => {
  const fields = new Set(guardedFields(schema));
  expect(Object.keys(POLICY).filter((name) => !name.includes(' ') && !fields.has(name))).toEqual([]);
});

test('an attempt follows the edges that its launch needs, and no others', async () => {
  const attempt = callers.find(({ kind }) => kind === 'attempt') as Caller;
  const edges = Object.entries(POLICY).filter(([name, { who }]) => who === 'edge' && /^(Run|DatasetVersion|Split|Launch)\./.test(name));
  const inside: Record<string, (edge: string) => string> = {
    Run: (edge) => `attempt { run { ${edge} } }`,
    DatasetVersion: (edge) => `attempt { version { ${edge} } }`,
    Split: (edge) => `attempt { split { ${edge} } }`,
    Launch: (edge) => `attempt { launch { ${edge} } }`,
  };
  for (const [name, rule] of edges) {
    const [type = '', edge = ''] = name.split('.');
    const { errors } = await attempt.api.send(`{ ${inside[type]?.(`${edge} { __typename }`)} }`);
    expect([name, errors?.[0]?.extensions.code]).toEqual([name, rule.who === 'edge' && rule.attempts ? undefined : 'FORBIDDEN']);
  }
});

test('members see who is in the team, and only administrators its invitations and keys', async () => {
  for (const { name, api, level } of callers.filter((caller) => caller.level)) {
    const fields = async (field: string) =>
      (await api.send(`query ($slug: String!) { team(slug: $slug) { ${field} { __typename } } }`, { slug: own.slug })).errors?.[0]
        ?.extensions.code;
    const admin = level === 'admin' || level === 'owner';
    expect([name, await fields('members'), await fields('invitations'), await fields('apiKeys')]).toEqual([
      name,
      undefined,
      admin ? undefined : 'FORBIDDEN',
      admin ? undefined : 'FORBIDDEN',
    ]);
  }
});
