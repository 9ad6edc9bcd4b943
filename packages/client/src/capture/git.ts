import { execFile } from 'node:child_process';
import { redactText } from '../redact/redact.ts';

export interface GitState {
  readonly commit: string;
  /** Undefined when no branch is checked out. */
  readonly branch?: string;
  /** Something that git keeps differs from the commit. */
  readonly dirty: boolean;
  /** Address of `origin`, without a password. */
  readonly remote?: string;
}

/** The state of the working folder; undefined where there is no git or no commit. Never throws. */
export async function describeGit(folder: string): Promise<GitState | undefined> {
  const commit = await git(folder, 'rev-parse', 'HEAD');
  if (commit === undefined) return undefined;
  const [changes, branch, remote] = await Promise.all([
    git(folder, 'status', '--porcelain', '--untracked-files=no'),
    git(folder, 'symbolic-ref', '--short', '--quiet', 'HEAD'),
    git(folder, 'remote', 'get-url', 'origin'),
  ]);
  return {
    commit,
    ...(branch ? { branch } : {}),
    dirty: changes !== '',
    ...(remote ? { remote: redactText(remote) } : {}),
  };
}

function git(folder: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd: folder, timeout: 2000 }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}
