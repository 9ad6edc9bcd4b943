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
  const { forward, backward } = convolution(padding, options.relu);
  return differentiable(() => forward(x, kernel, bias), { x, kernel, bias }, options, backward);
}

/**
 * Convolution, bias, ReLU and the maximum over windows of `size` × `size` as one layer. Only where a window's maximum is positive does a gradient come
 * through, so what ReLU asks of its gradient is asked of the pooled values, of which there are `size`² times fewer.
 */
export function convolveAndPool(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  padding: 'valid' | 'same',
  { size, inputGradient }: { readonly size: number; readonly inputGradient: boolean },
): tf.Tensor4D {
  const { forward, backward } = convolution(padding, true);
  const layer = tf.customGrad((...call) => {
    const save = call.at(-1) as unknown as Save;
    const value = forward(x, kernel, bias);
    const [pooled, ...places] = pool(value, size);
    save([x, kernel, value, pooled, ...places]);
    const gradFunc = (dy: tf.Tensor, [x, kernel, value, pooled, ...places]: tf.Tensor[]) => {
      const gradients = backward(poolGradient(reluGradient(dy, pooled!), value!, [pooled!, ...places], size), x as tf.Tensor4D, kernel!);
      return inputGradient ? [gradients.x(), gradients.kernel, gradients.bias] : [gradients.kernel, gradients.bias];
    };
    return { value: pooled, gradFunc };
  });
  return layer(...(inputGradient ? [x, kernel, bias] : [kernel, bias])) as tf.Tensor4D;
}

function convolution(padding: 'valid' | 'same', relu: boolean) {
  const attributes = { strides: [1, 1], pad: padding, dataFormat: 'NHWC', dilations: [1, 1] };
  return {
    forward: (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D =>
      kernelCall(
        hasKernel('ConvolveFused') ? 'ConvolveFused' : 'FusedConv2D',
        { x, filter, bias },
        { ...attributes, activation: relu ? 'relu' : 'linear' },
      ),
    backward: (dy: tf.Tensor, x: tf.Tensor4D, filter: tf.Tensor) => ({
      x: () => kernelCall<tf.Tensor>('Conv2DBackpropInput', { dy, filter }, { ...attributes, inputShape: x.shape }),
      kernel: kernelCall<tf.Tensor>('Conv2DBackpropFilter', { x, dy }, { ...attributes, filterShape: filter.shape }),
      bias: biasGradient(dy),
    }),
  };
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
    bias: biasGradient(dy),
  }));
}

/** Maximum over windows of `size` × `size`, as far apart as they are wide; a rest at the border is left out. */
export function maxPool(x: tf.Tensor4D, size: number): tf.Tensor4D {
  const layer = tf.customGrad((...call) => {
    const [input, save] = call as unknown as [tf.Tensor4D, Save];
    const results = pool(input, size);
    save([input, ...results]);
    const gradFunc = (dy: tf.Tensor, [input, ...results]: tf.Tensor[]) => poolGradient(dy, input!, results, size);
    return { value: results[0], gradFunc };
  });
  return layer(x) as tf.Tensor4D;
}

/** The pooled values and, where the backend keeps them, the places of the maxima. */
function pool(x: tf.Tensor4D, size: number): [tf.Tensor4D, ...tf.Tensor[]] {
  if (hasKernel('MaxPoolKeeping')) return kernelCall<[tf.Tensor4D, tf.Tensor]>('MaxPoolKeeping', { x }, { size });
  return [kernelCall<tf.Tensor4D>('MaxPool', { x }, windows(size))];
}

function poolGradient(dy: tf.Tensor, x: tf.Tensor, [value, places]: readonly tf.Tensor[], size: number): tf.Tensor {
  if (places) return kernelCall('MaxPoolKeepingGradient', { dy, x, value: value!, places }, { size });
  return kernelCall('MaxPoolGrad', { dy, input: x, output: value! }, windows(size));
}

function windows(size: number) {
  return { filterSize: [size, size], strides: [size, size], pad: 'valid' };
}

/** `max(x, 0)`. */
export function rectify(x: tf.Tensor): tf.Tensor {
  const layer = tf.customGrad((...call) => {
    const [input, save] = call as unknown as [tf.Tensor, Save];
    const value = tf.relu(input);
    save([value]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => reluGradient(dy, saved[0]!) };
  });
  return layer(x);
}

export interface NormalizationWeights {
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
  /** The moving statistics. */
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) over all axes but the last. In training the batch's own mean and variance serve, and are handed
 * to `observe` for the moving statistics; otherwise the moving ones.
 */
export function normalizeBatch(
  x: tf.Tensor4D,
  { gamma, beta, mean, variance }: NormalizationWeights,
  observe: ((mean: tf.Tensor, variance: tf.Tensor) => void) | null,
): tf.Tensor4D {
  if (!observe) return tf.batchNorm4d(x, mean, variance, beta, gamma, NORMALIZATION_EPSILON);
  const layer = tf.customGrad((...call) => {
    const [input, scale, offset, save] = call as unknown as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, Save];
    const [value, batchMean, batchVariance] = normalizedByItself(input, scale, offset);
    observe(batchMean, batchVariance);
    save([input, scale, batchMean, batchVariance]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => normalizationGradients(dy, saved) };
  });
  return layer(x, gamma, beta) as tf.Tensor4D;
}

function normalizedByItself(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const attributes = { epsilon: NORMALIZATION_EPSILON };
  if (hasKernel('NormalizeBatch')) return kernelCall<[tf.Tensor, tf.Tensor, tf.Tensor]>('NormalizeBatch', { x, gamma, beta }, attributes);
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return [tf.batchNorm4d(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta, gamma, NORMALIZATION_EPSILON), mean, variance];
}

/** By the input, gamma and beta; the batch's statistics depend on the input too, which is what the two means take off. */
function normalizationGradients(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] {
  const [x, gamma, mean, variance] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  if (hasKernel('NormalizeBatchGradient'))
    return kernelCall<tf.Tensor[]>('NormalizeBatchGradient', { dy, x, gamma, mean, variance }, { epsilon: NORMALIZATION_EPSILON });
  const count = x.size / gamma.size;
  const inverse = tf.rsqrt(tf.add(variance, NORMALIZATION_EPSILON));
  const normalized = tf.mul(tf.sub(x, mean), inverse);
  const byGamma = tf.sum(tf.mul(dy, normalized), [0, 1, 2]);
  const byBeta = biasGradient(dy);
  const centred = tf.sub(tf.sub(dy, tf.div(byBeta, count)), tf.mul(normalized, tf.div(byGamma, count)));
  return [tf.mul(centred, tf.mul(gamma, inverse)), byGamma, byBeta];
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
  if (hasKernel('ReluGradient')) return kernelCall('ReluGradient', { dy, value });
  return tf.mul(dy, tf.step(value));
}

/** Sums over all axes but the last. */
function biasGradient(dy: tf.Tensor): tf.Tensor {
  return hasKernel('BiasGradient') ? kernelCall('BiasGradient', { dy }) : tf.sum(dy, [...dy.shape.keys()].slice(0, -1));
}

type Save = (tensors: tf.Tensor[]) => void;

function hasKernel(name: string): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined;
}

/** Runs a kernel of the backend by name. */
export function kernelCall<Result extends tf.Tensor | tf.Tensor[]>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, unknown> = {},
): Result {
  return tf.engine().runKernel(name, inputs, attributes as never) as Result;
}
