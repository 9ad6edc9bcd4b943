/** Runs programs in WGSL, the shading language of WebGPU, on tensors of TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

export interface WebgpuBackend extends tf.KernelBackend {
  runWebGPUProgram(
    program: object,
    inputs: readonly tf.TensorInfo[],
    dtype: tf.DataType,
    uniforms: readonly { readonly type: 'int32' | 'float32'; readonly data: readonly number[] }[],
    output?: tf.TensorInfo,
  ): tf.TensorInfo;
  /** `values` is a copy that was read back and is taken for the truth from then on. */
  readonly tensorMap: { get(dataId: object): { values: unknown } };
  incRef(dataId: object): void;
}

export interface Program {
  /** Names the compiled program: two with the same name must have the same code. */
  readonly name: string;
  /** Defines `fn main(index : i32)`. Sees each input as an array under its name, `result`, `uniforms`, `workgroupId` and `localIndex`. */
  readonly code: string;
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  /** Threads of a workgroup, and how many workgroups. */
  readonly threads: number;
  readonly groups: number;
  readonly whole?: Readonly<Record<string, number>>;
  readonly real?: Readonly<Record<string, number>>;
}

/** Into a new tensor of a shape. */
export function compute(backend: WebgpuBackend, program: Program, shape: number[]): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(run(backend, program, shape));
}

/** Over a tensor that is there, which `code` may also read as `result`. Returns a second owner of its memory. */
export function computeInPlace(backend: WebgpuBackend, program: Program, tensor: tf.TensorInfo): tf.TensorInfo {
  const { dataId, shape, dtype } = tensor;
  run(backend, program, shape, tensor);
  backend.tensorMap.get(dataId).values = null;
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}

function run(
  backend: WebgpuBackend,
  { name, code, inputs, threads, groups, whole = {}, real = {} }: Program,
  shape: number[],
  output?: tf.TensorInfo,
): tf.TensorInfo {
  const program = {
    variableNames: Object.keys(inputs),
    uniforms: [...Object.keys(whole).map((key) => `${key} : i32`), ...Object.keys(real).map((key) => `${key} : f32`)].join(', '),
    outputShape: shape,
    workgroupSize: [threads, 1, 1],
    dispatchLayout: { x: [...shape.keys()] },
    dispatch: [groups, 1, 1],
    shaderKey: `atelier-${name}`,
    getUserCode: () => code,
  };
  const uniforms = [
    ...Object.values(whole).map((value) => ({ type: 'int32' as const, data: [value] })),
    ...Object.values(real).map((value) => ({ type: 'float32' as const, data: [value] })),
  ];
  return backend.runWebGPUProgram(program, Object.values(inputs), 'float32', uniforms, output);
}
