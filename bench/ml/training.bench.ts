/** Training speed against Keras on the same TensorFlow, against TensorFlow.js's own layers, and the memory of long trainings. */
import type { BackendName } from '@atelier/ml';
import { findBuilds, cacheFolder } from '../../packages/ml/src/backends/native/builds.ts';
import { probeBackend, type Probe } from '../../packages/ml/src/backends/probe.ts';
import { isWebgpuInstalled } from '../../packages/ml/src/backends/webgpu/installed.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { measure, measureKeras, measureTorch, type Task } from './task.ts';

const USUAL = { warm: 5, rounds: 5, steps: 20 } as const;
const NOT_BUILT = { skipped: 'native TensorFlow is not built: npm run native -- cpu' };
const isBuilt = () => findBuilds(cacheFolder()).length > 0;

/** Taken in turns, and the best of each: what else runs on the machine then falls on both alike. */
async function againstKeras(net: Task['net']): Promise<BenchResult> {
  if (!isBuilt()) return NOT_BUILT;
  let [ours, theirs, versions] = [Infinity, Infinity, ''];
  for (let turn = 0; turn < 3; turn++) {
    const keras = await measureKeras(net);
    if ('reason' in keras) return { skipped: keras.reason };
    theirs = Math.min(theirs, keras.ms);
    versions = keras.versions;
    ours = Math.min(ours, (await measure({ backend: 'native', net, layers: 'ours', ...USUAL })).ms);
  }
  return { ratio: theirs / ours, detail: `${samplesPerSecond(ours)} against ${samplesPerSecond(theirs)} (${versions})` };
}

async function againstLayers(backend: 'native' | 'wasm'): Promise<BenchResult> {
  if (backend === 'native' && !isBuilt()) return NOT_BUILT;
  const ours = await measure({ backend, net: 'rnn', layers: 'ours', ...USUAL });
  const layers = await measure({ backend, net: 'rnn', layers: 'layers', warm: 1, rounds: 3, steps: 3 });
  return { ratio: layers.ms / ours.ms, detail: `${milliseconds(ours.ms)} against ${milliseconds(layers.ms)} a step` };
}

async function againstLayersOnHost(): Promise<BenchResult> {
  if (!isWebgpuInstalled(cacheFolder())) return { skipped: 'WebGPU is not installed: npm run native -- webgpu' };
  const task = { backend: 'webgpu', net: 'rnn', hostOnly: true } as const;
  const ours = await measure({ ...task, layers: 'ours', ...USUAL });
  const layers = await measure({ ...task, layers: 'layers', warm: 1, rounds: 3, steps: 3 });
  return { ratio: layers.ms / ours.ms, detail: `${milliseconds(ours.ms)} against ${milliseconds(layers.ms)} of host time a step` };
}

async function againstCpu(layers: 'layers' | 'stock kernels'): Promise<BenchResult> {
  const ours = await measure({ backend: 'wasm', net: 'cnn32', layers: 'ours', threads: 2, ...USUAL });
  const cpu = await measure({ backend: 'cpu', net: 'cnn32', layers, warm: 0, rounds: 1, steps: 1 });
  return { ratio: cpu.ms / ours.ms, detail: `${milliseconds(ours.ms)} against ${milliseconds(cpu.ms)} a step` };
}

async function trackingCost(): Promise<BenchResult> {
  const backend = isBuilt() ? 'native' : 'wasm';
  const { ms, trackedMs } = await measure({ backend, net: 'rnn', layers: 'ours', tracked: true, warm: 10, rounds: 12, steps: 20 });
  if (trackedMs === null) throw new Error('nothing was tracked');
  return {
    ratio: trackedMs / ms,
    detail: `${ms.toFixed(2)} ms a step, ${trackedMs.toFixed(2)} ms with twenty scalars logged at each on ${backend}`,
  };
}

async function memoryGrowth(): Promise<BenchResult> {
  const backend = isBuilt() ? 'native' : 'wasm';
  const { memory, tensors } = await measure({ backend, net: 'rnn', layers: 'ours', warm: 0, rounds: 12, steps: 100 });
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  return {
    ratio: memory.at(-1)! / memory[1]!,
    detail: `resident ${megabytes(memory[1]!)} after 200 steps, ${megabytes(memory.at(-1)!)} after 1,200 on ${backend}; ${tensors} tensors`,
  };
}

