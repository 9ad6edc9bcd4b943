/** Fetches what is no dependency of ours: the files of npm packages, unpacked into a folder that takes its final name only when it is whole. */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The files of a package as its registry has them; no install script runs and nothing of it becomes a dependency. */
export async function fetchPackage(work: string, name: string, version: string): Promise<string> {
  const folder = path.join(work, 'node_modules', name);
  await fs.mkdir(folder, { recursive: true });
  const { stdout } = await attempt(`fetching ${name} from the npm registry`, 'npm', [
    'pack',
    `${name}@${version}`,
    '--silent',
    '--pack-destination',
    folder,
  ]);
  const archive = path.join(folder, stdout.trim().split('\n').at(-1)!);
  await attempt(`unpacking ${name}`, 'tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  await fs.rm(archive);
  return folder;
}

/** Another process may have built the same meanwhile; then its build stays and ours goes. */
export async function putInPlace(work: string, target: string): Promise<void> {
  await fs.rename(work, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** Runs a program. Throws an `Error` with its most telling line. */
export async function attempt(what: string, program: string, args: readonly string[]): Promise<{ stdout: string }> {
  return execute(program, [...args], { maxBuffer: 1 << 26 }).catch((error: { stderr?: string; message: string }) => {
    const lines = (error.stderr || error.message).trim().split('\n');
    throw new Error(`${what} failed: ${lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)}`);
  });
}
