import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { compile } from './compile.ts';
import { type Manifest, publishedManifest } from './manifest.ts';

/**
 * Compiles a package and packs it into a tarball in `into`; returns the tarball's path.
 *
 * Everything happens in a folder of its own, so that the sources stay as they are. Throws when the package cannot be compiled, or
 * needs something that is not installed here.
 */
export function packTarball(packageFolder: string, into: string): string {
  if (!existsSync(join(packageFolder, 'package.json')))
    throw new Error(`A package was expected in ${packageFolder}, found no package.json`);
  const manifest = readManifest(packageFolder);
  const published = publishedManifest(manifest);
  const work = mkdtempSync(join(tmpdir(), 'atelier-pack-'));
  try {
    const stage = join(work, 'package');
    compile(join(packageFolder, 'src'), join(stage, 'dist'), work);
    bundle(manifest, packageFolder, join(stage, 'node_modules'));
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
    for (const file of ['README.md', '../../LICENSE']) {
      const source = resolve(packageFolder, file);
      if (existsSync(source)) cpSync(source, join(stage, file.replace('../../', '')));
    }
    for (const program of Object.values((published.bin as Record<string, string> | undefined) ?? {}))
      chmodSync(join(stage, program), 0o755);
    mkdirSync(into, { recursive: true });
    const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', resolve(into)], {
      cwd: stage,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`npm pack of ${manifest.name} failed:\n${stderr}`);
    const [{ filename }] = Object.values(JSON.parse(stdout)) as [{ filename: string }];
    return join(resolve(into), filename.replace('@', '').replace('/', '-'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Puts the dependencies, and theirs, beside the compiled package: an install then asks no registry. */
function bundle(manifest: Manifest, from: string, modules: string, seen = new Set<string>()): void {
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (seen.has(name)) continue;
    seen.add(name);
    const folder = installedFolder(name, from);
    cpSync(folder, join(modules, name), { recursive: true, dereference: true });
    bundle(readManifest(folder), folder, modules, seen);
  }
}

/** Where Node would find a package from here. */
function installedFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) throw new Error(`${name}, which ${from} depends on, is not installed`);
  }
}
