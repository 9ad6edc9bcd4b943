// PostgreSQL refuses to run as root. Started by root, it runs as another account of the machine, which must be able to enter the folders it works in.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Binaries, copyBinaries } from './binaries.ts';

export interface Account {
  uid: number;
  gid: number;
}

export interface Home {
  /** Undefined: the account of this process. */
  account: Account | undefined;
  binaries: Binaries;
  /** Folder that PostgreSQL's files go into, owned by the account. */
  folder: string;
}

const candidates = ['postgres', 'nobody'];
const publicFolder = '/var/lib/atelier';

/**
 * Decides as whom and where PostgreSQL works: in `folder` with the installed programs, or, when root's other account cannot enter
 * these (a clone in a private folder), in a folder of its own below /var/lib/atelier, the same one each time.
 */
export function settle(folder: string, installed: Binaries): Home {
  makePrivate(folder);
  if (process.getuid?.() !== 0) return { account: undefined, binaries: installed, folder };
  const account = findAccount();
  chownSync(folder, account.uid, account.gid);
  const binaries = canEnter(installed.folder, account) ? installed : publicBinaries(installed);
  return { account, binaries, folder: canEnter(folder, account) ? folder : publicHome(folder, account) };
}

function makePrivate(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function findAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of candidates) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has no account named ${candidates.join(' or ')}: add one, or start as another user`,
  );
}

function canEnter(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1" 2>&-', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

function publicBinaries(installed: Binaries): Binaries {
  mkdirSync(publicFolder, { recursive: true });
  return copyBinaries(installed, join(publicFolder, `postgresql-${installed.version}`));
}

function publicHome(folder: string, account: Account): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  const home = join(publicFolder, name);
  makePrivate(home);
  chownSync(home, account.uid, account.gid);
  return home;
}
