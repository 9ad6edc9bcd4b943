import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import type { NativeBackend } from './native/execute.ts';
import { registerNativeKernels } from './native/kernels.ts';
import { restoreRemovedUtilities } from './native/load.ts';

/** Starts `@tensorflow/tfjs-node-gpu`, an optional peer that brings TensorFlow 2.9.1 for CUDA 11.2. Throws when it is not installed or sees no GPU. */
export async function startNodeGpu(): Promise<{ device: 'gpu' }> {
  restoreRemovedUtilities();
  createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu');
  if (!(await tf.setBackend('tensorflow')) || tf.getBackend() !== 'tensorflow') throw new Error('the TensorFlow backend does not start');
  const backend = tf.backend() as unknown as NativeBackend;
  if (!backend.binding.isUsingGpuDevice()) throw new Error('@tensorflow/tfjs-node-gpu sees no GPU');
  registerNativeKernels(backend);
  return { device: 'gpu' };
}
