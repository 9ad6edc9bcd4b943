/**
 * Max pooling that remembers where each maximum was, by oneDNN's kernel: its gradient takes an eighth of the time of TensorFlow's own, which
 * looks for every maximum again. Builds without oneDNN and GPUs do not have it; there the ordinary kernels go on.
 */
import * as tf from '@tensorflow/tfjs';
import { execute, type NativeBackend, replaceKernel, works } from './execute.ts';

export function registerPooling(backend: NativeBackend): void {
  const attributesOf = (size: number) => {
    const window = { int: [1, size, size, 1] };
    const type = { type: backend.binding.TF_FLOAT };
    return {
      T: type,
      ksize: window,
      strides: window,
      padding: 'VALID',
      data_format: 'NHWC',
      workspace_enabled: true,
      _kernel: 'MklNameChangeOp',
    };
  };
  const forward = (x: tf.TensorInfo, size: number) => execute(backend, '_MklNativeMaxPool', attributesOf(size), [x], 2);
  if (backend.binding.isUsingGpuDevice() || !works(() => forward(tf.ones([1, 2, 2, 1]), 2))) return;
  replaceKernel('MaxPoolKeeping', ({ inputs, attrs }) => forward(inputs.x!, attrs.size as number));
  replaceKernel('MaxPoolKeepingGradient', ({ inputs, attrs }) => {
    const { dy, x, value, places } = inputs as Record<string, tf.TensorInfo>;
    return execute(backend, '_MklNativeMaxPoolGrad', attributesOf(attrs.size as number), [x!, value!, dy!, places!])[0]!;
  });
}
