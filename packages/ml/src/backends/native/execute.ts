/** Calls any TensorFlow operation by its name, as `tfjs-node`'s own kernels do, and passes handles that TensorFlow.js has no type for. */
import * as tf from '@tensorflow/tfjs';

export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

interface OutputMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export interface NativeBinding {
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): OutputMetadata[];
  createTensor(shape: number[], dtype: number, values: ArrayBufferView): number;
  deleteTensor(id: number): void;
  isUsingGpuDevice(): boolean;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_Version: string;
}

export interface NativeBackend extends tf.KernelBackend {
  readonly binding: NativeBinding;
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(metadata: OutputMetadata): tf.Tensor;
  disposeData(dataId: object, force?: boolean): boolean;
}

/** A TensorFlow handle by number, for what is no tensor of TensorFlow.js: 64-bit integers and variables. */
export type Handle = number;

export type Attributes = Readonly<
  Record<
    string,
    | boolean
    | number
    | string
    | readonly string[]
    | { readonly int: number | readonly number[] }
    | { readonly type: number | readonly number[] }
    | { readonly shape: readonly number[] }
  >
>;

/** Runs an operation; a number among the inputs is a handle. Numbers among the attributes are floats, whole ones are `{ int }`. */
export function execute(
  backend: NativeBackend,
  name: string,
  attributes: Attributes,
  inputs: readonly (tf.TensorInfo | Handle)[],
  outputs = 1,
): tf.Tensor[] {
  return executeRaw(backend, name, attributes, inputs, outputs).map((metadata) => backend.createOutputTensor(metadata));
}

/** The same for an operation whose one output stays a handle. The caller deletes it. */
export function executeToHandle(
  backend: NativeBackend,
  name: string,
  attributes: Attributes,
  inputs: readonly (tf.TensorInfo | Handle)[],
): Handle {
  return executeRaw(backend, name, attributes, inputs, 1)[0]!.id;
}

/** Whether an operation runs here: some are only in some builds of the library. */
export function works(run: () => tf.Tensor[]): boolean {
  try {
    tf.tidy(run);
    return true;
  } catch {
    return false;
  }
}

/** For an operation that returns nothing. */
export function executeForEffect(
  backend: NativeBackend,
  name: string,
  attributes: Attributes,
  inputs: readonly (tf.TensorInfo | Handle)[],
): void {
  executeRaw(backend, name, attributes, inputs, 0);
}

function executeRaw(
  backend: NativeBackend,
  name: string,
  attributes: Attributes,
  inputs: readonly (tf.TensorInfo | Handle)[],
  outputs: number,
): OutputMetadata[] {
  const { binding } = backend;
  const ids = inputs.map((input) => (typeof input === 'number' ? input : backend.getInputTensorIds([input])[0]!));
  const list = Object.entries(attributes).map(([attribute, value]): Attribute => {
    if (typeof value === 'boolean') return { name: attribute, type: binding.TF_ATTR_BOOL, value };
    if (typeof value === 'number') return { name: attribute, type: binding.TF_ATTR_FLOAT, value };
    if (typeof value === 'string') return { name: attribute, type: binding.TF_ATTR_STRING, value };
    if ('int' in value) return { name: attribute, type: binding.TF_ATTR_INT, value: value.int };
    if ('type' in value) return { name: attribute, type: binding.TF_ATTR_TYPE, value: value.type };
    if ('shape' in value) return { name: attribute, type: binding.TF_ATTR_SHAPE, value: value.shape };
    return { name: attribute, type: binding.TF_ATTR_STRING, value };
  });
  return binding.executeOp(name, list, ids, outputs);
}

export type Kernel = (call: { inputs: Record<string, tf.TensorInfo>; attrs: Record<string, unknown> }) => tf.TensorInfo | tf.TensorInfo[];

/** Puts a kernel in place of the backend's own, or beside them. */
export function replaceKernel(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, 'tensorflow')) tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc: kernel as unknown as tf.KernelFunc });
}
