import os from 'node:os';
import { ConfigError } from '../model/config.ts';
import { type ModelPlan, trainingBytes } from '../model/plan.ts';

/** Throws a `ConfigError` with the estimate when training could not fit into `memoryBytes`, by default what this process may use. */
export function refuseTooLarge(plan: ModelPlan, batchSize: number, memoryBytes = usableMemory()): void {
  const needed = trainingBytes(plan, batchSize);
  if (needed <= memoryBytes) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 });
  const message = `the model with ${plan.parameters.toLocaleString('en')} parameters needs at least ${gigabytes(needed)} GB of memory with batches of ${batchSize}, and this machine has ${gigabytes(memoryBytes)} GB; use fewer units or smaller batches`;
  throw new ConfigError('model', [{ field: 'model', message }]);
}

/** A container's limit where there is one. */
function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}
