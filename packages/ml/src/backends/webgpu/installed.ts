/** Where `npm run native -- webgpu` leaves what it fetches, and how a run finds it again. */
import fs from 'node:fs';
import path from 'node:path';
import { TFJS_VERSION } from '../native/builds.ts';

/** Of the npm package `webgpu`: Dawn, the WebGPU of Chromium, as an addon of Node. */
export const DAWN_VERSION = '0.6.2';

export const DAWN_FILE = 'dawn.node';
/** The package's own file for Node; there it is called `.js`, which in our tree would mean an ES module. */
export const KERNELS_FILE = 'tf-backend-webgpu.cjs';

export function webgpuFolder(cacheFolder: string): string {
  return path.join(cacheFolder, `webgpu-${DAWN_VERSION}-tfjs-${TFJS_VERSION}-${process.platform}-${process.arch}`);
}

export function isWebgpuInstalled(cacheFolder: string): boolean {
  return [DAWN_FILE, KERNELS_FILE].every((file) => fs.existsSync(path.join(webgpuFolder(cacheFolder), file)));
}
