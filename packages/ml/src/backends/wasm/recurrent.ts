/** Lends the WASM heap and XNNPACK's matrix product and logistic function to the recurrences, and registers them as kernels. */
import { Buffer } from 'node:buffer';
import type * as tf from '@tensorflow/tfjs';
import type { Arena, Matrix } from '../recurrence/arena.ts';
import { gruBackward, gruForward } from '../recurrence/gru.ts';
import { lstmBackward, lstmForward } from '../recurrence/lstm.ts';
import { type Kernel, replaceKernel, run, type WasmBackend } from './heap.ts';

interface HeapMatrix extends Matrix {
  readonly id: number;
  readonly offset: number;
  /** Absent in views, which own no memory. */
  readonly info?: tf.TensorInfo;
}

export function registerRecurrentKernels(backend: WasmBackend): void {
  const arena = heapArena(backend);
  replaceKernel('LstmSequence', ({ inputs }) => {
    const { outputs, gates, cells } = lstmForward(arena, sequenceOf(backend, inputs));
    const [steps, batch, units] = [inputs.x!.shape[0]!, inputs.x!.shape[1]!, inputs.recurrent!.shape[0]!];
    return [shaped(outputs, [steps, batch, units]), shaped(gates, [steps, batch, 4 * units]), shaped(cells, [steps, batch, units])];
  });
  replaceKernel('LstmSequenceGradient', ({ inputs }) => {
    const [outputs, gates, cells, dy] = [inputs.outputs, inputs.kept0, inputs.kept1, inputs.dy].map((info) => matrixOf(backend, info!));
    return gradientInfos(
      inputs,
      lstmBackward(arena, sequenceOf(backend, inputs), { outputs: outputs!, gates: gates!, cells: cells! }, dy!),
    );
  });
  replaceKernel('GruSequence', ({ inputs }) => {
    const { outputs, gates } = gruForward(arena, sequenceOf(backend, inputs));
    const [steps, batch, units] = [inputs.x!.shape[0]!, inputs.x!.shape[1]!, inputs.recurrent!.shape[0]!];
    return [shaped(outputs, [steps, batch, units]), shaped(gates, [steps, batch, 3 * units])];
  });
  replaceKernel('GruSequenceGradient', ({ inputs }) => {
    const [outputs, gates, dy] = [inputs.outputs, inputs.kept0, inputs.dy].map((info) => matrixOf(backend, info!));
    return gradientInfos(inputs, gruBackward(arena, sequenceOf(backend, inputs), { outputs: outputs!, gates: gates! }, dy!));
  });
}

type Inputs = Parameters<Kernel>[0]['inputs'];

function sequenceOf(backend: WasmBackend, inputs: Inputs) {
  const [x, kernel, recurrent, bias] = [inputs.x, inputs.kernel, inputs.recurrent, inputs.bias].map((info) => matrixOf(backend, info!));
  return { steps: inputs.x!.shape[0]!, x: x!, kernel: kernel!, recurrent: recurrent!, bias: bias! };
}

function gradientInfos(inputs: Inputs, gradients: Record<'x' | 'kernel' | 'recurrent' | 'bias', HeapMatrix>): tf.TensorInfo[] {
  return (['x', 'kernel', 'recurrent', 'bias'] as const).map((name) => shaped(gradients[name], inputs[name]!.shape));
}

function matrixOf(backend: WasmBackend, info: tf.TensorInfo): HeapMatrix {
  const { id, memoryOffset } = backend.dataIdMap.get(info.dataId);
  const columns = info.shape.at(-1)!;
  return { id, offset: memoryOffset, info, columns, rows: info.shape.slice(0, -1).reduce((product, side) => product * side, 1) };
}

function shaped(matrix: HeapMatrix, shape: number[]): tf.TensorInfo {
  return { ...matrix.info!, shape };
}

function heapArena(backend: WasmBackend): Arena<HeapMatrix> {
  const { wasm } = backend;
  const product = wasm.cwrap('BatchMatMul', null, ['number', 'array', 'number', 'number', 'array', 'number', 'number', 'number', 'number']);
  const logistic = wasm.cwrap('Sigmoid', null, ['number', 'number']);
  const shape = ({ rows, columns }: Matrix) => Buffer.from(new Int32Array([1, rows, columns]).buffer);
  return {
    allocate: (rows, columns) => matrixOf(backend, backend.makeOutput([rows, columns], 'float32')),
    view(matrix, firstRow, rows) {
      const view = { id: backend.dataIdNextNumber++, offset: matrix.offset + 4 * firstRow * matrix.columns, rows, columns: matrix.columns };
      wasm.tfjs.registerTensor(view.id, rows * view.columns, view.offset);
      return view;
    },
    transpose(matrix) {
      if (matrix.info)
        return matrixOf(
          backend,
          run(backend, 'Transpose', { x: { ...matrix.info, shape: [matrix.rows, matrix.columns] } }, { perm: [1, 0] }),
        );
      const copy = backend.makeOutput([matrix.rows, matrix.columns], 'float32');
      backend.typedArrayFromHeap(copy).set(new Float32Array(wasm.HEAPU8.buffer, matrix.offset, matrix.rows * matrix.columns));
      const turned = run(backend, 'Transpose', { x: copy }, { perm: [1, 0] });
      backend.disposeData(copy.dataId);
      return matrixOf(backend, turned);
    },
    multiply: (a, b, out) => product(a.id, shape(a), 3, b.id, shape(b), 3, 0, 0, out.id),
    sigmoid: (matrix) => logistic(matrix.id, matrix.id),
    values: (matrix) => new Float32Array(wasm.HEAPU8.buffer, matrix.offset, matrix.rows * matrix.columns),
    release(...matrices) {
      for (const matrix of matrices) {
        if (matrix.info) backend.disposeData(matrix.info.dataId);
        else wasm.tfjs.disposeData(matrix.id);
      }
    },
  };
}
