// The files of one PostgreSQL: made once, with a password of their own, and checked before each start.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './account.ts';
import { isAlive } from '../is-alive.ts';

export interface Cluster extends Home {
  /** PostgreSQL's data directory. */
  data: string;
  password: string;
  log: string;
  /** Holds the number of the process that looks after the running PostgreSQL. */
  keeperFile: string;
}

/** Opens the cluster in `home`, making it first if it is not there. Throws with one line that says why it cannot be used. */
export function openCluster(home: Home): Cluster {
  const data = join(home.folder, 'cluster');
  const passwordFile = join(home.folder, 'password');
  if (!existsSync(data)) create(home, data, passwordFile);
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const major = home.binaries.version.split('.')[0];
  if (made !== major)
    throw new Error(`The data in ${data} was made by PostgreSQL ${made}, and this is ${major}: dump and restore it, or move it away`);
  const password = readFileSync(passwordFile, 'utf8').trim();
  return { ...home, data, password, log: join(home.folder, 'log'), keeperFile: join(home.folder, 'keeper.pid') };
}

/** Clears what a killed PostgreSQL left. Throws when a living one uses the cluster under a living keeper. */
export function clearRemains({ data, account, binaries, keeperFile }: Cluster): void {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!isPostgres(pid, data)) {
    rmSync(lock, { force: true });
    return;
  }
  const keeper = existsSync(keeperFile) ? Number(readFileSync(keeperFile, 'utf8')) : 0;
  if (keeper > 0 && isKeeper(keeper, data)) throw new Error(`Another Atelier (process ${keeper}) is running on the data in ${data}`);
  spawnSync(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w'], { ...account, cwd: '/' });
}

function create(home: Home, data: string, passwordFile: string): void {
  const unfinished = `${data}.new`;
  const password = randomBytes(24).toString('base64url');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.account) for (const path of [unfinished, passwordFile]) chownSync(path, home.account.uid, home.account.gid);
  // The built-in locale sorts text in the same way on every machine.
  const { status, stderr, error } = spawnSync(
    home.binaries.initdb,
    ['-D', unfinished, '-U', 'atelier', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'].concat([
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]),
    { ...home.account, cwd: '/', encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`PostgreSQL cannot make its files in ${home.folder}: ${error?.message ?? reasonIn(stderr)}`);
  }
  renameSync(unfinished, data);
}

function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}

// A process number is used again, soonest in a container, so a number that lives says little: PostgreSQL works inside its data directory.
function isPostgres(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux')
    return /postgres/.test(spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

// A keeper names its cluster on its command line. One that was killed and that nobody has waited for has none left, though its number lives on.
function isKeeper(pid: number, data: string): boolean {
  if (!isAlive(pid) || process.platform !== 'linux') return isAlive(pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(JSON.stringify(data));
  } catch {
    return false;
  }
}
