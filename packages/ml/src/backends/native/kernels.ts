/** What we run differently from `tfjs-node`: whole operations of TensorFlow where it composes small ones or has none. */
import { registerAdamStep } from './adam-step.ts';
import { execute, type NativeBackend, replaceKernel } from './execute.ts';
import { registerRecurrentKernels } from './recurrent.ts';

export function registerNativeKernels(backend: NativeBackend): void {
  const type = { type: backend.binding.TF_FLOAT };
  replaceKernel('ReluGradient', ({ inputs }) => execute(backend, 'ReluGrad', { T: type }, [inputs.dy!, inputs.value!])[0]!);
  replaceKernel('BiasGradient', ({ inputs }) => execute(backend, 'BiasAddGrad', { T: type, data_format: 'NHWC' }, [inputs.dy!])[0]!);
  registerRecurrentKernels(backend);
  registerAdamStep(backend);
}
