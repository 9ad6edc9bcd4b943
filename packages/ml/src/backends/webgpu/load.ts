/**
 * Starts TensorFlow.js's WebGPU backend in Node, on Dawn, with our kernels on top. It is made for browsers and finds WebGPU on globals; Dawn
 * lends them.
 */
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { DAWN_FILE, KERNELS_FILE } from './installed.ts';
import { registerWebgpuKernels } from './kernels.ts';
import type { WebgpuBackend } from './program.ts';

const require = createRequire(import.meta.url);

interface Adapter {
  readonly info: { readonly description: string; readonly vendor: string; readonly device: string; readonly isFallbackAdapter: boolean };
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(descriptor: { requiredLimits: Record<string, number> }): Promise<Device>;
}

interface Device {
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
  readonly lost: Promise<{ readonly message: string }>;
}

interface Dawn {
  create(options: string[]): { requestAdapter(options: object): Promise<Adapter | null> };
  readonly globals: object;
}

/** All that the kernels may ask for; a device that was asked for nothing has the smallest limits of the standard. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
];

/**
 * Makes `webgpu` the backend of TensorFlow.js. `dawn` are options of Dawn's own, such as `backend=null` for a device that computes nothing.
 * Throws where there is no GPU, or only one made of software and that will not do.
 */
export async function startWebgpu(
  folder: string,
  { software, dawn = [] }: { readonly software: boolean; readonly dawn?: readonly string[] },
): Promise<{ device: 'cpu' | 'gpu'; driver: string }> {
  const { create, globals } = require(path.join(folder, DAWN_FILE)) as Dawn;
  Object.assign(globalThis, globals);
  const gpu = create([...dawn]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU finds no graphics driver (Vulkan, Metal or Direct3D 12)');
  const driver = adapter.info.description || `${adapter.info.vendor} ${adapter.info.device}`;
  if (adapter.info.isFallbackAdapter && !software) throw new Error(`${driver} is no GPU but software`);
  const device = await adapter.requestDevice({ requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]!])) });
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  const { WebGPUBackend } = requireKernels(folder) as { WebGPUBackend: new (device: Device, info: Adapter['info']) => WebgpuBackend };
  // It has registered itself, with a device of its own making.
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  if (!(await tf.setBackend('webgpu')) || tf.getBackend() !== 'webgpu')
    throw new Error('the WebGPU backend of TensorFlow.js does not start');
  const backend = tf.backend() as unknown as WebgpuBackend;
  reportErrors(backend, device);
  registerWebgpuKernels(backend);
  return { device: adapter.info.isFallbackAdapter ? 'cpu' : 'gpu', driver };
}

/** A program that does not compile, or a lost GPU, leaves buffers as they were; whoever reads numbers next has to hear of it. */
function reportErrors(backend: WebgpuBackend, device: Device): void {
  let failure: Error | undefined;
  device.addEventListener('uncapturederror', ({ error }) => (failure ??= new Error(`WebGPU: ${error.message}`)));
  void device.lost.then(({ message }) => (failure ??= new Error(`WebGPU has lost its device: ${message}`)));
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    const values = await read(dataId);
    if (failure) throw failure;
    return values;
  };
}

/** The file lies outside our `node_modules` and must still meet the one TensorFlow.js that this program uses. */
function requireKernels(folder: string): unknown {
  const ours = pathToFileURL(createRequire(require.resolve('@tensorflow/tfjs')).resolve('@tensorflow/tfjs-core')).href;
  const hook = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@tensorflow/tfjs-core' ? { url: ours, format: 'commonjs', shortCircuit: true } : next(specifier, context),
  });
  try {
    return require(path.join(folder, KERNELS_FILE));
  } finally {
    hook.deregister();
  }
}