/** The better of CUDA and WebGPU, and beside it the same net on the processor. */
async function onGpu(net: Task['net']): Promise<BenchResult> {
  const backends: BackendName[] = findBuilds(cacheFolder())[0]?.variant === 'gpu' ? ['native'] : [];
  const webgpu = await tryOnGpu();
  if (webgpu.works) backends.push('webgpu');
  else if (backends.length === 0) return { skipped: `no GPU: CUDA is not built (npm run native -- gpu), and WebGPU: ${webgpu.reason}` };
  const times: { backend: BackendName; ms: number }[] = [];
  for (const backend of backends) times.push({ backend, ms: (await measure({ backend, net, layers: 'ours', ...USUAL })).ms });
  const best = times.reduce((least, time) => (time.ms < least.ms ? time : least));
  const processor = isBuilt()
    ? await measure({ backend: 'native', net, layers: 'ours', ...USUAL }, { CUDA_VISIBLE_DEVICES: '' })
    : await measure({ backend: 'wasm', net, layers: 'ours', ...USUAL });
  const measured = `${times.map(({ backend, ms }) => `${samplesPerSecond(ms)} on ${backend}`).join(', ')}, ${samplesPerSecond(processor.ms)} on the processor`;
  const torch = await measureTorch(net);
  if ('reason' in torch) return { skipped: `${measured}; ${torch.reason}` };
  return { ratio: torch.ms / best.ms, detail: `${measured}, ${samplesPerSecond(torch.ms)} in ${torch.versions}` };
}

async function tryOnGpu(): Promise<Probe> {
  if (!isWebgpuInstalled(cacheFolder())) return { works: false, reason: 'it is not installed (npm run native -- webgpu)' };
  return probeBackend('webgpu', { softwareGpu: false });
}

const samplesPerSecond = (ms: number) => `${(32_000 / ms).toFixed(0)} samples/s`;
const milliseconds = (ms: number) => `${ms.toFixed(0)} ms`;

export const rows: BenchRow[] = [
  { id: 'TR1', title: 'reference RNN, native, against Keras 3', floor: 0.7, target: 1.2, run: () => againstKeras('rnn') },
  { id: 'TR2', title: 'reference CNN 64×64, native, against Keras 3', floor: 0.5, target: 1, run: () => againstKeras('cnn64') },
  { id: 'TR3n', title: 'reference RNN, native, against tf.layers.lstm', floor: 10, target: 20, run: () => againstLayers('native') },
  { id: 'TR3w', title: 'reference RNN, WASM, against tf.layers.lstm', floor: 2.5, target: 4, run: () => againstLayers('wasm') },
  {
    id: 'TR3g',
    title: 'reference RNN, WebGPU, host time alone, against tf.layers.lstm',
    floor: 20,
    target: 40,
    run: againstLayersOnHost,
  },
  {
    id: 'TR4s',
    title: 'reference CNN 32×32, WASM with two threads, against cpu as it comes',
    floor: 200,
    target: 400,
    run: () => againstCpu('stock kernels'),
  },
  {
    id: 'TR4r',
    title: 'reference CNN 32×32, WASM with two threads, against cpu with its kernels replaced',
    floor: 15,
    target: 25,
    run: () => againstCpu('layers'),
  },
  {
    id: 'TR5',
    title: 'a training step with tracking against one without',
    floor: 1.02,
    target: 1.005,
    better: 'lower',
    run: trackingCost,
  },
  { id: 'TR6', title: 'memory after 1,000 more steps against 200', floor: 1.1, target: 1.02, better: 'lower', run: memoryGrowth },
  { id: 'TR7c', title: 'reference CNN 64×64 on a GPU against PyTorch on it', floor: 0.25, target: 0.5, run: () => onGpu('cnn64') },
  { id: 'TR7r', title: 'reference RNN on a GPU against PyTorch on it', floor: 0.25, target: 0.5, run: () => onGpu('rnn') },
];
