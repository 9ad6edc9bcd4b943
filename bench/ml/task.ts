/** Runs one timing in a process of its own, so that backends, threads and memory of one measurement do not touch the next. */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BackendName } from '@atelier/ml';

const execute = promisify(execFile);

export interface Task {
  readonly backend: BackendName;
  readonly net: 'cnn64' | 'cnn32' | 'rnn';
  /** `layers`: TensorFlow.js's own layers on our backend; `stock kernels`: those on the backend as it comes. */
  readonly layers: 'ours' | 'layers' | 'stock kernels';
  readonly threads?: number;
  /** WebGPU on a device that computes nothing: what is left is the time of this program, whatever the GPU. */
  readonly hostOnly?: boolean;
  /** Also times the same steps while twenty scalars are logged at each. */
  readonly tracked?: boolean;
  readonly warm: number;
  readonly rounds: number;
  readonly steps: number;
}

export interface Measurement {
  /** Milliseconds a step, of the best round. */
  readonly ms: number;
  /** Null when nothing was tracked. */
  readonly trackedMs: number | null;
  readonly rounds: readonly number[];
  readonly losses: readonly number[];
  /** Resident bytes after each round. */
  readonly memory: readonly number[];
  readonly tensors: number;
}

export async function measure(task: Task, environment: NodeJS.ProcessEnv = {}): Promise<Measurement> {
  const { stdout } = await execute(process.execPath, [path.join(import.meta.dirname, 'measure.ts'), JSON.stringify(task)], {
    maxBuffer: 1 << 24,
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measurement;
}

export const KERAS_TENSORFLOW = '2.21.0';

/** Times the same net in Keras 3 on the same TensorFlow, installed by pip in an environment outside the tree. Null, with the reason, where that cannot be had. */
export async function measureKeras(net: Task['net']): Promise<{ ms: number; versions: string } | { reason: string }> {
  const environment = path.join(os.tmpdir(), `atelier-keras-${KERAS_TENSORFLOW}`);
  const python = path.join(environment, 'bin/python');
  try {
    const installed = await execute(python, ['-c', 'import keras']).then(
      () => true,
      () => false,
    );
    if (!installed) {
      await fs.rm(environment, { recursive: true, force: true });
      await execute('python3', ['-m', 'venv', environment]);
      await execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `tensorflow-cpu==${KERAS_TENSORFLOW}`]);
    }
    const { stdout } = await execute(python, [path.join(import.meta.dirname, 'keras_step.py'), net], {
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' },
    });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as { ms: number; versions: string };
  } catch (error) {
    return { reason: `Keras cannot be had here: ${(error as Error).message.trim().split('\n').at(-1)}` };
  }
}

/** Times the same net in PyTorch on the GPU of this machine, where `python3` has it. */
export async function measureTorch(net: Task['net']): Promise<{ ms: number; versions: string } | { reason: string }> {
  try {
    const { stdout } = await execute('python3', [path.join(import.meta.dirname, 'torch_step.py'), net]);
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as { ms: number; versions: string };
  } catch (error) {
    return { reason: `PyTorch cannot be had here: ${(error as Error).message.trim().split('\n').at(-1)}` };
  }
}
