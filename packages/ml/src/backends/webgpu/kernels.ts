/** What we run differently from TensorFlow.js's WebGPU backend: whole layers and whole updates where it launches a program for every small operation. */
import * as tf from '@tensorflow/tfjs';
import { adamStep } from './adam-step.ts';
import type { WebgpuBackend } from './program.ts';
import { recurrentBackward, recurrentForward } from './recurrent.ts';

type Kernel = (call: { inputs: never; attrs: never }) => tf.TensorInfo | tf.TensorInfo[];

export function registerWebgpuKernels(backend: WebgpuBackend): void {
  register('AdamStep', ({ inputs, attrs }) => adamStep(backend, inputs, attrs));
  for (const [name, cell] of [
    ['Lstm', 'lstm'],
    ['Gru', 'gru'],
  ] as const) {
    register(`${name}Sequence`, ({ inputs }) => recurrentForward(backend, cell, inputs));
    register(`${name}SequenceGradient`, ({ inputs }) => recurrentBackward(backend, cell, inputs));
  }
}

function register(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, 'webgpu')) tf.unregisterKernel(kernelName, 'webgpu');
  tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: kernel as unknown as tf.KernelFunc });
}
