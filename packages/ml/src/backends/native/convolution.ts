/** Convolution, bias and ReLU in one operation: oneDNN's where the build has it, else TensorFlow's. TensorFlow.js makes three passes over the largest arrays of a CNN. */
import * as tf from '@tensorflow/tfjs';
import { execute, type NativeBackend, replaceKernel, works } from './execute.ts';

export function registerConvolution(backend: NativeBackend): void {
  const type = { type: backend.binding.TF_FLOAT };
  const convolve = (x: tf.TensorInfo, filter: tf.TensorInfo, bias: tf.TensorInfo, padding: string, relu: boolean, operation: Operation) =>
    execute(
      backend,
      operation.name,
      {
        ...operation.label,
        T: type,
        TArgs: { type: [backend.binding.TF_FLOAT] },
        num_args: { int: 1 },
        strides: { int: [1, 1, 1, 1] },
        padding,
        dilations: { int: [1, 1, 1, 1] },
        data_format: 'NHWC',
        fused_ops: relu ? ['BiasAdd', 'Relu'] : ['BiasAdd'],
        epsilon: 0,
      },
      [x, filter, bias],
    );
  const operation = OPERATIONS.find((candidate) =>
    works(() => convolve(tf.ones([1, 2, 2, 1]), tf.ones([1, 1, 1, 1]), tf.ones([1]), 'VALID', true, candidate)),
  );
  if (!operation) return;
  replaceKernel('ConvolveFused', ({ inputs, attrs }) => {
    const { x, filter, bias } = inputs as Record<string, tf.TensorInfo>;
    return convolve(x!, filter!, bias!, (attrs.pad as string).toUpperCase(), attrs.activation === 'relu', operation)[0]!;
  });
}

interface Operation {
  readonly name: string;
  readonly label: { readonly _kernel?: string };
}

const OPERATIONS: readonly Operation[] = [
  { name: '_MklNativeFusedConv2D', label: { _kernel: 'MklNameChangeOp' } },
  { name: '_FusedConv2D', label: {} },
];
