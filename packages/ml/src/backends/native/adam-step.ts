/** Adam as TensorFlow's own operation over variables: one pass over memory, where TensorFlow.js takes a dozen. */
import type * as tf from '@tensorflow/tfjs';
import { execute, executeForEffect, executeToHandle, type Handle, type NativeBackend, replaceKernel } from './execute.ts';

export function registerAdamStep(backend: NativeBackend): void {
  const { binding } = backend;
  const dtype = { type: binding.TF_FLOAT };
  const variables = new Map<string, Handle>();

  /** Variables of a shape are shared by all weights of that shape, since nothing stays in them between two calls. */
  function variable(role: string, shape: readonly number[]): Handle {
    const name = `atelier-adam-${role}-${shape.join('x')}`;
    const known = variables.get(name);
    if (known !== undefined) return known;
    const handle = executeToHandle(backend, 'VarHandleOp', { dtype, shape: { shape }, container: '', shared_name: name }, []);
    variables.set(name, handle);
    return handle;
  }

  /** Moves a tensor's memory into a variable: with no other owner left the operation works in place instead of on a copy. */
  function moveInto(handle: Handle, tensor: tf.TensorInfo): void {
    executeForEffect(backend, 'AssignVariableOp', { dtype, validate_shape: false }, [handle, tensor]);
    backend.disposeData(tensor.dataId, true);
  }

  let latest: { rate: number; handle: Handle } | undefined;
  const constants = new Map<number, Handle>();

  const create = (value: number): Handle => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value));

  function constant(value: number): Handle {
    const handle = constants.get(value) ?? create(value);
    constants.set(value, handle);
    return handle;
  }

  /** The same for all weights of a step, another at the next. */
  function rateHandle(rate: number): Handle {
    if (latest?.rate === rate) return latest.handle;
    if (latest) binding.deleteTensor(latest.handle);
    latest = { rate, handle: create(rate) };
    return latest.handle;
  }

  replaceKernel('AdamStep', ({ inputs, attrs }) => {
    const { weights, first, second, gradient } = inputs as Record<string, tf.TensorInfo>;
    const { rate, beta1, beta2, epsilon } = attrs as Record<string, number>;
    const scalars = [constant(0), constant(0), rateHandle(rate!), constant(beta1!), constant(beta2!), constant(epsilon!)];
    const handles = [weights!, first!, second!].map((tensor, index) => {
      const handle = variable(['weights', 'first', 'second'][index]!, tensor.shape);
      moveInto(handle, tensor);
      return handle;
    });
    executeForEffect(backend, 'ResourceApplyAdam', { T: dtype, use_locking: false, use_nesterov: false }, [
      ...handles,
      ...scalars,
      gradient!,
    ]);
    return handles.map((handle) => execute(backend, 'ReadVariableOp', { dtype }, [handle])[0]!);
  });
}
