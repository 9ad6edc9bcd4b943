/**
 * Starts native TensorFlow inside TensorFlow.js: the kernels of `@tensorflow/tfjs-node` over the addon that `npm run native` compiled, with our own on top.
 * Its `index.js` is passed by, because it looks for the prebuilt library and brings loggers and file handlers nobody asked for.
 */
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import type { NativeBuild } from './builds.ts';
import type { NativeBackend, NativeBinding } from './execute.ts';
import { registerNativeKernels } from './kernels.ts';

const require = createRequire(import.meta.url);

/** Makes `tensorflow` the backend of TensorFlow.js. Throws when the library does not load. */
export async function startNative(build: NativeBuild): Promise<{ device: 'cpu' | 'gpu' }> {
  restoreRemovedUtilities();
  quietLibrary();
  const binding = require(path.join(build.folder, 'tfjs_binding.node')) as NativeBinding;
  const { NodeJSKernelBackend } = requireFromBuild(build) as {
    NodeJSKernelBackend: new (binding: NativeBinding, packageName: string) => NativeBackend;
  };
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'), 3);
  if (!(await tf.setBackend('tensorflow')) || tf.getBackend() !== 'tensorflow') throw new Error('the TensorFlow backend does not start');
  const backend = tf.backend() as unknown as NativeBackend;
  registerNativeKernels(backend);
  return { device: binding.isUsingGpuDevice() ? 'gpu' : 'cpu' };
}

/** The package lies outside our `node_modules` and must still meet the one TensorFlow.js that this program uses. */
function requireFromBuild(build: NativeBuild): unknown {
  const ours = pathToFileURL(require.resolve('@tensorflow/tfjs')).href;
  const hook = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@tensorflow/tfjs' ? { url: ours, format: 'commonjs', shortCircuit: true } : next(specifier, context),
  });
  try {
    const source = path.join(build.folder, 'node_modules/@tensorflow/tfjs-node/dist');
    require(path.join(source, 'register_all_kernels.js'));
    return require(path.join(source, 'nodejs_kernel_backend.js'));
  } finally {
    hook.deregister();
  }
}

/** Newer Nodes removed or deprecated two functions that tfjs-node 4.22.0 still calls; the fix was merged there and never released. */
export function restoreRemovedUtilities(): void {
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray = Array.isArray;
}

/** TensorFlow's C++ side reads its log level from the environment alone; what it says while it is being loaded comes before any level. */
function quietLibrary(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
}
