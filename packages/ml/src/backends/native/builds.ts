/** Where `npm run native` leaves what it builds, and how a run finds it again. */
import fs from 'node:fs';
import path from 'node:path';

export type NativeVariant = 'cpu' | 'gpu';

export interface NativeBuild {
  readonly folder: string;
  readonly variant: NativeVariant;
  readonly tensorflow: string;
  readonly tfjs: string;
}

/** All packages of TensorFlow.js are pinned to this version, the last one released. */
export const TFJS_VERSION = '4.22.0';

/** Counts what we change in the addon, so that an older build is not taken for a newer one. */
const REVISION = 3;

export function buildName(variant: NativeVariant, tensorflow: string): string {
  return `tensorflow-${tensorflow}-${variant}-tfjs-${TFJS_VERSION}-r${REVISION}-${process.platform}-${process.arch}`;
}

/** `.cache/native` in the nearest folder above that has a `.cache`, or else above that has a lock file: the root of the project. */
export function cacheFolder(from = import.meta.dirname): string {
  const above = from.split(path.sep).map((_, index, parts) => parts.slice(0, parts.length - index).join(path.sep) || path.sep);
  const root =
    above.find((folder) => fs.existsSync(path.join(folder, '.cache/native'))) ??
    above.find((folder) => fs.existsSync(path.join(folder, 'package-lock.json'))) ??
    process.cwd();
  return path.join(root, '.cache/native');
}

/** What was built in a folder, or null. */
export function readBuild(folder: string): NativeBuild | null {
  try {
    return { ...(JSON.parse(fs.readFileSync(path.join(folder, 'build.json'), 'utf8')) as NativeBuild), folder };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The builds for this machine and version, the GPU's first. */
export function findBuilds(folder: string): NativeBuild[] {
  if (!fs.existsSync(folder)) return [];
  const builds = fs.readdirSync(folder).flatMap((name) => readBuild(path.join(folder, name)) ?? []);
  return builds
    .filter((build) => path.basename(build.folder) === buildName(build.variant, build.tensorflow))
    .sort((a, b) => b.variant.localeCompare(a.variant));
}
