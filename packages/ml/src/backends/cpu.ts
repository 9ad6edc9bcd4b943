/** TensorFlow.js's plain backend with the kernels replaced that make it hopeless: the oracle of the tests and the last resort. */
import * as tf from '@tensorflow/tfjs';
import { stepAdam, sumSegments } from './loops.ts';
import type { Arena, Matrix } from './recurrence/arena.ts';
import { gruBackward, gruForward } from './recurrence/gru.ts';
import { lstmBackward, lstmForward } from './recurrence/lstm.ts';

interface CpuBackend extends tf.KernelBackend {
  data: { get(dataId: object): { values: Float32Array | Int32Array } };
  incRef(dataId: object): void;
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
}

type Inputs = Record<string, tf.TensorInfo>;
type Kernel = (call: { inputs: Inputs; backend: CpuBackend; attrs: Record<string, unknown> }) => tf.TensorInfo | tf.TensorInfo[];

/** Makes `cpu` the backend of TensorFlow.js. */
export async function startCpu(): Promise<void> {
  if (!(await tf.setBackend('cpu')) || tf.getBackend() !== 'cpu') throw new Error('the cpu backend of TensorFlow.js does not start');
  replaceKernel('Conv2DBackpropFilter', filterGradient);
  replaceKernel('UnsortedSegmentSum', unsortedSegmentSum);
  replaceKernel('AdamStep', adamStep);
  for (const cell of ['Lstm', 'Gru'] as const) {
    replaceKernel(`${cell}Sequence`, recurrentForward(cell));
    replaceKernel(`${cell}SequenceGradient`, recurrentBackward(cell));
  }
}

function replaceKernel(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, 'cpu')) tf.unregisterKernel(kernelName, 'cpu');
  tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: kernel as unknown as tf.KernelFunc });
}

function floats(backend: CpuBackend, info: tf.TensorInfo): Float32Array {
  return backend.data.get(info.dataId).values as Float32Array;
}

/** The stock kernel reads every number through a bounds-checked accessor. */
const filterGradient: Kernel = ({ inputs, backend, attrs }) => {
  const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
  const { strides, pad, dimRoundingMode, filterShape } = attrs as {
    strides: [number, number];
    pad: 'valid' | 'same';
    dimRoundingMode?: 'floor';
    filterShape: [number, number, number, number];
  };
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
  const [height, width, channels, filters] = filterShape;
  const [values, gradients] = [floats(backend, x), floats(backend, dy)];
  const result = new Float32Array(height * width * channels * filters);
  for (let sample = 0; sample < info.batchSize; sample++) {
    for (let outRow = 0; outRow < info.outHeight; outRow++) {
      for (let outColumn = 0; outColumn < info.outWidth; outColumn++) {
        const dyAt = ((sample * info.outHeight + outRow) * info.outWidth + outColumn) * filters;
        for (let i = 0; i < height; i++) {
          const row = outRow * info.strideHeight - info.padInfo.top + i;
          if (row < 0 || row >= info.inHeight) continue;
          for (let j = 0; j < width; j++) {
            const column = outColumn * info.strideWidth - info.padInfo.left + j;
            if (column < 0 || column >= info.inWidth) continue;
            const xAt = ((sample * info.inHeight + row) * info.inWidth + column) * channels;
            for (let channel = 0; channel < channels; channel++) {
              const value = values[xAt + channel]!;
              if (value === 0) continue;
              const to = ((i * width + j) * channels + channel) * filters;
              for (let filter = 0; filter < filters; filter++) result[to + filter]! += value * gradients[dyAt + filter]!;
            }
          }
        }
      }
    }
  }
  return backend.makeTensorInfo([...filterShape], 'float32', result);
};

/** The stock kernel walks the whole batch once for every row of the table. */
const unsortedSegmentSum: Kernel = ({ inputs, backend, attrs }) => {
  const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
  const shape = [attrs.numSegments as number, ...x.shape.slice(segmentIds.shape.length)];
  const sums = new Float32Array(shape.reduce((product, side) => product * side, 1));
  sumSegments(floats(backend, x), backend.data.get(segmentIds.dataId).values as Int32Array, sums);
  return backend.makeTensorInfo(shape, x.dtype, sums);
};

