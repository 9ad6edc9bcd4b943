import type { Run } from './RunHeader.tsx';

/** Whether runs of this kind are trained here, by an agent. */
export function isTrained(kind: Run['kind']): boolean {
  return kind === 'CNN' || kind === 'RNN' || kind === 'MLP';
}

/** Whether it goes through the queue: a training, or the test of a trained model. */
export function isLaunched(kind: Run['kind']): boolean {
  return isTrained(kind) || kind === 'EVALUATION';
}
