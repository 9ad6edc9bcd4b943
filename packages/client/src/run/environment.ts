import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, hostname, totalmem, type as systemName, release } from 'node:os';
import { redactText } from '../redact.ts';

/** What somebody needs to do this run again: code version, command, packages and machine. Never throws. */
export async function describeEnvironment(folder = process.cwd()): Promise<Record<string, unknown>> {
  const [git, packages] = await Promise.all([describeGit(folder), describePackages(folder)]);
  return {
    command: redactText(process.argv.join(' ')),
    node: process.version,
    system: `${systemName()} ${release()}`,
    host: hostname(),
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    ...(git === undefined ? {} : { git }),
    ...(packages === undefined ? {} : { packages }),
  };
}

async function describeGit(folder: string): Promise<{ commit: string; dirty: boolean } | undefined> {
  const commit = await git(folder, 'rev-parse', 'HEAD');
  if (commit === undefined) return undefined;
  const changes = await git(folder, 'status', '--porcelain', '--untracked-files=no');
  return { commit, dirty: changes !== '' };
}

function git(folder: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd: folder, timeout: 2000 }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}

async function describePackages(folder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(`${folder}/package.json`, 'utf8')).dependencies;
  } catch {
    return undefined;
  }
}
