/**
 * Fetches WebGPU for Node: Dawn's binary for this platform out of the npm package `webgpu`, and the kernels of TensorFlow.js for it. The two packages hold
 * 150 MB, most of it for other platforms, and serve only where there is a GPU; so they are no dependencies, and 22 MB of them are kept.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, TFJS_VERSION } from '../src/backends/native/builds.ts';
import { probeBackend } from '../src/backends/probe.ts';
import { DAWN_VERSION, isWebgpuInstalled, KERNELS_FILE, webgpuFolder } from '../src/backends/webgpu/installed.ts';
import { fetchPackage, putInPlace } from './fetch-package.ts';

export interface WebgpuOptions {
  /** Where fetched things are kept; by default `.cache/native` at the root of the repository. */
  readonly folder?: string;
  readonly say?: (line: string) => void;
}

/**
 * Fetches, or finds what was fetched before, and tries it. Throws an `Error` with one line that says what is missing; what was fetched stays even
 * where no driver is found, since that may come later.
 */
export async function fetchWebgpu({ folder = cacheFolder(), say = () => {} }: WebgpuOptions = {}): Promise<{
  folder: string;
  version: string;
}> {
  const target = webgpuFolder(folder);
  if (!isWebgpuInstalled(folder)) {
    await fs.mkdir(folder, { recursive: true });
    const work = await fs.mkdtemp(path.join(folder, 'fetching-'));
    try {
      say(`fetching webgpu ${DAWN_VERSION} and @tensorflow/tfjs-backend-webgpu ${TFJS_VERSION}`);
      const [dawn, kernels] = await Promise.all([
        fetchPackage(work, 'webgpu', DAWN_VERSION),
        fetchPackage(work, '@tensorflow/tfjs-backend-webgpu', TFJS_VERSION),
      ]);
      await takeBinaries(dawn, work);
      await fs.rename(path.join(kernels, 'dist/tf-backend-webgpu.node.js'), path.join(work, KERNELS_FILE));
      await fs.rename(path.join(dawn, 'LICENSE.md'), path.join(work, 'LICENSE.dawn.md'));
      await fs.rm(path.join(work, 'node_modules'), { recursive: true });
      await putInPlace(work, target);
    } finally {
      await fs.rm(work, { recursive: true, force: true });
    }
  }
  say('trying it');
  const probe = await probeBackend('webgpu', { cacheFolder: folder, softwareGpu: true });
  if (!probe.works) throw new Error(`it lies in ${target} but does not run: ${probe.reason}`);
  return { folder: target, version: DAWN_VERSION };
}

/** The addon and, on Windows, the libraries beside it. */
async function takeBinaries(dawn: string, work: string): Promise<void> {
  const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  const names = await fs.readdir(path.join(dawn, 'dist', platform)).catch(() => {
    throw new Error(`Dawn is not built for ${process.platform} on ${process.arch}`);
  });
  for (const name of names) await fs.rename(path.join(dawn, 'dist', platform, name), path.join(work, name));
}
