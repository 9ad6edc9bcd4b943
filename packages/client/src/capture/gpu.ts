import { execFile } from 'node:child_process';

/** How busy the GPUs are that a process computes on, and how much of their memory is the process's own. */
export interface GpuUse {
  /** Mean of its GPUs; undefined where the driver does not say, as for a part of a GPU. */
  readonly percent: number | undefined;
  readonly memoryBytes: number;
}

const TIMEOUT_MS = 5_000;
const MIB = 2 ** 20;

/** Asks `nvidia-smi` about the GPUs of a process, never about those of others. Undefined without it, or while the process uses none. */
export function watchGpu(pid = process.pid): () => Promise<GpuUse | undefined> {
  let missing = false;

  async function ask(...query: string[]): Promise<string[][]> {
    return new Promise((resolve) => {
      execFile('nvidia-smi', [...query, '--format=csv,noheader,nounits'], { timeout: TIMEOUT_MS }, (error, output) => {
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') missing = true;
        resolve(error ? [] : rowsOf(output));
      });
    });
  }

  return async () => {
    if (missing) return undefined;
    const own = (await ask('--query-compute-apps=pid,gpu_uuid,used_gpu_memory')).filter(([process]) => Number(process) === pid);
    if (own.length === 0) return undefined;
    const gpus = new Set(own.map(([, uuid]) => uuid));
    const busy = (await ask('--query-gpu=uuid,utilization.gpu'))
      .filter(([uuid]) => gpus.has(uuid))
      .map(([, percent]) => Number(percent))
      .filter(Number.isFinite);
    return {
      percent: busy.length === 0 ? undefined : busy.reduce((sum, percent) => sum + percent, 0) / busy.length,
      memoryBytes: own
        .map(([, , mebibytes]) => Number(mebibytes) * MIB)
        .filter(Number.isFinite)
        .reduce((sum, bytes) => sum + bytes, 0),
    };
  };
}

function rowsOf(output: string): string[][] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));
}
