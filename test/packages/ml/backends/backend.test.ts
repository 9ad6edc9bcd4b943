import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { chooseBackend, startBackend } from '../../../../packages/ml/src/backend.ts';
import { checkGradient } from '../../../../packages/ml/src/backends/check-gradient.ts';
import { buildName, cacheFolder, findBuilds } from '../../../../packages/ml/src/backends/native/builds.ts';
import { probeBackend } from '../../../../packages/ml/src/backends/probe.ts';
import { AVAILABLE } from '../support.ts';

const emptyCache = () => fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-cache-'));

describe('choosing a backend', () => {
  it('takes WASM where nothing native is there, and says what it passed over and why', async () => {
    const folder = emptyCache();
    const backend = await chooseBackend('auto', { cacheFolder: folder, threads: 1 });
    fs.rmSync(folder, { recursive: true });
    expect(backend).toMatchObject({ name: 'wasm', device: 'cpu', threads: 1, versions: { tfjs: '4.22.0' } });
    expect(backend.passedOver).toEqual([
      { name: 'node-gpu', reason: '@tensorflow/tfjs-node-gpu is not installed' },
      { name: 'native', reason: 'it is not built; npm run native -- cpu builds it' },
      { name: 'webgpu', reason: 'it is not installed; npm run native -- webgpu fetches it' },
    ]);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('does not fall back when one is asked for by name', async () => {
    const folder = emptyCache();
    await expect(chooseBackend('native', { cacheFolder: folder })).rejects.toThrow(
      'backend native does not work here: it is not built; npm run native -- cpu builds it',
    );
    fs.rmSync(folder, { recursive: true });
    await expect(chooseBackend('cuda' as never)).rejects.toThrow(
      'backend must be auto or one of node-gpu, native, webgpu, wasm, cpu, got cuda',
    );
  });

  it.each(AVAILABLE)('%s computes the gradient of a convolution right', async (name) => {
    await startBackend(name, { threads: 1 });
    await checkGradient();
  });

  it('survives a library that crashes: it is tried in a process of its own', { timeout: 90_000 }, async () => {
    const folder = emptyCache();
    const broken = path.join(folder, buildName('cpu', '0.0.0'));
    fs.mkdirSync(broken);
    fs.writeFileSync(path.join(broken, 'build.json'), JSON.stringify({ variant: 'cpu', tensorflow: '0.0.0', tfjs: '4.22.0' }));
    fs.writeFileSync(path.join(broken, 'tfjs_binding.node'), 'no library');
    const probe = await probeBackend('native', { cacheFolder: folder });
    const backend = await chooseBackend('auto', { cacheFolder: folder, threads: 1 });
    fs.rmSync(folder, { recursive: true });
    expect(probe).toMatchObject({ works: false, reason: expect.stringMatching(/tfjs_binding|file too short|invalid ELF/) });
    // A process that runs native TensorFlow already goes on with it.
    if (!findBuilds(cacheFolder()).length) expect(backend.passedOver.map(({ name }) => name)).toEqual(['node-gpu', 'native', 'webgpu']);
  });

  it('adds no listener that rethrows what goes wrong elsewhere', async () => {
    await startBackend('wasm', { threads: 1 });
    expect(
      process
        .listeners('uncaughtException')
        .concat(process.listeners('unhandledRejection') as never)
        .map(String)
        .filter((text) => text.includes('throw ex') || text.includes('abort(')),
    ).toEqual([]);
  });
});
