import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Versions, as installed, of what the nearest package.json at or above the folder depends on. Never throws. */
export async function describePackages(folder: string): Promise<Record<string, string> | undefined> {
  const home = above(folder).find((place) => existsSync(join(place, 'package.json')));
  const manifest = home === undefined ? undefined : await read(join(home, 'package.json'));
  if (home === undefined || manifest === undefined) return undefined;
  const asked = { ...manifest.devDependencies, ...manifest.optionalDependencies, ...manifest.dependencies };
  const found = await Promise.all(
    Object.keys(asked).map(async (name) => {
      const place = above(home).find((candidate) => existsSync(join(candidate, 'node_modules', name, 'package.json')));
      const installed = place === undefined ? undefined : await read(join(place, 'node_modules', name, 'package.json'));
      return [name, installed?.version] as const;
    }),
  );
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function above(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}

async function read(path: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
