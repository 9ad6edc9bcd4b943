import os from 'node:os';
import type { BackendName } from '../backend.ts';
import { ConfigError } from '../model/config.ts';
import { type ModelPlan, trainingBytes } from '../model/plan.ts';

export interface Memory {
  readonly bytes: number;
  /** Whose memory it is, for the message. */
  readonly of: string;
}

/** A 32-bit program addresses no more. */
const WASM_BYTES = 2 ** 32;

/** What training may use: what this process is limited to, or else the machine's; WebAssembly has a limit of its own. */
export function memoryFor(backend?: BackendName, machineBytes = os.totalmem(), limitBytes = process.constrainedMemory()): Memory {
  const bytes = limitBytes > 0 ? Math.min(limitBytes, machineBytes) : machineBytes;
  return backend === 'wasm' && bytes > WASM_BYTES ? { bytes: WASM_BYTES, of: 'WebAssembly' } : { bytes, of: 'this machine' };
}

/** Throws a `ConfigError` with the estimate when training could not fit into memory. */
export function refuseTooLarge(plan: ModelPlan, batchSize: number, memory = memoryFor()): void {
  const needed = trainingBytes(plan, batchSize);
  if (needed <= memory.bytes) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 });
  const message = `the model with ${plan.parameters.toLocaleString('en')} parameters needs at least ${gigabytes(needed)} GB of memory with batches of ${batchSize}, and ${memory.of} has ${gigabytes(memory.bytes)} GB; use fewer units or smaller batches`;
  throw new ConfigError('model', [{ field: 'model', message }]);
}
