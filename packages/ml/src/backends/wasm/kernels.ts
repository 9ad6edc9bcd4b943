/**
 * The kernels that training needs and TensorFlow.js's WASM backend lacks or has only as scalar loops.
 * The heavy ones are composed of kernels that XNNPACK runs, so nearly all arithmetic of a training step is SIMD and threaded.
 */
import * as tf from '@tensorflow/tfjs';
import { sumSegments } from '../loops.ts';
import { registerAdamStep } from './adam-step.ts';
import { discard, floats, type Kernel, replaceKernel, run, type WasmBackend } from './heap.ts';
import { registerRecurrentKernels } from './recurrent.ts';

export function registerWasmKernels(backend: WasmBackend): void {
  replaceKernel('Conv2DBackpropFilter', filterGradient);
  replaceKernel('Conv2DBackpropInput', inputGradient(tf.getKernel('Conv2DBackpropInput', 'wasm').kernelFunc as unknown as Kernel));
  replaceKernel('BatchMatMul', transposeFirst(tf.getKernel('BatchMatMul', 'wasm').kernelFunc as unknown as Kernel));
  replaceKernel('MaxPoolGrad', maxPoolGradient);
  replaceKernel('UnsortedSegmentSum', unsortedSegmentSum);
  registerRecurrentKernels(backend);
  registerAdamStep();
}

type Pair = [number, number];
interface ConvolutionAttributes {
  strides: Pair | number;
  pad: 'valid' | 'same' | number | [Pair, Pair, Pair, Pair];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
  inputShape: [number, number, number, number];
}

/**
 * The gradient of a convolution by its filter is itself a convolution: of the input with the output's gradient as filter, batch and
 * channels exchanged, and strides become dilations.
 */
const filterGradient: Kernel = ({ inputs, backend, attrs }) => {
  const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
  const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as ConvolutionAttributes;
  const [height, width, channels, filters] = filterShape;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  const swapped = run(backend, 'Transpose', { x }, { perm: [3, 1, 2, 0] });
  const filter = run(backend, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const full = run(
    backend,
    'Conv2D',
    { x: swapped, filter },
    {
      strides: [1, 1],
      dataFormat: 'NHWC',
      dilations: [info.strideHeight, info.strideWidth],
      pad: [
        [0, 0],
        [info.padInfo.top, info.padInfo.bottom],
        [info.padInfo.left, info.padInfo.right],
        [0, 0],
      ],
    },
  );
  // A stride that does not divide the input leaves rows at the end that no window saw; their products are cut away.
  const cut = run(backend, 'Slice', { x: full }, { begin: [0, 0, 0, 0], size: [channels, height, width, filters] });
  const result = run(backend, 'Transpose', { x: cut }, { perm: [1, 2, 0, 3] });
  discard(backend, swapped, filter, full, cut);
  return result;
};

/** With stride 1 the gradient by the input is a convolution with the filter turned around; XNNPACK runs it, the stock kernel is a loop. */
const inputGradient =
  (stock: Kernel): Kernel =>
  (call) => {
    const { inputs, backend, attrs } = call;
    const { dy, filter } = inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as ConvolutionAttributes;
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as [number, number, number, number],
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      'channelsLast',
    );
    if (info.strideHeight !== 1 || info.strideWidth !== 1) return stock(call);
    const { top, bottom, left, right } = info.padInfo;
    const turned = run(backend, 'Reverse', { x: filter }, { dims: [0, 1] });
    const exchanged = run(backend, 'Transpose', { x: turned }, { perm: [0, 1, 3, 2] });
    const result = run(
      backend,
      'Conv2D',
      { x: dy, filter: exchanged },
      {
        strides: [1, 1],
        dataFormat: 'NHWC',
        dilations: [1, 1],
        pad: [
          [0, 0],
          [info.filterHeight - 1 - top, info.filterHeight - 1 - bottom],
          [info.filterWidth - 1 - left, info.filterWidth - 1 - right],
          [0, 0],
        ],
      },
    );
    discard(backend, turned, exchanged);
    return result;
  };

/** The stock kernel leaves XNNPACK for a scalar loop as soon as an operand is to be transposed. */
const transposeFirst =
  (stock: Kernel): Kernel =>
  (call) => {
    const { inputs, backend, attrs } = call;
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const batches = (shape: number[]) => shape.slice(0, -2).reduce((product, side) => product * side, 1);
    if ((!attrs.transposeA && !attrs.transposeB) || batches(a.shape) !== 1 || batches(b.shape) !== 1) return stock(call);
    const turn = (x: tf.TensorInfo) => {
      const last = x.shape.length - 1;
      return run(
        backend,
        'Transpose',
        { x },
        { perm: [...x.shape.keys()].map((axis) => (axis === last ? last - 1 : axis === last - 1 ? last : axis)) },
      );
    };
    const left = attrs.transposeA ? turn(a) : a;
    const right = attrs.transposeB ? turn(b) : b;
    const result = stock({ inputs: { a: left, b: right }, backend, attrs: { transposeA: false, transposeB: false } });
    if (left !== a) discard(backend, left);
    if (right !== b) discard(backend, right);
    return result;
  };

/** The first maximum of a window gets the gradient, as in TensorFlow. One pass over the outputs; the stock kernel takes six times as long. */
const maxPoolGradient: Kernel = ({ inputs, backend, attrs }) => {
  const { input, dy } = inputs as { input: tf.TensorInfo; dy: tf.TensorInfo };
  const { filterSize, strides, pad, dimRoundingMode } = attrs as {
    filterSize: Pair;
    strides: Pair;
    pad: 'valid' | 'same' | number;
    dimRoundingMode?: 'floor';
  };
  const info = tf.backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const result = backend.makeOutput(input.shape, 'float32');
  const x = floats(backend, input);
  const gradient = floats(backend, dy);
  const dx = floats(backend, result).fill(0);
  const { inHeight, inWidth, outHeight, outWidth, inChannels, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const { top, left } = info.padInfo;
  let out = 0;
  for (let sample = 0; sample < info.batchSize; sample++) {
    for (let row = 0; row < outHeight; row++) {
      const firstRow = row * strideHeight - top;
      for (let column = 0; column < outWidth; column++) {
        const firstColumn = column * strideWidth - left;
        for (let channel = 0; channel < inChannels; channel++, out++) {
          let best = -1;
          let maximum = -Infinity;
          for (let i = Math.max(0, firstRow); i < Math.min(inHeight, firstRow + filterHeight); i++) {
            for (let j = Math.max(0, firstColumn); j < Math.min(inWidth, firstColumn + filterWidth); j++) {
              const at = ((sample * inHeight + i) * inWidth + j) * inChannels + channel;
              if (x[at]! > maximum) {
                maximum = x[at]!;
                best = at;
              }
            }
          }
          if (best >= 0) dx[best]! += gradient[out]!;
        }
      }
    }
  }
  return result;
};

const unsortedSegmentSum: Kernel = ({ inputs, backend, attrs }) => {
  const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
  const result = backend.makeOutput([attrs.numSegments as number, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
  sumSegments(floats(backend, x), backend.typedArrayFromHeap(segmentIds) as Int32Array, floats(backend, result).fill(0));
  return result;
};
