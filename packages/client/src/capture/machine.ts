import { availableParallelism, cpus, hostname, release, totalmem, type as systemName } from 'node:os';

/** Where the program runs. */
export function describeMachine(): Record<string, unknown> {
  return {
    node: process.version,
    system: `${systemName()} ${release()}`,
    host: hostname(),
    processor: cpus()[0]?.model,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}
