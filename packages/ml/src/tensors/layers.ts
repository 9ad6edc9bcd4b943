/**
 * The differentiable pieces that models are made of, each as few kernels forward and backward as the backends allow. TensorFlow.js's own
 * operators split them up as soon as a gradient is wanted. Those that meet the model's input take `inputGradient: false`: nobody asks
 * for the gradient by the data, and it is the dearest one.
 */
import * as tf from '@tensorflow/tfjs';

export interface LayerOptions {
  readonly relu: boolean;
  readonly inputGradient: boolean;
}

/** Convolution with stride 1, bias and maybe ReLU. `x` `[batch, height, width, channels]`, `kernel` `[side, side, channels, filters]`, `bias` `[filters]`. */
export function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  padding: 'valid' | 'same',
  options: LayerOptions,
): tf.Tensor4D {
  const attributes = { strides: [1, 1], pad: padding, dataFormat: 'NHWC', dilations: [1, 1] };
  const forward = (): tf.Tensor4D =>
    kernelCall('FusedConv2D', { x, filter: kernel, bias }, { ...attributes, activation: options.relu ? 'relu' : 'linear' });
  return differentiable(forward, { x, kernel, bias }, options, (dy, x, kernel) => ({
    x: () => kernelCall('Conv2DBackpropInput', { dy, filter: kernel }, { ...attributes, inputShape: x.shape }),
    kernel: kernelCall('Conv2DBackpropFilter', { x, dy }, { ...attributes, filterShape: kernel.shape }),
    bias: tf.sum(dy, [0, 1, 2]),
  }));
}

/** `x × kernel + bias` and maybe ReLU. `x` `[batch, inputs]`, `kernel` `[inputs, units]`, `bias` `[units]`. */
export function dense(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D, options: LayerOptions): tf.Tensor2D {
  const forward = (): tf.Tensor2D =>
    tf.reshape(
      kernelCall<tf.Tensor3D>(
        '_FusedMatMul',
        { a: tf.expandDims(x, 0), b: tf.expandDims(kernel, 0), bias },
        { transposeA: false, transposeB: false, activation: options.relu ? 'relu' : 'linear' },
      ),
      [x.shape[0], kernel.shape[1]],
    );
  return differentiable(forward, { x, kernel, bias }, options, (dy, x, kernel) => ({
    x: () => tf.matMul(dy, kernel, false, true),
    kernel: tf.matMul(x, dy, true, false),
    bias: tf.sum(dy, 0),
  }));
}

/** Maximum over windows of `size` × `size`, as far apart as they are wide; a rest at the border is left out. */
export function maxPool(x: tf.Tensor4D, size: number): tf.Tensor4D {
  return tf.maxPool(x, size, size, 'valid');
}

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) over all axes but the last. In training the batch's own mean and variance serve, and are handed
 * to `observe` for the moving statistics; otherwise the moving ones.
 */
export function normalizeBatch(
  x: tf.Tensor4D,
  weights: { gamma: tf.Tensor1D; beta: tf.Tensor1D; mean: tf.Tensor1D; variance: tf.Tensor1D },
  observe: ((mean: tf.Tensor1D, variance: tf.Tensor1D) => void) | null,
): tf.Tensor4D {
  const { gamma, beta } = weights;
  if (!observe) return tf.batchNorm4d(x, weights.mean, weights.variance, beta, gamma, NORMALIZATION_EPSILON);
  const { mean, variance } = tf.moments(x, [0, 1, 2]) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
  observe(mean, variance);
  return tf.batchNorm4d(x, mean, variance, beta, gamma, NORMALIZATION_EPSILON);
}

/** Keras's value. */
export const NORMALIZATION_EPSILON = 1e-3;

/** What a gradient needs is saved, never closed over: the tidy around a forward pass disposes everything else. */
function differentiable<X extends tf.Tensor, Y extends tf.Tensor>(
  forward: () => Y,
  inputs: { x: X; kernel: tf.Tensor; bias: tf.Tensor },
  { relu, inputGradient }: LayerOptions,
  backward: (dy: Y, x: X, kernel: typeof inputs.kernel) => { x: () => tf.Tensor; kernel: tf.Tensor; bias: tf.Tensor },
): Y {
  const operands = inputGradient ? [inputs.x, inputs.kernel, inputs.bias] : [inputs.kernel, inputs.bias];
  const layer = tf.customGrad((...call) => {
    const save = call.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
    const value = forward();
    save([inputs.x, inputs.kernel, value]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const gradients = backward((relu ? reluGradient(dy, saved[2]!) : dy) as Y, saved[0] as X, saved[1]!);
      return inputGradient ? [gradients.x(), gradients.kernel, gradients.bias] : [gradients.kernel, gradients.bias];
    };
    return { value, gradFunc };
  });
  return layer(...operands) as Y;
}

function reluGradient(dy: tf.Tensor, value: tf.Tensor): tf.Tensor {
  if (tf.getKernel('ReluGradient', tf.getBackend())) return kernelCall('ReluGradient', { dy, value });
  return tf.mul(dy, tf.step(value));
}

/** Runs a kernel of the backend by name. */
export function kernelCall<Result extends tf.Tensor | tf.Tensor[]>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, unknown> = {},
): Result {
  return tf.engine().runKernel(name, inputs, attributes as never) as Result;
}
