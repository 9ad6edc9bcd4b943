/** What our kernels need of the WASM backend: its tensors by id, and views of its memory. */
import * as tf from '@tensorflow/tfjs';

export interface WasmBackend extends tf.KernelBackend {
  wasm: {
    cwrap(name: string, result: string | null, parameters: string[]): (...values: unknown[]) => void;
    tfjs: { registerTensor(id: number, size: number, offset: number): void; disposeData(id: number): void };
    HEAPU8: Uint8Array;
  };
  dataIdNextNumber: number;
  dataIdMap: { get(dataId: object): { id: number; memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType, offset?: number, values?: tf.BackendValues): tf.TensorInfo;
  /** A view that goes stale as soon as memory grows: take it again after every `makeOutput`. */
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

export type Attributes = Record<string, unknown>;
export type Kernel = (call: {
  inputs: Record<string, tf.TensorInfo>;
  backend: WasmBackend;
  attrs: Attributes;
}) => tf.TensorInfo | tf.TensorInfo[];

/** Calls a registered kernel of the backend with one output. */
export function run(backend: WasmBackend, name: string, inputs: Record<string, tf.TensorInfo>, attrs: Attributes = {}): tf.TensorInfo {
  return (tf.getKernel(name, 'wasm').kernelFunc as unknown as Kernel)({ inputs, backend, attrs }) as tf.TensorInfo;
}

/** Puts a kernel in place of the backend's own, or beside them. `tf.registerKernel` alone would warn and keep both. */
export function replaceKernel(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernel as unknown as tf.KernelFunc });
}

export function floats(backend: WasmBackend, info: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

export function discard(backend: WasmBackend, ...infos: tf.TensorInfo[]): void {
  for (const info of infos) backend.disposeData(info.dataId);
}

/** A second owner of a tensor's memory, for a kernel that changes it in place and gives it back. */
export function sameMemory(backend: { incRef(dataId: object): void }, info: tf.TensorInfo): tf.TensorInfo {
  backend.incRef(info.dataId);
  return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
}
