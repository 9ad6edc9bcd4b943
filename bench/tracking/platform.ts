/** One PostgreSQL and one server for all rows of this folder, each a process of its own, gone when the bench ends. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { applyMigrations } from '../../prisma/migrate.ts';
import { startPostgres } from '../../setup/postgres.ts';

export interface Platform {
  readonly url: string;
  readonly databaseUrl: string;
  readonly authorization: string;
  /** Of the owner, for a browser: `name=value`, one after the other. */
  readonly cookie: string;
  readonly team: { id: string; slug: string };
  readonly project: { id: string; slug: string };
  /** Sends a document and returns its data; anything else throws. */
  query<Data = Record<string, never>>(document: string, variables?: object): Promise<Data>;
  /** A running run of the project, as the API knows it. */
  startRun(): Promise<string>;
}

let started: Promise<Platform> | undefined;

let rows: Promise<Platform['query']> | undefined;

/** Callers of the same server on the same database, but that it stores points as rows: see row-server.ts. */
export function rowPlatform(): Promise<Platform['query']> {
  rows ??= platform().then(async ({ databaseUrl, authorization }) => {
    const { url } = await launch('row-server.ts', databaseUrl);
    return caller(url, { authorization });
  });
  return rows;
}

/** The platform, started when it is first asked for. */
export function platform(): Promise<Platform> {
  started ??= start();
  return started;
}

async function start(): Promise<Platform> {
  const folder = temporaryFolder();
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  await applyMigrations(postgres.url);
  return enter(await launch('../../apps/server/src/main.ts', postgres.url), postgres.url);
}

/** Starts a program that serves the API on a database, as a process of its own. */
async function launch(program: string, databaseUrl: string): Promise<{ url: string; signInLink: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program)], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ATELIER_DATA: join(temporaryFolder(), 'data'), PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  const told = await firstLine(child.stdout);
  // Neither the server nor its output is to keep the bench from ending.
  child.unref();
  (child.stdout as unknown as Socket).unref();
  return told;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function firstLine(output: NodeJS.ReadableStream): Promise<{ url: string; signInLink: string }> {
  for await (const line of createInterface({ input: output })) return JSON.parse(line);
  throw new Error('the server ended without a word');
}

async function enter({ url, signInLink }: { url: string; signInLink: string }, databaseUrl: string): Promise<Platform> {
  const token = new URL(signInLink).searchParams.get('token');
  const signIn = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($token: String!) { redeemSignInLink(token: $token, name: "Bench") { user { id } } }',
      variables: { token },
    }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const owner = caller(url, { cookie, origin: url });
  const { createTeam: team } = await owner<{ createTeam: Platform['team'] }>('mutation { createTeam(name: "Bench") { id slug } }');
  const { createProject: project } = await owner<{ createProject: Platform['project'] }>(
    'mutation ($team: ID!) { createProject(team: $team, name: "Bench") { id slug } }',
    { team: team.id },
  );
  const { createApiKey } = await owner<{ createApiKey: { secret: string } }>(
    'mutation ($team: ID!) { createApiKey(team: $team, name: "bench") { secret } }',
    { team: team.id },
  );
  const authorization = `Bearer ${createApiKey.secret}`;
  const query = caller(url, { authorization });
  return {
    url,
    databaseUrl,
    authorization,
    cookie,
    team,
    project,
    query,
    startRun: async () =>
      (
        await query<{ startRun: { id: string } }>('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
          project: project.id,
        })
      ).startRun.id,
  };
}

/** Sends documents to a GraphQL server. By node:http with connections kept open: fetch would be a good part of what is measured. */
export function caller(url: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return <Data>(document: string, variables: object = {}): Promise<Data> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify({ query: document, variables }));
      const sent = request(
        {
          hostname,
          port,
          path: '/graphql',
          method: 'POST',
          agent,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { data?: Data; errors?: unknown };
            if (answer.errors || !answer.data) reject(new Error(JSON.stringify(answer.errors ?? answer)));
            else resolve(answer.data);
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
}

/** Works on a connection of its own. */
export async function withSql<Result>(work: (sql: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: (await platform()).databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Packed doubles, as F64s. */
export const pack = (values: ArrayLike<number>) => Buffer.from(Float64Array.from(values).buffer).toString('base64');

export const APPEND = 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }';

/** How often `work` is done in a second by several clients at once, each doing it again and again for so long. */
export async function ratePerSecond(
  clients: number,
  ms: number,
  work: (client: number, turn: number) => Promise<unknown>,
): Promise<number> {
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client, 0)));
  const end = performance.now() + ms;
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 1; performance.now() < end; turn++) {
        await work(client, turn);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - start);
}

/** The p-th quantile, of 0 to 1. */
export function quantile(values: readonly number[], p: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(p * values.length))]!;
}

/** Milliseconds of each of several calls, after some that are not counted. */
export async function timings(repeats: number, work: (turn: number) => Promise<unknown>, warmUp = 3): Promise<number[]> {
  for (let turn = 0; turn < warmUp; turn++) await work(turn);
  const times: number[] = [];
  for (let turn = 0; turn < repeats; turn++) {
    const start = performance.now();
    await work(warmUp + turn);
    times.push(performance.now() - start);
  }
  return times;
}
