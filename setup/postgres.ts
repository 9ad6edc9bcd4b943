// A real PostgreSQL for those who have none: durable, on this machine only, its files in a folder that survives.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { settle } from './postgres/account.ts';
import { findBinaries } from './postgres/binaries.ts';
import { clearRemains, type Cluster, openCluster } from './postgres/cluster.ts';
import type { KeeperTask } from './postgres/keeper.ts';

export interface Postgres {
  /** Address of the database `atelier`, password included. */
  url: string;
  /** Settles when PostgreSQL has ended, asked to or not. */
  ended: Promise<void>;
  /** Ends it in order: running statements are broken off, what was committed stays. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Folder for its files, its password and its log; made when missing. */
  dataFolder: string;
  /** Default: any free one. */
  port?: number;
}

const START_LIMIT_MS = 60_000;

/** Starts PostgreSQL 18 on 127.0.0.1. It ends with this process, however this one ends. Throws with one line that says what is wrong. */
export async function startPostgres({ dataFolder, port }: PostgresOptions): Promise<Postgres> {
  const cluster = openCluster(settle(dataFolder, findBinaries()));
  clearRemains(cluster);
  const usedPort = port ?? (await freePort());
  const { password, ...files } = cluster;
  const task: KeeperTask = { ...files, port: usedPort };
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'postgres', 'keeper.ts'), JSON.stringify(task)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  keeper.channel?.unref();
  keeper.unref();
  const ended = once(keeper, 'exit').then(() => undefined);
  const server = `postgresql://atelier:${password}@127.0.0.1:${usedPort}`;
  await ensureDatabase(`${server}/postgres`, keeper, cluster);
  return {
    url: `${server}/atelier`,
    ended,
    async stop() {
      keeper.ref();
      if (keeper.connected) keeper.disconnect();
      await ended;
    },
  };
}

async function ensureDatabase(url: string, keeper: ChildProcess, cluster: Cluster): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (keeper.exitCode !== null) throw new Error(`PostgreSQL ended while starting: ${lastWords(cluster)}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'atelier'`);
      if (rowCount === 0) await client.query('CREATE DATABASE atelier');
      return;
    } catch (error) {
      if (!isStarting(error)) throw new Error(`PostgreSQL refuses its own password or database: ${(error as Error).message}`);
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not start within ${START_LIMIT_MS / 1000} s: ${lastWords(cluster)}`);
      await wait(40, undefined, { ref: true });
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function isStarting(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  const CANNOT_CONNECT_NOW = '57P03';
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === CANNOT_CONNECT_NOW;
}

function lastWords({ log }: Cluster): string {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return lines.findLast((line) => /FATAL|ERROR|PANIC/.test(line)) ?? lines.at(-1) ?? 'it left no log';
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
