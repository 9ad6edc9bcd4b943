/** What we run differently from `tfjs-node`: whole operations of TensorFlow where it composes small ones or has none. */
import * as tf from '@tensorflow/tfjs';
import { registerAdamStep } from './adam-step.ts';
import { registerConvolution } from './convolution.ts';
import { execute, type NativeBackend, replaceKernel } from './execute.ts';
import { registerPooling } from './pooling.ts';
import { registerRecurrentKernels } from './recurrent.ts';

export function registerNativeKernels(backend: NativeBackend): void {
  const type = { type: backend.binding.TF_FLOAT };
  replaceKernel('ReluGradient', ({ inputs }) => execute(backend, 'ReluGrad', { T: type }, [inputs.dy!, inputs.value!])[0]!);
  replaceKernel('BiasGradient', ({ inputs }) => execute(backend, 'BiasAddGrad', { T: type, data_format: 'NHWC' }, [inputs.dy!])[0]!);
  replaceKernel('NormalizeBatch', ({ inputs, attrs }) =>
    tf.tidy(() => {
      const none = tf.tensor1d([]);
      const attributes = {
        T: type,
        U: type,
        epsilon: attrs.epsilon as number,
        exponential_avg_factor: 1,
        data_format: 'NHWC',
        is_training: true,
      };
      // The fifth output is the variance as the gradient wants it; the third one is corrected for the sample's size.
      const [value, mean, , , variance] = execute(
        backend,
        'FusedBatchNormV3',
        attributes,
        [inputs.x!, inputs.gamma!, inputs.beta!, none, none],
        6,
      );
      return [value!, mean!, variance!];
    }),
  );
  replaceKernel('NormalizeBatchGradient', ({ inputs, attrs }) =>
    tf.tidy(() => {
      const attributes = { T: type, U: type, epsilon: attrs.epsilon as number, data_format: 'NHWC', is_training: true };
      const { dy, x, gamma, mean, variance } = inputs as Record<string, tf.TensorInfo>;
      return execute(backend, 'FusedBatchNormGradV3', attributes, [dy!, x!, gamma!, mean!, variance!, tf.tensor1d([])], 5).slice(0, 3);
    }),
  );
  registerConvolution(backend);
  registerPooling(backend);
  registerRecurrentKernels(backend);
  registerAdamStep(backend);
}
