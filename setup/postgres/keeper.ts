// Owns one running PostgreSQL, and stops it when it is told to or when whoever started it is gone. A process of its own, out of reach of the terminal's Ctrl-C,
// because PostgreSQL itself notices neither: killed or interrupted together with its users, it would outlive them or leave before them.
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Cluster } from './cluster.ts';

/** What a keeper is told on its command line, which everybody on the machine can read: no password. */
export type KeeperTask = Omit<Cluster, 'password'> & { port: number };

const { account, binaries, data, keeperFile, log: logFile, port } = JSON.parse(process.argv[2] ?? '') as KeeperTask;

writeFileSync(keeperFile, String(process.pid));
const log = openSync(logFile, 'w', 0o600);
// An eighth of the memory to keep pages in, 128 MB to 512 MB: with PostgreSQL's own 128 MB a board of 100,000 runs does not stay in it.
const sharedMb = Math.round(Math.min(512, Math.max(128, totalmem() / 2 ** 23)));
const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', timezone: 'UTC', shared_buffers: `${sharedMb}MB` };
const postgres = spawn(
  binaries.postgres,
  ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
  {
    ...account,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
  },
);
closeSync(log);

postgres.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
postgres.on('exit', (code) => {
  rmSync(keeperFile, { force: true });
  process.exit(code ?? 1);
});

process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

function stop(): void {
  spawn(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast'], { ...account, cwd: '/', stdio: 'ignore' });
}
