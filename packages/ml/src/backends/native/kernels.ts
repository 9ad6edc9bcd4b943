/** What we run differently from `tfjs-node`: whole operations of TensorFlow where it composes small ones or has none. */
import * as tf from '@tensorflow/tfjs';
import { registerAdamStep } from './adam-step.ts';
import { execute, type NativeBackend } from './execute.ts';
import { registerRecurrentKernels } from './recurrent.ts';

export type Kernel = (call: { inputs: Record<string, tf.TensorInfo>; attrs: Record<string, unknown> }) => tf.TensorInfo | tf.TensorInfo[];

export function registerNativeKernels(backend: NativeBackend): void {
  const type = { type: backend.binding.TF_FLOAT };
  replaceKernel('ReluGradient', ({ inputs }) => execute(backend, 'ReluGrad', { T: type }, [inputs.dy!, inputs.value!])[0]!);
  replaceKernel('BiasGradient', ({ inputs }) => execute(backend, 'BiasAddGrad', { T: type, data_format: 'NHWC' }, [inputs.dy!])[0]!);
  registerRecurrentKernels(backend);
  registerAdamStep(backend);
}

/** Puts a kernel in place of the backend's own, or beside them. */
export function replaceKernel(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, 'tensorflow')) tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc: kernel as unknown as tf.KernelFunc });
}
