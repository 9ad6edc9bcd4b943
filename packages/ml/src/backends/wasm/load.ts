/**
 * Starts TensorFlow.js's WASM backend with threads, which its own loader refuses in Node, and puts our kernels on top.
 * Reaches into files of the package that are no public door: safe because all packages of TensorFlow.js are pinned to one version.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { BackendWasm, setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import type { WasmBackend } from './heap.ts';
import { registerWasmKernels } from './kernels.ts';

const require = createRequire(import.meta.url);

interface WasmModule {
  cwrap(name: string, result: string | null, parameters: string[]): (...values: number[]) => number;
  PThread?: { runningWorkers: { unref(): void }[]; unusedWorkers: { unref(): void }[] };
  tfjs?: Record<string, unknown>;
}

/** Makes `wasm` the backend of TensorFlow.js. Throws when it does not start. */
export async function startWasm(threads = Math.min(4, os.availableParallelism())): Promise<{ threads: number }> {
  const module = await withoutNewListeners(() => loadModule(threads));
  module.tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
  setThreadsCount(threads);
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => new BackendWasm(module as unknown as ConstructorParameters<typeof BackendWasm>[0]), 2);
  if (!(await tf.setBackend('wasm')) || tf.getBackend() !== 'wasm') throw new Error('the WASM backend of TensorFlow.js does not start');
  for (const worker of [...(module.PThread?.runningWorkers ?? []), ...(module.PThread?.unusedWorkers ?? [])]) worker.unref();
  registerWasmKernels(tf.backend() as unknown as WasmBackend);
  return { threads: threads > 1 ? ((module.tfjs.getThreadsCount as () => number)() ?? 1) : 1 };
}

async function loadModule(threads: number): Promise<WasmModule> {
  const folder = path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
  const program = path.join(folder, threads > 1 ? 'tfjs-backend-wasm-threaded-simd.js' : 'tfjs-backend-wasm.js');
  const factory = require(program) as (options: object) => Promise<WasmModule>;
  const worker = threads > 1 ? writeWorker(folder) : undefined;
  const locateFile = (file: string) =>
    file.endsWith('.worker.js')
      ? worker!.file
      : path.join(folder, file === 'tfjs-backend-wasm.wasm' ? 'tfjs-backend-wasm-simd.wasm' : file);
  // The C++ side takes half of `os.cpus()` as its limit of threads and reads it just once, here.
  const cpus = os.cpus;
  os.cpus = () => new Array(2 * threads).fill({}) as os.CpuInfo[];
  try {
    return await factory({ mainScriptUrlOrBlob: program, locateFile });
  } finally {
    os.cpus = cpus;
    worker?.remove();
  }
}

/** The package carries its worker's program as a string meant for a browser's Blob, Node wants a file. */
function writeWorker(folder: string): { file: string; remove(): void } {
  const { wasmWorkerContents } = require(path.join(folder, 'tfjs-backend-wasm-threaded-simd.worker.js')) as { wasmWorkerContents: string };
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-wasm-'));
  const file = path.join(temporary, 'worker.cjs');
  fs.writeFileSync(file, wasmWorkerContents.replace(/\n/g, '\\n'));
  return { file, remove: () => fs.rmSync(temporary, { recursive: true, force: true }) };
}

/** The module adds process listeners that rethrow whatever goes wrong anywhere; they are taken away again. */
async function withoutNewListeners<Result>(load: () => Promise<Result>): Promise<Result> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  const result = await load();
  events.forEach((event, index) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[index]!.includes(listener)) process.removeListener(event, listener);
    }
  });
  return result;
}
