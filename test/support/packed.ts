/** A package as others get it: compiled, packed, and installed from its tarball alone in a folder that holds nothing else. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packTarball } from '../../setup/pack/tarball.ts';

const repository = join(import.meta.dirname, '..', '..');

/** The oldest Node at hand: what npm scripts find first is the pinned one, what the machine has may be older. */
export const oldestNode =
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !directory.startsWith(repository))
    .map((directory) => join(directory, 'node'))
    .find((path) => existsSync(path)) ?? process.execPath;

/** Packs the package of this name and installs it into the folder, asking no registry. */
export function installPacked(name: string, folder: string): void {
  const tarball = packTarball(join(repository, 'packages', name), folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'pipe' });
}