const adamStep: Kernel = ({ inputs, backend, attrs }) => {
  const { weights, first, second, gradient } = inputs as Record<string, tf.TensorInfo>;
  const stepped = Float32Array.from(floats(backend, weights!));
  stepAdam(
    stepped,
    floats(backend, first!),
    floats(backend, second!),
    floats(backend, gradient!),
    attrs as { rate: number; beta1: number; beta2: number; epsilon: number },
  );
  const sameMemory = ({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo => (backend.incRef(dataId), { dataId, shape, dtype });
  return [backend.makeTensorInfo(weights!.shape, 'float32', stepped), sameMemory(first!), sameMemory(second!)];
};

interface ArrayMatrix extends Matrix {
  readonly values: Float32Array;
}

const arrayArena: Arena<ArrayMatrix> = {
  allocate: (rows, columns) => ({ rows, columns, values: new Float32Array(rows * columns) }),
  view: ({ columns, values }, firstRow, rows) => ({
    rows,
    columns,
    values: values.subarray(firstRow * columns, (firstRow + rows) * columns),
  }),
  transpose({ rows, columns, values }) {
    const turned = new Float32Array(values.length);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column]!;
    return { rows: columns, columns: rows, values: turned };
  },
  multiply(a, b, out) {
    out.values.fill(0);
    for (let row = 0; row < a.rows; row++) {
      for (let inner = 0; inner < a.columns; inner++) {
        const factor = a.values[row * a.columns + inner]!;
        if (factor === 0) continue;
        const [from, to] = [inner * b.columns, row * b.columns];
        for (let column = 0; column < b.columns; column++) out.values[to + column]! += factor * b.values[from + column]!;
      }
    }
  },
  sigmoid({ values }) {
    for (let at = 0; at < values.length; at++) values[at] = 1 / (1 + Math.exp(-values[at]!));
  },
  values: (matrix) => matrix.values,
  release() {},
};

function matrixOf(backend: CpuBackend, info: tf.TensorInfo): ArrayMatrix {
  return {
    rows: info.shape.slice(0, -1).reduce((product, side) => product * side, 1),
    columns: info.shape.at(-1)!,
    values: floats(backend, info),
  };
}

function sequenceOf(backend: CpuBackend, inputs: Inputs) {
  const [x, kernel, recurrent, bias] = [inputs.x, inputs.kernel, inputs.recurrent, inputs.bias].map((info) => matrixOf(backend, info!));
  return { steps: inputs.x!.shape[0]!, x: x!, kernel: kernel!, recurrent: recurrent!, bias: bias! };
}

const recurrentForward =
  (cell: 'Lstm' | 'Gru'): Kernel =>
  ({ inputs, backend }) => {
    const kept =
      cell === 'Lstm' ? lstmForward(arrayArena, sequenceOf(backend, inputs)) : gruForward(arrayArena, sequenceOf(backend, inputs));
    const [steps, batch] = inputs.x!.shape as [number, number];
    return Object.values(kept).map((matrix) => backend.makeTensorInfo([steps, batch, matrix.columns], 'float32', matrix.values));
  };

const recurrentBackward =
  (cell: 'Lstm' | 'Gru'): Kernel =>
  ({ inputs, backend }) => {
    const of = (name: string) => matrixOf(backend, inputs[name]!);
    const kept = { outputs: of('outputs'), gates: of('kept0') };
    const sequence = sequenceOf(backend, inputs);
    const gradients =
      cell === 'Lstm'
        ? lstmBackward(arrayArena, sequence, { ...kept, cells: of('kept1') }, of('dy'))
        : gruBackward(arrayArena, sequence, kept, of('dy'));
    return (['x', 'kernel', 'recurrent', 'bias'] as const).map((name) =>
      backend.makeTensorInfo(inputs[name]!.shape, 'float32', gradients[name].values),
    );
  };
