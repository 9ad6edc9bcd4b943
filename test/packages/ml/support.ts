/** Small tasks that can be learned, for the tests of models and training. */
import fs from 'node:fs';
import type { BackendName } from '../../../packages/ml/src/backend.ts';
import { probeBackend, type Probe } from '../../../packages/ml/src/backends/probe.ts';
import { isWebgpuInstalled } from '../../../packages/ml/src/backends/webgpu/installed.ts';
import { cacheFolder, findBuilds } from '../../../packages/ml/src/backends/native/builds.ts';
import type { BatchSource, Target } from '../../../packages/ml/src/dataset/batch-source.ts';
import { createRandom, type Random } from '../../../packages/ml/src/random.ts';

/** A source over samples in memory. */
export function memorySource(
  samples: readonly ArrayLike<number>[],
  shape: readonly number[],
  more: { vocabulary?: number; lengths?: Int32Array } = {},
): BatchSource {
  const width = shape.reduce((product, side) => product * side, 1);
  return {
    samples: samples.length,
    shape,
    kind: more.vocabulary === undefined ? 'float' : 'token',
    ...more,
    read(rows, into) {
      rows.forEach((row, position) => into.set(samples[row]!, position * width));
    },
  };
}

export interface Task {
  readonly input: BatchSource;
  readonly target: Target;
}

/** Pictures with a bright bar, upright or lying: two classes. */
export function bars(samples: number, seed = 1, side = 12): Task {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: samples }, (_, row) => row % 2);
  const pictures = Array.from(labels, (label) => {
    const place = random.integer(side);
    return Float32Array.from({ length: side * side }, (_, pixel) =>
      (label ? Math.floor(pixel / side) : pixel % side) === place ? 1 : 0.3 * random.uniform(),
    );
  });
  return { input: memorySource(pictures, [side, side, 1]), target: { kind: 'binary', labels, classes: ['upright', 'lying'] } };
}

/** Sequences of numbers of unlike length that rise, fall or stay: three classes. What comes after a sequence's end is noise. */
export function slopes(samples: number, seed = 1, steps = 12): Task {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: samples }, (_, row) => row % 3);
  const lengths = Int32Array.from(labels, () => 4 + random.integer(steps - 3));
  const rows = Array.from(labels, (label, row) => slope(label, lengths[row]!, steps, random));
  return {
    input: memorySource(rows, [steps, 1], { lengths }),
    target: { kind: 'multiclass', labels, classes: ['falls', 'stays', 'rises'] },
  };
}

function slope(label: number, length: number, steps: number, random: Random): Float32Array {
  const start = random.uniform();
  return Float32Array.from({ length: steps }, (_, step) =>
    step < length ? start + 0.15 * (label - 1) * step + 0.05 * random.normal() : 5 * random.normal(),
  );
}

/** Tokens; the class is whether the third letter of the alphabet appears anywhere. */
export function letters(samples: number, seed = 1, steps = 10): Task {
  const random = createRandom(seed);
  const rows = Array.from({ length: samples }, () =>
    Int32Array.from({ length: steps }, () => (random.uniform() < 0.07 ? 3 : 4 + random.integer(4))),
  );
  const labels = Int32Array.from(rows, (row) => (row.includes(3) ? 1 : 0));
  return { input: memorySource(rows, [steps], { vocabulary: 8 }), target: { kind: 'binary', labels, classes: ['without', 'with'] } };
}

/** Points; two outputs, each a linear function of them. */
export function planes(samples: number, seed = 1): Task {
  const random = createRandom(seed);
  const rows = Array.from({ length: samples }, () => Float32Array.from({ length: 3 }, () => random.normal()));
  const values = Float64Array.from(rows.flatMap(([a, b, c]) => [a! - 2 * b!, 0.5 * c! + 1]));
  return { input: memorySource(rows, [3]), target: { kind: 'regression', values, outputs: 2 } };
}

/** The backends that run here: all that are JavaScript and WebAssembly, and native TensorFlow where it was built. */
export const AVAILABLE: readonly BackendName[] = ['cpu', 'wasm', ...(findBuilds(cacheFolder()).length > 0 ? (['native'] as const) : [])];

/** A Vulkan driver that computes on the processor and comes with Debian's Chromium. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Whether WebGPU works here, on a GPU or on software. Costs nothing where it was never fetched. */
export async function tryWebgpu(): Promise<Probe> {
  if (!isWebgpuInstalled(cacheFolder())) return { works: false, reason: 'WebGPU was not fetched: npm run native -- webgpu' };
  const probe = await probeBackend('webgpu');
  if (probe.works || process.env.VK_DRIVER_FILES !== undefined || !fs.existsSync(SWIFTSHADER)) return probe;
  process.env.VK_DRIVER_FILES = SWIFTSHADER;
  return probeBackend('webgpu');
}
