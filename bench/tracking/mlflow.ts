/**
 * MLflow's own server beside ours, on the same PostgreSQL, when it is installed:
 * `python3 -m venv ~/.cache/atelier/mlflow && ~/.cache/atelier/mlflow/bin/pip install mlflow psycopg2-binary`, or another one named in MLFLOW.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { platform, ratePerSecond, withSql } from './platform.ts';

export interface Mlflow {
  readonly version: string;
  /** Calls its REST API; throws what it refuses. */
  post<Answer = unknown>(path: string, body: object): Promise<Answer>;
  /** Reads from its REST API. */
  get<Answer = unknown>(path: string, query: URLSearchParams): Promise<Answer>;
  /** A run to log to. */
  startRun(): Promise<string>;
  readonly experiment: string;
  /** Address of its database. */
  readonly databaseUrl: string;
}

const START_LIMIT_MS = 120_000;
const WORKERS = 2;

let started: Promise<Mlflow | undefined> | undefined;

/** MLflow's server, started when it is first asked for; undefined where it is not installed. */
export function mlflow(): Promise<Mlflow | undefined> {
  started ??= start();
  return started;
}

async function start(): Promise<Mlflow | undefined> {
  const program = process.env.MLFLOW ?? join(homedir(), '.cache', 'atelier', 'mlflow', 'bin', 'mlflow');
  if (!existsSync(program)) return undefined;
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().split(' ').at(-1)!;
  await withSql((sql) => sql.query('CREATE DATABASE mlflow'));
  const database = new URL((await platform()).databaseUrl);
  database.pathname = '/mlflow';
  const folder = mkdtempSync(join(tmpdir(), 'atelier-mlflow-'));
  const port = await freePort();
  const child = spawn(
    program,
    ['server', '--host', '127.0.0.1', '--port', String(port), '--workers', String(WORKERS)].concat([
      // The driver is named: which one is the default changes between versions of SQLAlchemy.
      ...[
        '--backend-store-uri',
        database.href.replace(/^postgresql:/, 'postgresql+psycopg2:'),
        '--artifacts-destination',
        join(folder, 'artifacts'),
      ],
    ]),
    // A group of its own: its workers go with it.
    {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', PATH: `${join(program, '..')}:${process.env.PATH}` },
    },
  );
  child.unref();
  let isRunning = true;
  child.once('exit', () => {
    isRunning = false;
  });
  process.on('exit', () => {
    if (isRunning && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const post = caller(port);
  const experiment = await untilReady(
    () => isRunning,
    () => post<{ experiment_id: string }>('experiments/create', { name: 'bench' }),
  );
  return {
    version,
    post,
    get: (path, query) => call(port, 'GET', `${path}?${query}`),
    experiment: experiment.experiment_id,
    databaseUrl: database.href,
    startRun: async () =>
      (
        await post<{ run: { info: { run_id: string } } }>('runs/create', {
          experiment_id: experiment.experiment_id,
          start_time: Date.now(),
        })
      ).run.info.run_id,
  };
}

async function untilReady<Answer>(isRunning: () => boolean, ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isRunning()) throw new Error('MLflow’s server ended while starting: start it by hand to see why');
      if (performance.now() > deadline) throw error;
      await wait(500);
    }
  }
}

/** Points a second by log-batch, the most that it takes at once, from several clients. */
export async function batchPointsPerSecond({ post, startRun }: Mlflow, clients: number, ms: number): Promise<number> {
  const points = 1_000;
  const runs = await Promise.all(Array.from({ length: clients }, startRun));
  const rate = await ratePerSecond(clients, ms, (client, turn) =>
    post('runs/log-batch', {
      run_id: runs[client],
      metrics: Array.from({ length: points }, (_, index) => ({
        key: 'loss',
        value: Math.sin(index),
        timestamp: 1_700_000_000_000 + index,
        step: turn * points + index,
      })),
    }),
  );
  return rate * points;
}

/** Calls of log-metric a second, from several clients. */
export async function pointCallsPerSecond({ post, startRun }: Mlflow, clients: number, ms: number): Promise<number> {
  const runs = await Promise.all(Array.from({ length: clients }, startRun));
  return ratePerSecond(clients, ms, (client, turn) =>
    post('runs/log-metric', { run_id: runs[client], key: 'loss', value: Math.sin(turn), timestamp: 1_700_000_000_000 + turn, step: turn }),
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

function caller(port: number) {
  return <Answer>(path: string, value: object) => call<Answer>(port, 'POST', path, Buffer.from(JSON.stringify(value)));
}

// As for our server: connections kept open, and nothing of fetch.
function call<Answer>(port: number, method: 'GET' | 'POST', path: string, body = Buffer.alloc(0)): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request({ host: '127.0.0.1', port, path: `/api/2.0/mlflow/${path}`, method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve(JSON.parse(text) as Answer);
        else reject(new Error(`MLflow answered ${response.statusCode} to ${path}: ${text.slice(0, 200)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
