/**
 * A server of its own for a test file, and the things in it, made through the public API:
 * `const world = await openWorld(); const run = await world.team().project().dataset().split().run();`
 * Each step is a promise of the thing and has the next steps on it; each thing knows the one that it is in.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSampleSet } from '@atelier/ml/dataset';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Config } from '../../apps/server/src/config.ts';
import { openServer, type OpenServer } from '../../apps/server/src/open.ts';
import { type ApiClient, apiClient, browserWith, programWith } from './api-client.ts';
import { createTestDatabase } from './postgres.ts';

export type Role = 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';

export interface World {
  readonly url: string;
  readonly server: OpenServer;
  /** Address of its database, for tests that look behind the API. */
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** What it was started with. */
  readonly config: Config;
  /** Nobody in particular. */
  readonly anyone: ApiClient;
  /** The first owner, who came by the sign-in link. */
  readonly owner: ApiClient;
  /** The agent of the installation. */
  readonly agent: ApiClient;
  /** A new person in a team of their own, or made a member of the given one. */
  person(membership?: { team: Team; role: Role }): Promise<ApiClient>;
  /** A team, of a new person unless its owner is given. */
  team(options?: { owner?: ApiClient; name?: string }): TeamChain;
  close(): Promise<void>;
}

export interface Team {
  readonly id: string;
  readonly slug: string;
  readonly world: World;
  readonly owner: ApiClient;
  member(role: Role): Promise<ApiClient>;
  key(options?: { role?: Role; scopes?: string[] }): Promise<ApiClient>;
}

export interface Project {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly team: Team;
  readonly owner: ApiClient;
}

/** The sample set, small: two views, four classes, groups, some values missing. */
export interface Dataset {
  readonly id: string;
  readonly versionId: string;
  readonly project: Project;
  readonly owner: ApiClient;
}

/** Whole groups, three parts. */
export interface Split {
  readonly id: string;
  readonly dataset: Dataset;
  readonly owner: ApiClient;
}

export type TeamChain = Promise<Team> & { project(options?: { name?: string }): ProjectChain };
export type ProjectChain = Promise<Project> & { dataset(options?: { samples?: number }): DatasetChain };
export type DatasetChain = Promise<Dataset> & { split(options?: object): SplitChain };
export type SplitChain = Promise<Split>;

let count = 0;
/** A name that no other thing of the test run has. */
export function freshName(what: string): string {
  count += 1;
  return `${what} ${count}`;
}

