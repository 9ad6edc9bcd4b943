import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child-process.ts';
import type { Config } from './config.ts';

/** What this machine can do. */
export interface Machine {
  /** The backend that training is going to use. */
  readonly backend: string;
  readonly hardware: Record<string, unknown>;
  readonly versions: Record<string, unknown>;
}

const PROBE_MS = 120_000;

/** Describes the machine. The backend is tried out in a child of its own, because a library that does not fit may abort. */
export async function describeMachine(config: Config): Promise<Machine> {
  const [cpu] = cpus();
  const probe = await probeBackend(config);
  return {
    backend: probe.backend,
    hardware: { processor: cpu?.model.trim() ?? 'unknown', cores: availableParallelism(), memoryBytes: totalmem(), ...probe.hardware },
    versions: { node: process.version, system: `${type()} ${release()}`, ...probe.versions },
  };
}

async function probeBackend(config: Config): Promise<Machine> {
  let answer = '';
  const child = startChild({
    script: join(import.meta.dirname, 'probe.ts'),
    args: [config.backend],
    env: config.childEnvironment,
    cwd: config.folder,
    onOutput: (text) => (answer += text),
  });
  const timer = setTimeout(child.kill, PROBE_MS);
  const end = await child.ended;
  clearTimeout(timer);
  const line = answer.split('\n').find((text) => text.startsWith('{"backend"'));
  if (end.code !== 0 || line === undefined) {
    throw new Error(
      `no backend works on this machine (${end.signal ?? `exit code ${end.code}`}): ${end.tail.trim().split('\n').slice(-5).join(' | ')}`,
    );
  }
  return JSON.parse(line) as Machine;
}
