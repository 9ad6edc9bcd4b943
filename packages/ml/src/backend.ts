/** Which of TensorFlow's engines trains: chosen by preference or by what this machine has, and always told, never fallen back to in silence. */
import * as tf from '@tensorflow/tfjs';
import { startCpu } from './backends/cpu.ts';
import { cacheFolder as defaultCacheFolder, findBuilds, TFJS_VERSION } from './backends/native/builds.ts';
import { startNative } from './backends/native/load.ts';
import { startNodeGpu } from './backends/node-gpu.ts';
import { probeBackend } from './backends/probe.ts';
import { startWasm } from './backends/wasm/load.ts';
import { DAWN_VERSION, isWebgpuInstalled, webgpuFolder } from './backends/webgpu/installed.ts';
import { startWebgpu } from './backends/webgpu/load.ts';

/**
 * `node-gpu`: the optional package `@tensorflow/tfjs-node-gpu`. `native`: TensorFlow's C library, built by `npm run native`. `webgpu`: any GPU with a
 * driver for Vulkan, Metal or Direct3D 12, fetched by `npm run native -- webgpu`. `wasm`: npm alone, with our kernels. `cpu`: plain JavaScript, for checking the
 * others.
 */
export type BackendName = (typeof BACKEND_NAMES)[number];

/** In order of preference. */
export const BACKEND_NAMES = ['node-gpu', 'native', 'webgpu', 'wasm', 'cpu'] as const;

export interface BackendOptions {
  /** Where `npm run native` keeps its builds. */
  readonly cacheFolder?: string;
  /** Threads of the WASM backend; by default as many as there are cores, at most four. */
  readonly threads?: number;
  /** Whether WebGPU may run on a driver that computes on the processor. By default only when `webgpu` is asked for by its name, since WASM is faster there. */
  readonly softwareGpu?: boolean;
}

/** What a run records of the engine that it trained on. */
export interface Backend {
  readonly name: BackendName;
  readonly device: 'cpu' | 'gpu';
  readonly threads?: number;
  /** Of TensorFlow.js, of TensorFlow where it is native, of Dawn and the graphics driver where it is WebGPU. */
  readonly versions: Readonly<Record<string, string>>;
  /** What was preferred to this one and why it did not serve. */
  readonly passedOver: readonly { readonly name: BackendName; readonly reason: string }[];
}

const started = new Map<BackendName, Omit<Backend, 'passedOver'>>();

/**
 * Starts the best backend that works here, each tried in a process of its own first, or exactly the one asked for.
 * Throws an `Error` that says why when the one asked for does not work.
 */
export async function chooseBackend(preference: 'auto' | BackendName = 'auto', given: BackendOptions = {}): Promise<Backend> {
  if (preference !== 'auto' && !BACKEND_NAMES.includes(preference))
    throw new RangeError(`backend must be auto or one of ${BACKEND_NAMES.join(', ')}, got ${preference}`);
  const options = { softwareGpu: preference !== 'auto', ...given };
  const candidates = preference === 'auto' ? BACKEND_NAMES : [preference];
  const passedOver: { name: BackendName; reason: string }[] = [];
  for (const name of candidates) {
    const reason = await obstacle(name, options);
    if (reason === null) return { ...(await startBackend(name, options)), passedOver };
    passedOver.push({ name, reason });
  }
  throw new Error(passedOver.map(({ name, reason }) => `backend ${name} does not work here: ${reason}`).join('; '));
}

/** Starts a backend in this process without trying it elsewhere first, or returns to it. Throws when it does not start. */
export async function startBackend(name: BackendName, options: BackendOptions = {}): Promise<Omit<Backend, 'passedOver'>> {
  tf.enableProdMode();
  const known = started.get(name);
  if (known) {
    await tf.setBackend(ENGINE_NAMES[name]);
    return known;
  }
  const backend = await start(name, options);
  started.set(name, backend);
  return backend;
}

const ENGINE_NAMES: Record<BackendName, string> = {
  'node-gpu': 'tensorflow',
  native: 'tensorflow',
  webgpu: 'webgpu',
  wasm: 'wasm',
  cpu: 'cpu',
};

async function start(
  name: BackendName,
  { cacheFolder = defaultCacheFolder(), threads, softwareGpu = true }: BackendOptions,
): Promise<Omit<Backend, 'passedOver'>> {
  const versions = { tfjs: TFJS_VERSION };
  switch (name) {
    case 'node-gpu':
      return { name, versions, ...(await startNodeGpu()) };
    case 'native': {
      const [build] = findBuilds(cacheFolder);
      if (!build) throw new Error(NOT_BUILT);
      return { name, ...(await startNative(build)), versions: { ...versions, tensorflow: build.tensorflow } };
    }
    case 'webgpu': {
      if (!isWebgpuInstalled(cacheFolder)) throw new Error(NOT_FETCHED);
      const { device, driver } = await startWebgpu(webgpuFolder(cacheFolder), { software: softwareGpu });
      return { name, device, versions: { ...versions, dawn: DAWN_VERSION, driver } };
    }
    case 'wasm':
      return { name, device: 'cpu', versions, ...(await startWasm(threads)) };
    case 'cpu':
      await startCpu();
      return { name, device: 'cpu', threads: 1, versions };
  }
}

const NOT_BUILT = 'it is not built; npm run native -- cpu builds it';
const NOT_FETCHED = 'it is not installed; npm run native -- webgpu fetches it';

/** Why a backend cannot serve, or null. Those that are only JavaScript and WebAssembly are not tried first: they cannot take the process down. */
async function obstacle(name: BackendName, options: BackendOptions): Promise<string | null> {
  if (started.has(name) || name === 'wasm' || name === 'cpu') return null;
  const { cacheFolder = defaultCacheFolder() } = options;
  if (name === 'native' && findBuilds(cacheFolder).length === 0) return NOT_BUILT;
  if (name === 'webgpu' && !isWebgpuInstalled(cacheFolder)) return NOT_FETCHED;
  if (name === 'node-gpu' && !isInstalled('@tensorflow/tfjs-node-gpu')) return '@tensorflow/tfjs-node-gpu is not installed';
  const probe = await probeBackend(name, options);
  return probe.works ? null : probe.reason;
}

function isInstalled(specifier: string): boolean {
  try {
    import.meta.resolve(specifier);
    return true;
  } catch {
    return false;
  }
}