/** Starts a server on a database and a folder of its own. Whoever opens it closes it. */
export async function openWorld(changes: Partial<Config> = {}): Promise<World> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'atelier-world-'));
  const config: Config = {
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    dataFolder,
    dashboardFolder: join(dataFolder, 'dashboard'),
    maxUploadBytes: 64 * 2 ** 20,
    logLevel: process.env.LOG_LEVEL ?? 'silent',
    version: 'test',
    ...changes,
  };
  const server = await openServer(config, pino({ level: config.logLevel }));
  const { url } = server;
  const anyone = apiClient(url);
  const token = new URL(server.signInLink).searchParams.get('token');
  const signedIn = await anyone.send(
    'mutation ($token: String!) { redeemSignInLink(token: $token, name: "Ada Owner", email: "ada@example.org", password: "correct horse") { user { id } } }',
    { token },
  );
  const owner = browserWith(url, signedIn);
  const world: World = {
    url,
    server,
    databaseUrl: database.url,
    dataFolder,
    config,
    anyone,
    owner,
    agent: programWith(url, server.agentKey),
    person: (membership) => makePerson(world, membership),
    team: (options) => teamChain(makeTeam(world, options)),
    async close() {
      await server.close();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The same for a single test, closed when it is over. */
export async function openWorldForTest(changes?: Partial<Config>): Promise<World> {
  const world = await openWorld(changes);
  onTestFinished(() => world.close());
  return world;
}

async function makePerson(world: World, membership?: { team: Team; role: Role }): Promise<ApiClient> {
  const team = membership?.team ?? (await makeTeam(world, { owner: world.owner }));
  const { inviteMember } = await team.owner.query(
    'mutation ($team: ID!, $role: Role!) { inviteMember(team: $team, role: $role) { url } }',
    { team: team.id, role: membership?.role ?? 'VIEWER' },
  );
  const token = new URL(inviteMember.url).searchParams.get('token');
  const person = browserWith(
    world.url,
    await world.anyone.send('mutation ($token: String!, $name: String) { acceptInvitation(token: $token, name: $name) { id } }', {
      token,
      name: freshName('Person'),
    }),
  );
  if (membership === undefined) {
    const { viewer } = await person.query('{ viewer { user { id } } }');
    await person.query('mutation ($team: ID!, $user: ID!) { removeMember(team: $team, user: $user) }', {
      team: team.id,
      user: viewer.user.id,
    });
  }
  return person;
}

async function makeTeam(world: World, { owner, name = freshName('Team') }: { owner?: ApiClient; name?: string } = {}): Promise<Team> {
  const client = owner ?? (await makePerson(world));
  const { createTeam } = await client.query('mutation ($name: String!) { createTeam(name: $name) { id slug } }', { name });
  const team: Team = {
    ...createTeam,
    world,
    owner: client,
    member: (role) => makePerson(world, { team, role }),
    async key({ role = 'MEMBER', scopes } = {}) {
      const { createApiKey } = await client.query(
        'mutation ($team: ID!, $name: String!, $role: Role!, $scopes: [String!]) { createApiKey(team: $team, name: $name, role: $role, scopes: $scopes) { secret } }',
        { team: team.id, name: freshName('Key'), role, scopes },
      );
      return programWith(world.url, createApiKey.secret);
    },
  };
  return team;
}

function teamChain(team: Promise<Team>): TeamChain {
  return Object.assign(team, { project: (options?: { name?: string }) => projectChain(team.then((made) => makeProject(made, options))) });
}

async function makeProject(team: Team, { name = freshName('Project') }: { name?: string } = {}): Promise<Project> {
  const { createProject } = await team.owner.query(
    'mutation ($team: ID!, $name: String!) { createProject(team: $team, name: $name) { id slug name } }',
    { team: team.id, name },
  );
  return { ...createProject, team, owner: team.owner };
}

function projectChain(project: Promise<Project>): ProjectChain {
  return Object.assign(project, {
    dataset: (options?: { samples?: number }) => datasetChain(project.then((made) => makeDataset(made, options))),
  });
}

async function makeDataset(project: Project, { samples = 120 }: { samples?: number } = {}): Promise<Dataset> {
  const { owner, team } = project;
  const { createDataset } = await owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
    input: { project: project.id, name: freshName('Dataset') },
  });
  const folder = await mkdtemp(join(tmpdir(), 'atelier-sample-'));
  try {
    const files = await Promise.all(
      (await writeSampleSet({ folder, samples })).map(async ({ name, path }) => ({
        name,
        file: (await upload(owner, team, name, await readFile(path))).id,
      })),
    );
    const { addDatasetVersion } = await owner.query(
      'mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id } }',
      { input: { dataset: createDataset.id, files } },
    );
    return { id: createDataset.id, versionId: addDatasetVersion.id, project, owner };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function datasetChain(dataset: Promise<Dataset>): DatasetChain {
  return Object.assign(dataset, { split: (options?: object) => splitChain(dataset.then((made) => makeSplit(made, options))) });
}

async function makeSplit(dataset: Dataset, options: object = { strategy: 'STRATIFIED_GROUPED', groupBy: 'group' }): Promise<Split> {
  const { owner, versionId } = dataset;
  const { createSplit } = await owner.query('mutation ($input: CreateSplitInput!) { createSplit(input: $input) { id } }', {
    input: { version: versionId, ...options },
  });
  return { id: createSplit.id, dataset, owner };
}

function splitChain(split: Promise<Split>): SplitChain {
  return split;
}

/** Uploads a file to a team. */
export async function upload(
  client: ApiClient,
  team: Pick<Team, 'slug'>,
  name: string,
  body: RequestInit['body'],
): Promise<{ id: string; sha256: string; sizeBytes: number; url: string; mediaType: string }> {
  const response = await client.fetch(`/files?team=${team.slug}&name=${encodeURIComponent(name)}`, { method: 'PUT', body: body ?? null });
  const answer = (await response.json()) as never;
  if (response.status !== 201) throw new Error(`PUT /files answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}
